import { mock } from 'node:test';
import type { Database, Sql } from '../src/storage/database.ts';
import { given } from '../src/storage/given.ts';
import { plansLast } from '../src/storage/plans.ts';
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

    test('where the plan was made for three, once that is a while ago', async () => {
      await grow(1, 3);
      await database.run('analyze thing');
      await read();
      await grow(4, many);
      const now = performance.now.bind(performance);
      const clock = mock.method(performance, 'now', () => now() + plansLast);
      try {
        expect(await read()).toBeLessThan(60);
      } finally {
        clock.mock.restore();
      }
    });
  });
});
