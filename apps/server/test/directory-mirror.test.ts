import type { AccountPage, IdentityOperations, ListAccountsInput } from '@access-account/contract';
import { fakeIdentity, silentLogger } from '@access-account/testkit';
import type { Audience } from '../src/config/configuration-schema.ts';
import { DirectoryMirror } from '../src/expiry/directory-mirror.ts';
import { mirrorProgress } from '../src/expiry/mirror-progress.ts';
import { Metrics } from '../src/metrics.ts';
import type { ConnectorRegistry } from '../src/registry/connector-registry.ts';
import type { Database } from '../src/storage/database.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';
import { livingReplica } from './support/living-replica.ts';

const someone = '00000000-0000-4000-8000-000000000001';
const another = '00000000-0000-4000-8000-000000000002';
let store: TestDatabase;
beforeAll(async () => {
  store = await openTestDatabase();
  for (const id of [someone, another]) await livingReplica(store.database, id);
}, 60_000);
afterAll(() => store.close());
beforeEach(async () => {
  for (const table of ['expiry', 'reminder', 'reminder_zone', 'directory_page', 'watch'])
    await store.database.run(`delete from ${table}`);
});

type List = IdentityOperations['account.list'];

/** A directory of seven people, who come in small pages. */
function directory() {
  const fake = fakeIdentity();
  for (let number = 0; number < 7; number += 1)
    fake.addPerson({ login: `p${number}`, passwordExpiresAt: '2026-05-01T00:00:00.000Z' });
  const asked: ListAccountsInput[] = [];
  const list: List = async (input) => {
    asked.push(input);
    return fake.list(input.cursor);
  };
  return { fake, asked, list };
}

interface MirrorInput {
  readonly list: List;
  readonly replica?: string;
  readonly database?: Database;
  readonly audience?: Audience;
  readonly goodbye?: AbortSignal;
  readonly isWalkDue?: boolean;
}

function mirrorOf({
  list,
  replica: id = someone,
  database = store.database,
  audience = 'all',
  goodbye = new AbortController().signal,
  isWalkDue = false,
}: MirrorInput): DirectoryMirror {
  const registry = { ready: () => ({ name: 'corp', operations: { 'account.list': list }, listEvery: 60_000 }) };
  return new DirectoryMirror({
    database,
    registry: registry as unknown as ConnectorRegistry,
    logger: silentLogger,
    metrics: new Metrics(),
    replica: { id },
    goodbye,
    audience,
    isWalkDue: () => isWalkDue,
    onNews: () => undefined,
  });
}

async function mirrored(): Promise<number> {
  return (await store.database.rows('select from expiry')).length;
}

test('PE-11 reads everybody in pages, and from then on whoever changed', async () => {
  const { fake, asked, list } = directory();
  const mirror = mirrorOf({ list });
  await mirror.round('corp');
  expect(await mirrored()).toBe(7);
  expect(asked.length).toBeGreaterThan(2);
  expect(await mirrorProgress(store.database)).toMatchObject([
    { system: 'corp', complete: { accounts: 7 }, walk: null },
  ]);
  fake.removePerson('p3');
  fake.setPassword('p4', 'another', '2026-09-01T00:00:00.000Z');
  asked.length = 0;
  await mirror.round('corp');
  expect(asked).toHaveLength(1);
  expect(await mirrored()).toBe(6);
  expect(await store.database.rows("select from expiry where expires_at = '2026-09-01T00:00:00Z'")).toHaveLength(1);
});

test('a walk that was cut off after a page goes on from there, by another server too, and loses nobody', async () => {
  const { fake, asked, list } = directory();
  await mirrorOf({ list }).round('corp');
  fake.removePerson('p0');
  await store.database.run(`update watch set cursor = jsonb_set(cursor, '{list}', 'null')`);
  const goodbye = new AbortController();
  const cutOff: List = async (input, call) => {
    goodbye.abort();
    return list(input, call);
  };
  await mirrorOf({ list: cutOff, goodbye: goodbye.signal }).round('corp');
  const [{ walk } = { walk: null }] = await mirrorProgress(store.database);
  expect(walk?.accounts).toBeGreaterThan(0);
  expect(await mirrored()).toBe(7);
  await store.database.run('update watch set lease_by = null');
  asked.length = 0;
  await mirrorOf({ list, replica: another }).round('corp');
  expect(asked[0]?.cursor).not.toBeNull();
  expect(await mirrored()).toBe(6);
  expect(await store.database.rows('select from directory_page')).toEqual([]);
});

test('a page whose commit fails counts for nothing and is read again', async () => {
  const { list } = directory();
  const poisoned: List = async (input, call) => {
    const page = await list(input, call);
    const [first] = page.accounts;
    return first === undefined || input.cursor === null
      ? page
      : { ...page, accounts: [{ ...first, passwordExpiresAt: 'no date' }] };
  };
  await expect(mirrorOf({ list: poisoned }).round('corp')).rejects.toThrow();
  const before = await mirrored();
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(7);
  await mirrorOf({ list }).round('corp');
  expect(await mirrored()).toBe(7);
});

test('EC-37 one server at a time reads a directory; whoever lost it records nothing', async () => {
  const { asked, list } = directory();
  await mirrorOf({ list }).round('corp');
  asked.length = 0;
  await mirrorOf({ list, replica: another, isWalkDue: true }).round('corp');
  expect(asked).toEqual([]);
  const robbed: List = async (input, call) => {
    const page: AccountPage = await list(input, call);
    await store.database.run('update watch set lease_by = $1', [another]);
    return page;
  };
  await expect(mirrorOf({ list: robbed, isWalkDue: true }).round('corp')).rejects.toThrow('Another server');
});

test('once a night everybody is read, and whoever is in no page is gone', async () => {
  const { fake, asked, list } = directory();
  await mirrorOf({ list }).round('corp');
  // Its removal was never told.
  const id = fake.find({ by: 'login', value: 'p1' })[0]?.id;
  fake.removePerson('p1');
  const forgetful: List = async (input, call) => ({ ...(await list(input, call)), removed: [] });
  await mirrorOf({ list: forgetful }).round('corp');
  expect(await store.database.rows('select from expiry where account_id = $1', [id])).toHaveLength(1);
  asked.length = 0;
  const nightly = mirrorOf({ list: forgetful, isWalkDue: true });
  await nightly.round('corp');
  expect(asked[0]?.cursor).toBeNull();
  expect(await mirrored()).toBe(6);
});

test('PE-13 another audience reads everybody anew', async () => {
  const { asked, list } = directory();
  await mirrorOf({ list }).round('corp');
  asked.length = 0;
  await mirrorOf({ list, audience: { only: ['P1', '*6'] } }).round('corp');
  expect(asked[0]?.cursor).toBeNull();
  expect(await mirrored()).toBe(2);
  await mirrorOf({ list, audience: { systems: ['plant'] } }).round('corp');
  expect(await mirrored()).toBe(0);
});
