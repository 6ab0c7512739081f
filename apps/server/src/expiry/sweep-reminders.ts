import { nextSlot, wallDay } from '@access-account/policies';
import type { Transaction } from '../storage/database.ts';
import { toJson } from '../storage/to-json.ts';
import { byIndex, type DueRow, due, dueRows, isUntold, latestMarks, slotsBetween } from './due-rows.ts';
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

interface ZoneRow {
  readonly zone: string;
  readonly swept_until: Date;
  readonly has_moved: boolean;
}

/**
 * Writes down who is to be reminded of what by now, in one statement for everybody, so that a repeat adds nothing. Of the
 * slots that a zone has missed only the latest mark of each account counts; whose end was put nearer is told of the mark
 * that is due by the new one. Both happen once a day's slot has come, so that nobody is woken at night or on a day of rest.
 */
export async function sweepReminders({ now, rulesOf }: SweepInput, transaction: Transaction): Promise<Swept> {
  const zones = await transaction.rows<ZoneRow>(
    `select zone, swept_until, (select true from expiry where expiry.zone = reminder_zone.zone and moved_at is not null limit 1)
       is not null as has_moved
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
  const [, byTime, byMove] = await Promise.all([
    transaction.rows(byIndex),
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

const columns =
  'system, account_id, kind, cycle_at, schedule, mark, day, zone, cycle_changed_at, cycle_expires_at, expires_at';

const dueOf = (expiry: string) =>
  `${expiry}.system, ${expiry}.account_id, ${expiry}.kind,
    coalesce(${expiry}.cycle_changed_at, ${expiry}.cycle_expires_at) as cycle_at, ${expiry}.schedule, due.mark, due.day,
    due.time_zone, ${expiry}.cycle_changed_at, ${expiry}.cycle_expires_at, ${expiry}.expires_at`;

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
