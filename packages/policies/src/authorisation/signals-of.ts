import { type Signal, signals } from './asking.ts';
import { isWorkingTime, type WorkingHours } from './working-hours.ts';

const day = 24 * 60 * 60_000;
/** Lockouts in 24 hours from which on an unlock asks for more. */
const manyLocks = 4;

/** What speaks for care with a person, whatever account it is about. */
export interface Wariness {
  /** Whether the person said “This wasn’t me” within `afterReport`, and the desk has not settled it yet. */
  readonly reported: boolean;
  /** Whether another user of a channel became the person within `afterRelinking`, in place of the one before. */
  readonly relinked: boolean;
  /** Other cases in which factors of the person were removed, in `resets.perPerson.per`. */
  readonly resets: number;
  /** Other cases in which anybody's factors were removed, in `resets.perOrganisation.per`. */
  readonly resetsOfAll: number;
}

export const notWary: Wariness = { reported: false, relinked: false, resets: 0, resetsOfAll: 0 };

export interface Limit {
  readonly atMost: number;
  /** Milliseconds. */
  readonly per: number;
}

/** What the organisation takes for unusual. */
export interface Caution {
  /** Milliseconds after “This wasn’t me” for which it counts, unless the desk settles it before. */
  readonly afterReport: number;
  /** Milliseconds after another user of a channel became the person for which it counts. */
  readonly afterRelinking: number;
  /** Removals of factors, counted by case. */
  readonly resets: { readonly perPerson: Limit; readonly perOrganisation: Limit };
  /** null: any hour is as good as another. */
  readonly workingHours: WorkingHours | null;
}

export interface SignalsInput {
  /** Lockouts of the account within 24 hours. */
  readonly lockouts: number;
  /** Whether many people are being locked at this moment. */
  readonly attack: boolean;
  /** ISO 8601 instant of the last change; null where unknown. */
  readonly passwordChangedAt: string | null;
  readonly wariness: Wariness;
  readonly caution: Caution;
  /** ISO 8601. */
  readonly instant: string;
}

/** What makes somebody look twice. */
export function signalsOf({
  lockouts,
  attack,
  passwordChangedAt,
  wariness,
  caution,
  instant,
}: SignalsInput): readonly Signal[] {
  const { resets, workingHours } = caution;
  const signs: Readonly<Record<Signal, boolean>> = {
    'repeated-locks': lockouts >= manyLocks,
    attack,
    'password-changed': passwordChangedAt !== null && Date.parse(instant) - Date.parse(passwordChangedAt) < day,
    reported: wariness.reported,
    'moved-link': wariness.relinked,
    'repeated-resets': wariness.resets >= resets.perPerson.atMost,
    'many-resets': wariness.resetsOfAll >= resets.perOrganisation.atMost,
    'outside-hours': workingHours !== null && !isWorkingTime(instant, workingHours),
  };
  return signals.filter((signal) => signs[signal]);
}
