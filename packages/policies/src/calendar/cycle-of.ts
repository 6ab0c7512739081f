import { isSameExpiry } from './is-same-expiry.ts';

/** One password's life on one account. */
export interface Cycle {
  /** The same for one password however its end moves, another for the next one. */
  readonly key: string;
  /** ISO 8601 instant; null where the provider does not say when the password was set. */
  readonly changedAt: string | null;
  /** ISO 8601 instant: the end as it was first read. */
  readonly expiresAt: string;
}

export interface CycleOfInput {
  /** Unambiguous among all systems. */
  readonly account: string;
  readonly changedAt: string | null;
  readonly expiresAt: string;
  /** The cycle the account was in when it was last read. */
  readonly known?: Cycle;
}

/**
 * The cycle an account is in: a new password begins a new one, another password policy does not.
 * Where the provider does not say when the password was set, an end that moved by more than a day means a new password.
 */
export function cycleOf({ account, changedAt, expiresAt, known }: CycleOfInput): Cycle {
  if (known !== undefined && isSameCycle(known, { changedAt, expiresAt })) return known;
  const since = changedAt === null ? `until ${iso(expiresAt)}` : iso(changedAt);
  return { key: `${account} ${since}`, changedAt, expiresAt };
}

function isSameCycle(known: Cycle, now: Pick<Cycle, 'changedAt' | 'expiresAt'>): boolean {
  if (known.changedAt !== null && now.changedAt !== null)
    return Date.parse(known.changedAt) === Date.parse(now.changedAt);
  return isSameExpiry(known.expiresAt, now.expiresAt);
}

/** One spelling for one instant. */
function iso(instant: string): string {
  return new Date(instant).toISOString();
}
