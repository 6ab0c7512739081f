import { fakeCall } from '@access-account/testkit';
import fc from 'fast-check';
import { fakeFilter } from '../src/fake/fake-filter.ts';
import { searchText } from '../src/search-text.ts';
import { connected } from './connected.ts';
import { type OktaTestWorld, startOktaWorld } from './okta-world.ts';

let world: OktaTestWorld;

beforeAll(async () => {
  world = await startOktaWorld({ limit: 1_000_000 });
  for (let count = 0; count < 3; count += 1) await world.newPerson();
});
afterAll(() => world.close());

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '*)(uid=*',
    'a" or profile.login pr or profile.login eq "',
    '\\" or status pr or id eq \\"',
    '\\',
    '"',
    '\u0000',
  ),
  fc
    .array(
      fc.constantFrom(
        '"',
        '\\',
        ' or ',
        ' and ',
        'status',
        'profile.login',
        ' pr',
        ' eq ',
        '(',
        ')',
        'x',
        '%',
        '/',
        '..',
      ),
      {
        maxLength: 12,
      },
    )
    .map((parts) => parts.join('')),
);

test('whatever somebody is called, the search holds exactly that name and nothing more', () => {
  fc.assert(
    fc.property(hostile, (name) => {
      const text = searchText(name);
      if (text === undefined) return;
      const expression = `profile.login eq ${text}`;
      const matches = fakeFilter({ expression, isCaseSensitive: true, attributes: ['profile.login'] });
      expect(matches?.(() => name)).toBe(true);
      expect(matches?.(() => `${name}x`)).toBe(false);
      expect(matches?.(() => undefined)).toBe(false);
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

test('an Okta that answers more than it was asked for finds nobody else', async () => {
  const fetch: typeof globalThis.fetch = (input, init) => {
    const url = new URL(String(input));
    if (url.searchParams.has('search')) url.searchParams.set('search', 'profile.login sw "person"');
    return globalThis.fetch(url, init);
  };
  const { operations } = await connected(world, { context: { fetch } });
  const { login } = await world.newPerson();
  for (const by of ['login', 'email'] as const) {
    const found = await operations['account.find']({ by, value: login }, fakeCall());
    expect(found.map((account) => account.login)).toEqual([login]);
    expect(await operations['account.find']({ by, value: 'person' }, fakeCall())).toEqual([]);
  }
});

test('an id or a factor full of path finds nothing else', async () => {
  const { operations, asked } = await connected(world);
  const { id } = world.personOf(await world.newPerson());
  await world.world.enrolFactor?.(await world.newPerson());
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      await expect(operations['account.read']({ id: text }, fakeCall())).rejects.toMatchObject({ code: 'not-found' });
      const requests = await asked(() => operations['factor.remove']({ id, factor: text }, fakeCall()));
      expect(requests.filter((request) => request.startsWith('DELETE'))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
