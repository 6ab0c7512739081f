import { fakeCall } from '@access-account/testkit';
import fc from 'fast-check';
import { fakeFilter } from '../src/fake/fake-filter.ts';
import { filterText } from '../src/filter-text.ts';
import { connected } from './connected.ts';
import { type EntraTestWorld, isChange, startEntraWorld } from './entra-world.ts';

let world: EntraTestWorld;

beforeAll(async () => {
  world = await startEntraWorld({ limit: 1_000_000 });
  for (let count = 0; count < 3; count += 1) await world.newPerson();
});
afterAll(() => world.close());

const grammar = [
  "'",
  "''",
  ' or ',
  ' and ',
  'mail',
  'userPrincipalName',
  ' ne ',
  ' eq ',
  '(',
  ')',
  'x',
  '%27',
  '&',
  '$filter=',
  '+',
  '#',
  '/',
  '..',
];

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('*)(uid=*', "a' or mail ne 'x", "'", "''", '\\', '\u0000', "x' or startswith(mail,'p", 'a&$top=999'),
  fc.array(fc.constantFrom(...grammar), { maxLength: 12 }).map((parts) => parts.join('')),
);

test('whatever somebody is called, the filter holds exactly that name and nothing more', () => {
  fc.assert(
    fc.property(hostile, (name) => {
      const text = filterText(name);
      if (text === undefined) return;
      expect(fakeFilter(`mail eq ${text}`)).toEqual({ property: 'mail', value: name });
    }),
    { numRuns: 500 },
  );
});

test('a name full of grammar finds nobody, by login, mail or id', async () => {
  const { operations } = await connected(world);
  await fc.assert(
    fc.asyncProperty(hostile, fc.constantFrom<'login' | 'email' | 'id'>('login', 'email', 'id'), async (value, by) => {
      expect(await operations['account.find']({ by, value }, fakeCall())).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('whoever is called so is found, whatever the name is made of', async () => {
  const { operations } = await connected(world);
  const names = ["o'hara+it@acme.test", 'a&b#c%20d@acme.test', "''@acme.test", 'ä ö/ü@acme.test'];
  for (const login of names) {
    await world.newPerson({ login, email: login });
    for (const by of ['login', 'email'] as const) {
      const found = await operations['account.find']({ by, value: login }, fakeCall());
      expect(found.map((account) => account.login)).toEqual([login]);
    }
  }
});

test('a Graph that answers more than it was asked for finds nobody else', async () => {
  const fetch: typeof globalThis.fetch = (input, init) => {
    const url = new URL(String(input));
    url.searchParams.delete('$filter');
    return globalThis.fetch(url, init);
  };
  const { operations } = await connected(world, { context: { fetch } });
  const { login } = world.personOf({ login: 'person-1@acme.test' });
  for (const by of ['login', 'email'] as const) {
    const found = await operations['account.find']({ by, value: login }, fakeCall());
    expect(found.map((account) => account.login)).toEqual([login]);
    expect(await operations['account.find']({ by, value: 'person' }, fakeCall())).toEqual([]);
  }
});

test('an id or a factor full of path finds nothing else, alone or in a batch', async () => {
  const { operations, asked } = await connected(world);
  const { id } = world.personOf(await world.newPerson());
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      await expect(operations['account.read']({ id: text }, fakeCall())).rejects.toMatchObject({ code: 'not-found' });
      await expect(operations['factor.list']({ id: text }, fakeCall())).rejects.toMatchObject({ code: 'not-found' });
      const requests = await asked(() => operations['factor.remove']({ id, factor: text }, fakeCall()));
      expect(requests.filter(isChange)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
