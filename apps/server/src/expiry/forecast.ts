import { cycleOf, expiredMark, remindedOf, type Slot, wallDay } from '@access-account/policies';
import type { Database, Sql } from '../storage/database.ts';
import { toJson } from '../storage/to-json.ts';
import { databaseTime } from './database-time.ts';
import { byIndex, type DueRow, due, dueRows, isUntold, slotsBetween } from './due-rows.ts';
import type { ZoneRules } from './zone-rules.ts';

export interface ForecastOptions {
  readonly database: Database;
  readonly rulesOf: ZoneRules;
  readonly days: number;
  /** Whether Ignore also mutes the notice that it is over. */
  readonly ignoreCoversExpired: boolean;
}

/** One reminder that will be sent if nothing changes until then. */
export interface ForecastReminder {
  /** ISO 8601 instant. */
  readonly at: string;
  readonly system: string;
  readonly account: string;
  /** null: nobody has met this person yet. */
  readonly login: string | null;
  readonly kind: 'password' | 'account';
  /** Counts down to 1. */
  readonly mark: number | 'expired';
  /** ISO 8601 instant. */
  readonly expiresAt: string;
}

/** A moment at which reminders are sent in a zone: of one slot, or of all that were missed by then. */
interface Sending {
  readonly at: string;
  readonly zone: string;
  readonly slots: readonly Slot[];
}

const dayLength = 24 * 60 * 60_000;
const pageSize = 2000;

/** Who will be reminded of what, and when: in the order of time, read in pages. Writes nothing. */
export async function* forecast({
  database,
  rulesOf,
  days,
  ignoreCoversExpired,
}: ForecastOptions): AsyncGenerator<ForecastReminder> {
  const now = await databaseTime(database);
  const until = new Date(Date.parse(now) + days * dayLength).toISOString();
  const zones = await database.rows<{ zone: string; swept_until: Date }>('select zone, swept_until from reminder_zone');
  const sendings = zones.flatMap(({ zone, swept_until }) =>
    sendingsOf({ zone, after: swept_until.toISOString(), now, until, rulesOf }),
  );
  const muted = await mutedCycles(database);
  for (const sending of sendings.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))) {
    for await (const row of dueAt(sending, { database, rulesOf })) {
      const isSilent = muted.has(cycleKey(row)) && (row.mark !== expiredMark || ignoreCoversExpired);
      if (isSilent) continue;
      yield {
        at: sending.at,
        system: row.system,
        account: row.account_id,
        login: row.login,
        kind: row.kind,
        mark: row.mark === expiredMark ? 'expired' : row.mark,
        expiresAt: row.expires_at.toISOString(),
      };
    }
  }
}

interface SendingsInput {
  readonly zone: string;
  readonly after: string;
  readonly now: string;
  readonly until: string;
  readonly rulesOf: ZoneRules;
}

/** What was missed comes at once where today’s slot has been, and with the next one otherwise. */
function sendingsOf({ zone, after, now, until, rulesOf }: SendingsInput): readonly Sending[] {
  const rules = rulesOf(zone);
  const missed = slotsBetween({ after, until: now, rules });
  const coming = slotsBetween({ after: now, until, rules });
  if (missed.at(-1)?.day === wallDay({ instant: now, rules }))
    return [{ at: now, zone, slots: missed }, ...coming.map((slot) => ({ at: slot.at, zone, slots: [slot] }))];
  return coming.map((slot, index) => ({ at: slot.at, zone, slots: index === 0 ? [...missed, slot] : [slot] }));
}

interface ForecastRow {
  readonly system: string;
  readonly account_id: string;
  readonly login: string | null;
  readonly kind: 'password' | 'account';
  readonly mark: number;
  readonly expires_at: Date;
  readonly cycle_changed_at: Date | null;
  readonly cycle_expires_at: Date;
}

async function* dueAt(
  { at, zone, slots }: Sending,
  { database, rulesOf }: Pick<ForecastOptions, 'database' | 'rulesOf'>,
): AsyncGenerator<ForecastRow> {
  const rows = toJson(dueRows({ slots, now: at, rules: rulesOf(zone) }).map((row): DueRow => ({ ...row, zone })));
  let last: Pick<ForecastRow, 'system' | 'account_id' | 'kind'> | undefined;
  do {
    const after = [last?.system ?? '', last?.account_id ?? '', last?.kind ?? ''];
    const page: readonly ForecastRow[] = await database.transaction(async (transaction) => {
      const [, found] = await Promise.all([
        transaction.rows(byIndex),
        transaction.rows<ForecastRow>(dueThen, [rows, at, ...after, pageSize]),
      ]);
      return found;
    });
    yield* page;
    last = page.length === pageSize ? page.at(-1) : undefined;
  } while (last !== undefined);
}

const dueThen = `select distinct on (expiry.system, expiry.account_id, expiry.kind) expiry.system, expiry.account_id, expiry.kind,
    account.login, due.mark, expiry.expires_at, expiry.cycle_changed_at, expiry.cycle_expires_at
  from ${due} join expiry on ${isUntold('expiry')} and expiry.first_seen_at < due.slot
    left join account on account.system = expiry.system collate "default"
      and account.account_id = expiry.account_id collate "default"
  where (expiry.system, expiry.account_id, expiry.kind) > ($3, $4, $5)
  order by expiry.system, expiry.account_id, expiry.kind, due.slot desc limit $6::int`;

/** The cycles that people do not want to hear of. */
async function mutedCycles(sql: Sql): Promise<ReadonlySet<string>> {
  const muted = new Set<string>();
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const cases = await sql.rows<{ id: string; state: unknown }>(
      `select id, state from help_case where policy = 'password-expiry' and closed_at is null and id > $1::uuid
       order by id limit $2::int`,
      [after, pageSize],
    );
    for (const { state } of cases) {
      const reminded = remindedOf(state);
      if (reminded?.isMuted === true) muted.add(`${reminded.last.kind} ${reminded.last.cycle.key}`);
    }
    const last = cases.at(-1);
    if (last === undefined || cases.length < pageSize) return muted;
    after = last.id;
  }
}

function cycleKey({ system, account_id, kind, cycle_changed_at, cycle_expires_at }: ForecastRow): string {
  const { key } = cycleOf({
    account: `${system}/${account_id}`,
    changedAt: cycle_changed_at?.toISOString() ?? null,
    expiresAt: cycle_expires_at.toISOString(),
  });
  return `${kind} ${key}`;
}
