import pg from 'pg';
import type { Database } from '../../src/storage/database.ts';

/**
 * Puts a function in front of the database's clock that runs ahead as far as it is told to: everything of the product that
 * goes by the database's clock lives at that time, and nothing of the product knows.
 */
const statements = [
  "create table public.test_clock as select interval '0' as ahead",
  `create function public.clock_timestamp() returns timestamptz language sql volatile
     as 'select pg_catalog.clock_timestamp() + (select ahead from public.test_clock)'`,
];

/** On PostgreSQL, before the product connects; on the embedded database there is nothing to do yet. */
export async function prepareClock(databaseUrl: string | undefined): Promise<void> {
  if (databaseUrl === undefined) return;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
    const name = new URL(databaseUrl).pathname.slice(1);
    await client.query(`alter database ${name} set search_path = public, pg_catalog`);
  } finally {
    await client.end();
  }
}

export interface MovableClock {
  now(): Promise<Date>;
  /** @param to ISO 8601 instant. */
  moveTo(to: string): Promise<void>;
}

export async function movableClock(database: Database): Promise<MovableClock> {
  if (database.embedded) {
    const [made] = await database.rows("select 1 from pg_tables where tablename = 'test_clock'");
    if (made === undefined) for (const statement of statements) await database.run(statement);
    await database.run('set search_path = public, pg_catalog');
  }
  return {
    now: async () => {
      const [row] = await database.rows<{ now: Date }>('select clock_timestamp() as now');
      return row?.now ?? new Date(Number.NaN);
    },
    moveTo: async (to) => {
      await database.run(
        `with moved as (
           -- In seconds: days are as long as the calendar of the session's zone says.
           update test_clock set ahead = make_interval(secs => extract(epoch from $1::timestamptz - pg_catalog.clock_timestamp())) returning ahead
         ) update replica set alive_until = pg_catalog.clock_timestamp() + ahead + interval '8 seconds' from moved
           where alive_until < 'infinity'`,
        [to],
      );
    },
  };
}
