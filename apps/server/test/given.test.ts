import { given } from '../src/storage/given.ts';
import { openTestDatabase } from './support/database.ts';

test('rows that are found by key are found by a plan that is kept: nothing is planned for every single one', async () => {
  const world = await openTestDatabase();
  try {
    await world.database.run(
      `insert into choice_token (person_id, hash, case_id, question_id, choice, about, expires_at)
       select md5('p' || n)::uuid, 'hash' || n, md5('c' || n)::uuid, md5('q' || n)::uuid, 'yes', '{}', now()
       from generate_series(1, 5000) n`,
    );
    await world.database.run('analyze choice_token');
    const statement = `select token.hash, choice from ${given('hash text')} as asked join choice_token token on token.hash = asked.hash`;
    await world.database.transaction(async (transaction) => {
      const times = 20;
      for (let n = 1; n <= times; n += 1) {
        const hash = `hash${n}`;
        expect(await transaction.rows(statement, [JSON.stringify([{ hash }])])).toEqual([{ hash, choice: 'yes' }]);
      }
      const [plans] = await transaction.rows<{ kept: number; anew: number }>(
        `select generic_plans::int as kept, custom_plans::int as anew from pg_prepared_statements where statement = $1`,
        [statement],
      );
      // PostgreSQL tries five times whether a plan of their own is better.
      expect(plans).toEqual({ kept: times - 5, anew: 5 });
    });
  } finally {
    await world.close();
  }
}, 60_000);
