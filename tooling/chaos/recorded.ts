import pg from 'pg';
import type { World } from './world.ts';

const effects = `select effect.ordinal, effect.lane, coalesce(effect.body ->> 'operation', effect.body ->> 'type') as what,
    effect.status, effect.attempts, round(extract(epoch from effect.not_before - clock_timestamp())) as due_in,
    round(extract(epoch from clock_timestamp() - effect.attempted_at)) as begun_ago,
    case when help_case.lease_by is null then 'nobody' when replica.id is null then 'somebody unknown'
      when replica.alive_until > clock_timestamp() then 'somebody alive' else 'somebody dead' end as held_by
  from person join help_case on help_case.person_id = person.id
    join effect on effect.person_id = help_case.person_id and effect.case_id = help_case.id
    left join replica on replica.id = help_case.lease_by
  where person.login = $1 order by help_case.opened_at, effect.ordinal`;

const transactions = `select 'a transaction' as open, state, application_name as of,
    round(extract(epoch from clock_timestamp() - xact_start)) as for, wait_event_type as waits_for, left(query, 60) as last
  from pg_stat_activity where xact_start is not null and pid <> pg_backend_pid() and backend_type = 'client backend'`;

/** What a shared database holds of somebody who got stuck, an effect each; of an embedded one its server alone knows. */
export async function recordedOf(login: string, { database }: Pick<World, 'database'>): Promise<string> {
  if (!('url' in database)) return '';
  const client = new pg.Client({ connectionString: database.url });
  try {
    await client.connect();
    const { rows: own } = await client.query(effects, [login]);
    const { rows: open } = await client.query(transactions);
    const rows = [...own, ...open];
    return rows
      .map((row) =>
        Object.entries(row)
          .map(([name, value]) => `${name} ${value}`)
          .join(', '),
      )
      .join('; ');
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client.end().catch(() => undefined);
  }
}
