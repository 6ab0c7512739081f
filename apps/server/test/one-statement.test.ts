import fc from 'fast-check';
import { oneStatement } from '../src/storage/one-statement.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  await world.database.run('create table written (part text not null, value int not null)');
}, 60_000);
afterAll(() => world.close());

const insertion = (name: string, values: readonly number[]) => ({
  name,
  text: 'insert into written (part, value) select $1::text, value from unnest($2::int[]) as value returning value',
  values: [name, values],
});

test('every part has the parameters that it came with, however many there are before it', async () => {
  const parts = fc.uniqueArray(
    fc.record({ name: fc.constantFrom(...'abcdefghijklm'), values: fc.array(fc.integer({ min: 0, max: 9 })) }),
    {
      selector: ({ name }) => name,
      minLength: 1,
    },
  );
  await fc.assert(
    fc.asyncProperty(parts, fc.integer({ min: 0, max: 9 }), async (some, added) => {
      await world.database.run('delete from written');
      const sums = some.map(({ name }) => `(select coalesce(sum(value), 0) from ${name})`).join(' + ');
      const { text, values } = oneStatement(
        some.map(({ name, values: those }) => insertion(name, those)),
        { text: `select (${sums} + $1::int)::int as sum`, values: [added] },
      );
      const [answered] = await world.database.rows<{ sum: number }>(text, values);
      expect(answered?.sum).toBe(some.flatMap((one) => one.values).reduce((sum, value) => sum + value, added));
      const rows = await world.database.rows<{ part: string; value: number }>('select part, value from written');
      const expected = some.flatMap(({ name, values: those }) => those.map((value) => ({ part: name, value })));
      const inOrder = (these: typeof rows) => these.map(({ part, value }) => `${part}${value}`).toSorted();
      expect(inOrder(rows)).toEqual(inOrder(expected));
    }),
    { numRuns: 40 },
  );
});

test('of all parts nothing is kept where one fails', async () => {
  await world.database.run('delete from written');
  const fails = { name: 'z', text: 'insert into written (part, value) values ($1, null)', values: ['z'] };
  const { text, values } = oneStatement([insertion('a', [1]), fails], { text: 'select', values: [] });
  await expect(world.database.run(text, values)).rejects.toThrow('null value');
  expect(await world.database.rows('select from written')).toHaveLength(0);
});
