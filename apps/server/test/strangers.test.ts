import type { Sql } from '../src/storage/database.ts';
import { poolSize } from '../src/storage/open-postgres.ts';
import { openWorld, type World } from './support/world.ts';

const id = "md5('stranger' || n)::uuid";
/** Rows of every table that is looked into for one person, all somebody else's. */
const theirs = {
  person: ['id, display_name, login', `${id}, 'Stranger ' || n, 'stranger' || n`],
  account: [
    'system, account_id, person_id, login, display_name',
    `'elsewhere', 'stranger' || n, ${id}, 'stranger' || n, 'Stranger ' || n`,
  ],
  channel_identity: [
    'channel, user_id, person_id, conversation_id',
    `'elsewhere', 'stranger' || n, ${id}, 'room' || n`,
  ],
  processed_event: ['source, id, event_id', `'elsewhere', 'event' || n, ${id}`],
  lockout: [
    'person_id, system, account_id, episode, detected_at, locked_at',
    `${id}, 'elsewhere', 'stranger' || n, 'one', now() - interval '2 days', now() - interval '2 days'`,
  ],
  help_case: [
    'person_id, id, policy, policy_version, state, locale, closed_at',
    `${id}, ${id}, 'unlock-account', 1, '{}', 'en', now()`,
  ],
  effect: ['person_id, id, case_id, ordinal, lane, body, status', `${id}, ${id}, ${id}, 1, 'say', '{}', 'done'`],
  choice_token: [
    'person_id, hash, case_id, question_id, choice, about, expires_at',
    `${id}, 'hash' || n, ${id}, ${id}, 'yes', '{}', now()`,
  ],
  notice: ['person_id, effect_id, at', `${id}, ${id}, now()`],
  ticket: [
    'key, person_id, case_id, connector, ticket_id, number, status, subject',
    `'key' || n, ${id}, ${id}, 'elsewhere', 'ticket' || n, 'number' || n, 'resolved', 'Unlocked'`,
  ],
  desk_ticket: [
    'key, person_id, case_id, feature, system, subject, description, status',
    `'key' || n, ${id}, ${id}, 'unlock', 'elsewhere', 'Unlocked', 'It is unlocked.', 'resolved'`,
  ],
} as const;

/** Strangers, from the first to the last. */
async function strangers(world: World, first: number, last: number): Promise<void> {
  for (const [table, [columns, values]] of Object.entries(theirs)) {
    await world.database.run(
      `insert into ${table} (${columns}) select ${values} from generate_series(${first}, ${last}) n`,
    );
  }
}

/** How many rows of each table were read so far, by an index or in turn. */
async function rowsRead(sql: Sql): Promise<ReadonlyMap<string, number>> {
  await sql.rows('select pg_stat_force_next_flush()');
  const rows = await sql.rows<{ name: string; rows: number }>(
    `select tables.relname as name, (seq_tup_read + (select sum(idx_tup_read) from pg_stat_user_indexes
       where relid = tables.relid))::int as rows
     from pg_stat_user_tables tables where tables.relname = any($1::text[])`,
    [Object.keys(theirs)],
  );
  return new Map(rows.map(({ name, rows }) => [name, rows]));
}

async function help(world: World, ...logins: readonly string[]): Promise<void> {
  for (const login of logins) {
    const chat = await world.lockedOut(login);
    await chat.choose('Yes');
    await chat.shown('is unlocked');
  }
}

/** The tables of which so many rows are read for these people. */
const readThrough = (world: World, many: number, logins: readonly string[]) =>
  readDuring(world, many, () => help(world, ...logins));

/** The tables of which so many rows are read while something happens. */
async function readDuring(world: World, many: number, happens: () => Promise<unknown>): Promise<readonly string[]> {
  // Asked of the connection that went last, so that the same one goes on: it has the plans.
  const before = await rowsRead(world.database);
  await happens();
  // Every connection tells what it has read so far when it is asked to, and otherwise once in a while.
  await Promise.all(Array.from({ length: poolSize }, () => rowsRead(world.database)));
  const after = await rowsRead(world.database);
  return [...after].flatMap(([table, rows]) => (rows - (before.get(table) ?? 0) >= many ? [table] : []));
}

describe('one person is helped without reading through everybody else', () => {
  test('where a whole table seems cheaper than a hundred look-ups', async () => {
    const world = await openWorld({ people: ['first', 'second'] });
    try {
      const everybody = 5000;
      await strangers(world, 1, everybody);
      await world.database.run('analyze');
      expect(await readThrough(world, everybody, ['first', 'second'])).toEqual([]);
    } finally {
      await world.close();
    }
  }, 60_000);

  test('where the plans were made for a few people', async () => {
    const everybody = 10_000;
    const world = await openWorld({ people: ['first', 'second', 'third', 'fourth', 'fifth'] });
    try {
      // Few enough for the planner to read a table in turn, and enough for it not to read an index so.
      const few = 60;
      await strangers(world, 1, few);
      await world.database.run('analyze');
      await help(world, 'first', 'second', 'third');
      await strangers(world, few + 1, everybody);
      expect(await readThrough(world, everybody, ['fourth', 'fifth'])).toEqual([]);
    } finally {
      await world.close();
    }
  }, 60_000);

  test('where everybody waits for something, and nobody did when it was counted', async () => {
    const everybody = 5000;
    const world = await openWorld({ people: ['first', 'second', 'third'] });
    try {
      await strangers(world, 1, everybody);
      await world.database.run('analyze');
      await world.database.run(`update effect set status = 'intent', not_before = now() + interval '1 day'`);
      expect(await readThrough(world, everybody, ['first', 'second', 'third'])).toEqual([]);
    } finally {
      await world.close();
    }
  }, 60_000);
});

test('a page of the desk, and one ticket of it, are read without reading through all tickets', async () => {
  const everybody = 5000;
  const world = await openWorld({ people: ['first'] });
  try {
    await strangers(world, 1, everybody);
    await world.database.run('analyze');
    const { desk } = world.product;
    const read = async () => {
      expect((await desk.list({ limit: 50 })).tickets).toHaveLength(50);
      expect(await desk.read('key7')).toMatchObject({ key: 'key7', number: 'number7' });
    };
    expect(await readDuring(world, everybody, read)).toEqual([]);
  } finally {
    await world.close();
  }
}, 60_000);
