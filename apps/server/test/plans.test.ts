import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { Database, Sql } from '../src/storage/database.ts';
import { given } from '../src/storage/given.ts';
import { KeptPlans, keepPlans, looksEvery, newPlans } from '../src/storage/plans.ts';
import { openTestDatabase } from './support/database.ts';

describe('a transaction that keeps its plans', () => {
  let database: Database;
  let close: () => Promise<void>;

  beforeEach(async () => {
    ({ database, close } = await openTestDatabase());
  });

  afterEach(() => close());

  test('makes one for all parameters, apart from those that are made elsewhere', async () => {
    const statement = 'select $1::int as one';
    for (let time = 0; time < 3; time += 1) {
      await database.transaction((transaction) => transaction.rows(statement, [time]), { keepsPlans: true });
    }
    // One after the other they have one connection.
    await database.rows(statement, [3]);
    const made = `select statement, generic_plans::int as kept, custom_plans::int as anew from pg_prepared_statements
      where statement like $1 order by statement`;
    expect(await database.rows(made, [`${statement}%`])).toEqual([
      { statement, kept: 0, anew: 1 },
      { statement: `${statement} /* kept */`, kept: 3, anew: 0 },
    ]);
  });

  test('leaves its session as it was', async () => {
    const settings = `select current_setting('enable_seqscan') as "inTurn", current_setting('plan_cache_mode') as plans`;
    const within = await database.transaction((transaction) => transaction.rows(settings), { keepsPlans: true });
    expect(within).toEqual([{ inTurn: 'off', plans: 'force_generic_plan' }]);
    const failing = database.transaction(() => Promise.reject(new Error('as it may')), { keepsPlans: true });
    await expect(failing).rejects.toThrow('as it may');
    expect(await database.rows(settings)).toEqual([{ inTurn: 'on', plans: 'auto' }]);
  });

  describe('finds one row by its key', () => {
    const many = 10_000;

    beforeEach(async () => {
      await database.run('create table thing (key text primary key, value int not null)');
    });

    const grow = (from: number, to: number) =>
      database.run(`insert into thing select 'thing ' || n, n from generate_series(${from}, ${to}) n`);

    /** How many rows are read of the table to find two of them. */
    const read = () =>
      database.transaction(
        async (transaction) => {
          const before = await rowsRead(transaction);
          const keys = JSON.stringify([{ key: 'thing 3' }, { key: 'thing 1' }]);
          const found = await transaction.rows(
            `select thing.value from ${given('key text')} as asked join thing on thing.key = asked.key order by thing.key`,
            [keys],
          );
          expect(found).toEqual([{ value: 1 }, { value: 3 }]);
          return (await rowsRead(transaction)) - before;
        },
        { keepsPlans: true },
      );

    /** In this transaction. */
    async function rowsRead(transaction: Sql): Promise<number> {
      const [row] = await transaction.rows<{ rows: number }>(
        `select sum(pg_stat_get_xact_tuples_returned(oid) + pg_stat_get_xact_tuples_fetched(oid))::int as rows from pg_class
         where oid = 'thing'::regclass or oid in (select indexrelid from pg_index where indrelid = 'thing'::regclass)`,
      );
      return row?.rows ?? 0;
    }

    test('where the plan was made for three, soon after a look is due', async () => {
      await grow(1, 3);
      await database.run('analyze thing');
      // By the last of them the first look was had.
      for (let time = 0; time < 5; time += 1) await read();
      await grow(4, many);
      expect(await read()).toBeGreaterThan(many);
      const late = lateBy(looksEvery);
      try {
        // Nobody waits for the look.
        let readAtMost = many;
        for (let time = 0; time < 100 && readAtMost >= many; time += 1) readAtMost = await read();
        expect(readAtMost).toBeLessThan(60);
      } finally {
        late.mock.restore();
      }
    });
  });
});

describe('the plans of a connection', () => {
  const anew = `${keepPlans}; ${newPlans}`;

  test('are made anew once a table has another magnitude, and not before', async () => {
    let tables = 'case 13';
    const plans = new KeptPlans(async () => tables);
    const [one, other] = [{}, {}];
    plans.lookNowAndThen();
    await turn();
    expect([plans.settings(one), plans.settings(one), plans.settings(other)]).toEqual([anew, keepPlans, anew]);

    tables = 'case 14';
    plans.lookNowAndThen();
    await turn();
    expect(plans.settings(one)).toBe(keepPlans);

    const late = lateBy(looksEvery);
    try {
      plans.lookNowAndThen();
      await turn();
    } finally {
      late.mock.restore();
    }
    expect([plans.settings(one), plans.settings(one), plans.settings(other)]).toEqual([anew, keepPlans, anew]);
  });

  test('stay where the database cannot be asked', async () => {
    const plans = new KeptPlans(() => Promise.reject(new Error('away')));
    const connection = {};
    plans.settings(connection);
    plans.lookNowAndThen();
    await turn();
    expect(plans.settings(connection)).toBe(keepPlans);
  });
});

function lateBy(milliseconds: number) {
  const now = performance.now.bind(performance);
  return mock.method(performance, 'now', () => now() + milliseconds);
}
