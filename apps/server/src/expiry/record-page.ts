import type { AccountPage, ListedAccount } from '@access-account/contract';
import { isTimeZone } from '../config/is-time-zone.ts';
import type { Transaction } from '../storage/database.ts';
import { wholesale } from '../storage/plans.ts';
import { toJson } from '../storage/to-json.ts';

export interface RecordPageInput {
  /** The connector's name. */
  readonly system: string;
  readonly page: Pick<AccountPage, 'accounts' | 'removed' | 'more' | 'isComplete'>;
  /** Pages of this walk before it. */
  readonly number: number;
  /** ISO 8601 instant. */
  readonly now: string;
  /** Whether somebody is reminded at all. */
  readonly isAudience: (account: ListedAccount) => boolean;
}

/**
 * Takes one page of a directory into the mirror. Who did not change costs no write.
 * Answers how many accounts are gone: those the page names, and at the end of a whole walk those that no page of it named.
 */
export async function recordPage(
  { system, page, number, now, isAudience }: RecordPageInput,
  transaction: Transaction,
): Promise<number> {
  const listed = new Map(page.accounts.map((account) => [account.id, account]));
  const gone = new Set(page.removed.map(({ id }) => id));
  for (const account of listed.values()) if (!isAudience(account)) gone.add(account.id);
  const met = [...listed.values()].filter(({ id }) => !gone.has(id));
  const [, , , , removed, unmet] = await Promise.all([
    // A page is compared with what is known of it, and the end of a walk with everybody.
    transaction.rows(wholesale),
    mirror({ system, accounts: met, now }, transaction),
    watchZones(met.map(zoneOf), now, transaction),
    page.more || page.isComplete
      ? transaction.run('insert into directory_page (system, number, account_ids) values ($1, $2, $3::text[])', [
          system,
          number,
          met.map(({ id }) => id),
        ])
      : undefined,
    gone.size === 0 ? 0 : countOf(removeAccounts, [system, [...gone]], transaction),
    page.isComplete && !page.more ? countOf(removeUnmet, [system], transaction) : 0,
    page.more ? undefined : transaction.run('delete from directory_page where system = $1', [system]),
  ]);
  return removed + unmet;
}

const zones = new Set<string>();

/** Empty: the directory gives none, or none that anybody knows. */
function zoneOf({ timeZone }: Pick<ListedAccount, 'timeZone'>): string {
  if (timeZone === null) return '';
  if (!zones.has(timeZone) && !isTimeZone(timeZone)) return '';
  zones.add(timeZone);
  return timeZone;
}

interface MirrorInput {
  readonly system: string;
  readonly accounts: readonly ListedAccount[];
  readonly now: string;
}

async function mirror({ system, accounts, now }: MirrorInput, transaction: Transaction): Promise<void> {
  if (accounts.length === 0) return;
  const rows = accounts.map((account) => ({
    account_id: account.id,
    standing: account.standing,
    zone: zoneOf(account),
    changed_at: account.passwordChangedAt,
    expires_at: account.passwordExpiresAt,
    ends_at: account.endsAt,
  }));
  await transaction.run(mirrorAccounts, [system, toJson(rows), now]);
}

async function watchZones(zones: readonly string[], now: string, transaction: Transaction): Promise<void> {
  if (zones.length === 0) return;
  await transaction.run(
    `insert into reminder_zone (zone, swept_until) select zone, $2::timestamptz from unnest($1::text[]) as zone
     on conflict do nothing`,
    [[...new Set(zones)], now],
  );
}

async function countOf(statement: string, parameters: readonly unknown[], transaction: Transaction): Promise<number> {
  const [row] = await transaction.rows<{ gone: number }>(statement, parameters);
  return row?.gone ?? 0;
}

const removeAccounts = `with gone as (
    delete from expiry where system = $1 and account_id = any($2::text[]) returning kind
  ), unsaid as (
    delete from reminder where entered_at is null and system = $1 and account_id = any($2::text[])
  ) select count(*) filter (where kind = 'password')::int as gone from gone`;

const removeUnmet = `with met as (
    select unnest(account_ids) as account_id from directory_page where system = $1
  ), gone as (
    delete from expiry where system = $1 and not exists (select from met where met.account_id = expiry.account_id)
    returning account_id, kind
  ), unsaid as (
    delete from reminder using gone
    where reminder.entered_at is null and reminder.system = $1 and reminder.account_id = gone.account_id
  ) select count(*) filter (where kind = 'password')::int as gone from gone`;

/**
 * The page beside what is known of it. The same password is the same cycle however its end moves; where nobody says when it
 * was set, an end that moved by more than a day is another cycle (`cycleOf`). An end that moved by more than a day within a
 * cycle is another schedule, whose marks begin anew. When a cycle is over that somebody was reminded of, a card that is out
 * is put right, once: that waits among the reminders as mark −1.
 */
const mirrorAccounts = `with page as (
    select account_id, standing, zone, ending.*
    from jsonb_to_recordset($2::jsonb) as listed (account_id text, standing text, zone text, changed_at timestamptz,
        expires_at timestamptz, ends_at timestamptz)
      cross join lateral (values ('password', listed.changed_at, listed.expires_at),
        ('account', null::timestamptz, listed.ends_at)) as ending (kind, changed_at, expires_at)
  ), compared as (
    select page.*, old.first_seen_at, old.moved_at, old.cycle_changed_at, old.cycle_expires_at, old.schedule,
      old.schedule_expires_at, coalesce(old.cycle_changed_at, old.cycle_expires_at) as cycle_at,
      old.cycle_expires_at is not null and case
        when old.changed_at is not null and page.changed_at is not null then old.changed_at = page.changed_at
        when page.expires_at is null then true
        else abs(extract(epoch from old.cycle_expires_at - page.expires_at)) <= 86400
      end as is_same_cycle,
      coalesce(abs(extract(epoch from old.schedule_expires_at - page.expires_at)) <= 86400, true) as is_same_schedule,
      old.schedule_expires_at - page.expires_at >= interval '1 day'
        and (page.changed_at is null or old.changed_at is null or page.changed_at = old.changed_at) as is_nearer
    from page left join expiry old
      on old.system = $1 and old.account_id = page.account_id and old.kind = page.kind
    where case when old.account_id is null then page.kind = 'password' or page.expires_at is not null
      else (old.standing, old.zone, old.changed_at, old.expires_at)
        is distinct from (page.standing, page.zone, page.changed_at, page.expires_at) end
  ), ended as (
    insert into reminder (system, account_id, kind, cycle_at, schedule, mark, day, zone, cycle_changed_at,
      cycle_expires_at, expires_at)
    select $1, account_id, kind, cycle_at, schedule, -1, $3::timestamptz::date, zone, cycle_changed_at,
      cycle_expires_at, cycle_expires_at
    from compared
    where cycle_at is not null and (expires_at is null or not is_same_cycle)
      and exists (select from reminder where reminder.system = $1 and reminder.account_id = compared.account_id
        and reminder.kind = compared.kind and reminder.cycle_at = compared.cycle_at and reminder.mark >= 0)
    on conflict do nothing
  )
  insert into expiry (system, account_id, kind, standing, zone, changed_at, expires_at, first_seen_at, cycle_changed_at,
    cycle_expires_at, schedule, schedule_expires_at, moved_at)
  select $1, account_id, kind, standing, zone, changed_at, expires_at, coalesce(first_seen_at, $3::timestamptz),
    case when is_same_cycle then cycle_changed_at when expires_at is not null then changed_at end,
    case when is_same_cycle then cycle_expires_at else expires_at end,
    case when not is_same_cycle or schedule is null then 1 when is_same_schedule then schedule else schedule + 1 end,
    case when is_same_cycle and is_same_schedule then schedule_expires_at else expires_at end,
    case when is_nearer then $3::timestamptz when is_same_cycle then moved_at end
  from compared
  on conflict (system, account_id, kind) do update set standing = excluded.standing, zone = excluded.zone,
    changed_at = excluded.changed_at, expires_at = excluded.expires_at, cycle_changed_at = excluded.cycle_changed_at,
    cycle_expires_at = excluded.cycle_expires_at, schedule = excluded.schedule,
    schedule_expires_at = excluded.schedule_expires_at, moved_at = excluded.moved_at`;
