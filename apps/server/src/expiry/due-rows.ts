import {
  type DueExpiry,
  dueExpiries,
  expiredMark,
  nextSlot,
  type ReminderRules,
  type Slot,
  wallDay,
} from '@access-account/policies';

/** Whose end in `[from, until)`, in this zone, makes a mark due at a slot. */
export interface DueRow {
  readonly zone: string;
  readonly time_zone: string;
  /** ISO date on which they are told. */
  readonly day: string;
  readonly slot: string;
  readonly mark: number;
  readonly from: string;
  readonly until: string;
}

const dayLength = 24 * 60 * 60_000;
/** Days of rest that a slot may lie behind the day of its mark. */
const longestRest = 14;

interface SlotsBetweenInput {
  readonly after: string;
  readonly until: string;
  readonly rules: ReminderRules;
}

export function slotsBetween({ after, until, rules }: SlotsBetweenInput): readonly Slot[] {
  const slots: Slot[] = [];
  let slot = nextSlot({ after, rules });
  while (slot !== undefined && Date.parse(slot.at) <= Date.parse(until)) {
    slots.push(slot);
    slot = nextSlot({ after: slot.at, rules });
  }
  return slots;
}

interface DueRowsInput {
  readonly slots: readonly Slot[];
  readonly now: string;
  readonly rules: ReminderRules;
}

export type ZonelessRow = Omit<DueRow, 'zone'>;

export function dueRows({ slots, now, rules }: DueRowsInput): readonly ZonelessRow[] {
  const day = wallDay({ instant: now, rules });
  return slots.flatMap((slot) =>
    dueAt(slot, rules).map(({ mark, expiresFrom, expiresUntil }) => ({
      time_zone: rules.timeZone,
      day,
      slot: slot.at,
      mark,
      from: expiresFrom,
      until: expiresUntil,
    })),
  );
}

/** By slot: a look back goes over the same ones every time. */
const known = new WeakMap<ReminderRules, Map<string, readonly DueExpiry[]>>();
const mostKnown = 100;

function dueAt(slot: Slot, rules: ReminderRules): readonly DueExpiry[] {
  const slots = known.get(rules) ?? new Map<string, readonly DueExpiry[]>();
  const due = slots.get(slot.at) ?? dueExpiries({ slot, rules });
  if (slots.size >= mostKnown) slots.clear();
  known.set(rules, slots.set(slot.at, due));
  return due;
}

/** What is due by now, whatever the end: of the slots so far, and that it is over however long it has been. Undefined: today's slot is still to come. */
export function latestMarks({ now, rules }: Omit<DueRowsInput, 'slots'>): readonly ZonelessRow[] | undefined {
  const today = wallDay({ instant: now, rules });
  const ago = (days: number) => new Date(Date.parse(now) - days * dayLength).toISOString();
  if (slotsBetween({ after: ago(1), until: now, rules }).at(-1)?.day !== today) return undefined;
  const slots = slotsBetween({ after: ago(rules.firstReminderDays + longestRest), until: now, rules });
  const rows = dueRows({ slots, now, rules });
  const first = rows.find(({ mark }) => mark === expiredMark);
  return first === undefined ? rows : [...rows, { ...first, from: '-infinity', until: first.from }];
}

/** Rows of `DueRow`, in the first parameter. */
export const due = `jsonb_to_recordset($1::jsonb) as due (zone text, time_zone text, day date, slot timestamptz, mark integer,
  "from" timestamptz, until timestamptz)`;

/** What is due of an expiry and was not told, at the instant in the second parameter: no reminder after the end, none before the password was set, none that is older than one that was given, one a day. */
export const isUntold = (expiry: string) =>
  `${expiry}.zone = due.zone and ${expiry}.expires_at >= due.from and ${expiry}.expires_at < due.until
    and (due.mark = ${expiredMark} or ${expiry}.expires_at >= $2::timestamptz)
    and (${expiry}.changed_at is null or ${expiry}.changed_at < due.slot)
    and (${expiry}.standing = 'enabled' or (${expiry}.kind = 'account' and ${expiry}.standing = 'expired'))
    and (select true from reminder told where told.system = ${expiry}.system and told.account_id = ${expiry}.account_id
      and told.kind = ${expiry}.kind and told.cycle_at = coalesce(${expiry}.cycle_changed_at, ${expiry}.cycle_expires_at)
      and told.schedule = ${expiry}.schedule and told.mark >= 0 and (told.mark <= due.mark or told.day >= due.day)
      limit 1) is null`;

/**
 * For the transaction: by the indices alone. The planner knows neither how few of a million the intervals catch nor, on the
 * first day, that the table of reminders is about to grow, and then compares everybody with everybody.
 */
export const byIndex = `select set_config('enable_seqscan', 'off', true)`;
