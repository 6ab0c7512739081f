import {
  type DueExpiry,
  dueExpiries,
  expiredMark,
  nextSlot,
  type ReminderRules,
  type Slot,
  wallDay,
} from '@access-account/policies';
import type { Transaction } from '../storage/database.ts';
import { toJson } from '../storage/to-json.ts';
import type { ZoneRules } from './zone-rules.ts';

export interface SweepInput {
  /** ISO 8601 instant. */
  readonly now: string;
  readonly rulesOf: ZoneRules;
}

export interface Swept {
  /** Reminders that came due. */
  readonly due: number;
  /** ISO 8601 instant: nothing comes due by itself before; null: no directory is mirrored. */
  readonly nextAt: string | null;
}

/** Whose end in `[from, until)`, in this zone, makes a mark due at a slot. */
interface DueRow {
  readonly zone: string;
  readonly time_zone: string;
  /** ISO date on which they are told. */
  readonly day: string;
  readonly slot: string;
  readonly mark: number;
  readonly from: string;
  readonly until: string;
}

interface ZoneRow {
  readonly zone: string;
  readonly swept_until: Date;
  readonly has_moved: boolean;
}

const dayLength = 24 * 60 * 60_000;
/** Days of rest that a slot may lie behind the day of its mark. */
const longestRest = 14;

/**
 * Writes down who is to be reminded of what by now, in one statement for everybody, so that a repeat adds nothing. Of the
 * slots that a zone has missed only the latest mark of each account counts; whose end was put nearer is told of the mark
 * that is due by the new one. Both happen once a day's slot has come, so that nobody is woken at night or on a day of rest.
 */
export async function sweepReminders({ now, rulesOf }: SweepInput, transaction: Transaction): Promise<Swept> {
  const zones = await transaction.rows<ZoneRow>(
    `select zone, swept_until, exists(select from expiry where expiry.zone = reminder_zone.zone and moved_at is not null)
       as has_moved
     from reminder_zone for update`,
  );
  const slots: DueRow[] = [];
  const moved: DueRow[] = [];
  const swept: { readonly zone: string; readonly until: string }[] = [];
  const settled: string[] = [];
  let isCatchingUp = false;
  let nextAt: string | null = null;
  for (const { zone, swept_until, has_moved } of zones) {
    const rules = rulesOf(zone);
    const after = swept_until.toISOString();
    const missed = slotsBetween({ after, until: now, rules });
    const today = wallDay({ instant: now, rules });
    if (missed.at(-1)?.day === today) {
      isCatchingUp ||= missed.length > 1;
      slots.push(...dueRows({ slots: missed, now, rules }).map((row) => ({ ...row, zone })));
      swept.push({ zone, until: missed.at(-1)?.at ?? now });
    }
    const latest = has_moved ? latestMarks({ now, rules }) : undefined;
    if (latest !== undefined) {
      moved.push(...latest.map((row) => ({ ...row, zone })));
      settled.push(zone);
    }
    const next = nextSlot({ after: now, rules })?.at ?? null;
    if (next !== null && (nextAt === null || Date.parse(next) < Date.parse(nextAt))) nextAt = next;
  }
  const [byTime, byMove] = await Promise.all([
    slots.length === 0 ? 0 : transaction.run(isCatchingUp ? latestOfEach : ofOneSlot, [toJson(slots), now]),
    settled.length === 0 ? 0 : transaction.run(ofMoved, [toJson(moved), now, settled]),
    swept.length === 0
      ? undefined
      : transaction.run(
          `update reminder_zone set swept_until = swept.until
           from jsonb_to_recordset($1::jsonb) as swept (zone text, until timestamptz)
           where reminder_zone.zone = swept.zone`,
          [toJson(swept)],
        ),
  ]);
  return { due: byTime + byMove, nextAt };
}

interface SlotsBetweenInput {
  readonly after: string;
  readonly until: string;
  readonly rules: ReminderRules;
}

function slotsBetween({ after, until, rules }: SlotsBetweenInput): readonly Slot[] {
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

type ZonelessRow = Omit<DueRow, 'zone'>;

function dueRows({ slots, now, rules }: DueRowsInput): readonly ZonelessRow[] {
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
function latestMarks({ now, rules }: Omit<DueRowsInput, 'slots'>): readonly ZonelessRow[] | undefined {
  const today = wallDay({ instant: now, rules });
  const ago = (days: number) => new Date(Date.parse(now) - days * dayLength).toISOString();
  if (slotsBetween({ after: ago(1), until: now, rules }).at(-1)?.day !== today) return undefined;
  const slots = slotsBetween({ after: ago(rules.firstReminderDays + longestRest), until: now, rules });
  const rows = dueRows({ slots, now, rules });
  const first = rows.find(({ mark }) => mark === expiredMark);
  return first === undefined ? rows : [...rows, { ...first, from: '-infinity', until: first.from }];
}

const due = `jsonb_to_recordset($1::jsonb) as due (zone text, time_zone text, day date, slot timestamptz, mark integer,
  "from" timestamptz, until timestamptz)`;

const columns =
  'system, account_id, kind, cycle_at, schedule, mark, day, zone, cycle_changed_at, cycle_expires_at, expires_at';

const dueOf = (expiry: string) =>
  `${expiry}.system, ${expiry}.account_id, ${expiry}.kind,
    coalesce(${expiry}.cycle_changed_at, ${expiry}.cycle_expires_at) as cycle_at, ${expiry}.schedule, due.mark, due.day,
    due.time_zone, ${expiry}.cycle_changed_at, ${expiry}.cycle_expires_at, ${expiry}.expires_at`;

/** No reminder after the end, none before the password was set, none that is older than one that was given, one a day. */
const isUntold = (expiry: string) =>
  `${expiry}.zone = due.zone and ${expiry}.expires_at >= due.from and ${expiry}.expires_at < due.until
    and (due.mark = ${expiredMark} or ${expiry}.expires_at >= $2::timestamptz)
    and (${expiry}.changed_at is null or ${expiry}.changed_at < due.slot)
    and (${expiry}.standing = 'enabled' or (${expiry}.kind = 'account' and ${expiry}.standing = 'expired'))
    and not exists (
      select from reminder told where told.system = ${expiry}.system and told.account_id = ${expiry}.account_id
        and told.kind = ${expiry}.kind and told.cycle_at = coalesce(${expiry}.cycle_changed_at, ${expiry}.cycle_expires_at)
        and told.schedule = ${expiry}.schedule and told.mark >= 0 and (told.mark <= due.mark or told.day >= due.day))`;

/** What was due by the time an account was first seen is not caught up. */
const ofOneSlot = `insert into reminder (${columns})
  select ${dueOf('expiry')} from ${due} join expiry on ${isUntold('expiry')} and expiry.first_seen_at < due.slot
  on conflict do nothing`;

const latestOfEach = `insert into reminder (${columns})
  select distinct on (expiry.system, expiry.account_id, expiry.kind) ${dueOf('expiry')}
  from ${due} join expiry on ${isUntold('expiry')} and expiry.first_seen_at < due.slot
  order by expiry.system, expiry.account_id, expiry.kind, due.slot desc
  on conflict do nothing`;

const ofMoved = `with moved as (
    update expiry set moved_at = null where moved_at is not null and zone = any($3::text[]) returning *
  )
  insert into reminder (${columns})
  select distinct on (moved.system, moved.account_id, moved.kind) ${dueOf('moved')}
  from ${due} join moved on ${isUntold('moved')}
  order by moved.system, moved.account_id, moved.kind, due.slot desc
  on conflict do nothing`;
