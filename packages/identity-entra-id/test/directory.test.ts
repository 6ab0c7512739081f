import type { JsonValue, ListedAccount } from '@access-account/contract';
import { fakeCall, silentLogger } from '@access-account/testkit';
import { connected } from './connected.ts';
import { type EntraTestWorld, startEntraWorld } from './entra-world.ts';

const day = 24 * 60 * 60_000;
let world: EntraTestWorld;

beforeEach(async () => {
  world = await startEntraWorld({ limit: 1_000_000 });
});
afterEach(() => world.close());

async function listing(config: object = {}) {
  const { operations, asked } = await connected(world, { config });
  const list = async (start: JsonValue) => {
    const accounts = new Map<string, ListedAccount>();
    const removed = new Set<string>();
    for (let cursor = start; ; ) {
      const page = await operations['account.list']({ cursor }, fakeCall());
      for (const account of page.accounts) accounts.set(account.id, account);
      for (const { id } of page.removed) removed.add(id);
      if (!page.more) return { accounts, removed, cursor: page.cursor, isComplete: page.isComplete };
      ({ cursor } = page);
    }
  };
  return { list, asked, operations };
}

async function people(count: number) {
  const made = [];
  for (let each = 0; each < count; each += 1) made.push(world.personOf(await world.newPerson()));
  return made;
}

test('PE-11 a walk costs a request per page, and the domains once', async () => {
  await people(250);
  const { list, asked } = await listing();
  const requests = await asked(async () => expect((await list(null)).accounts.size).toBe(250));
  expect(requests.filter((request) => request.endsWith('/users/delta'))).toHaveLength(3);
  expect(requests.filter((request) => request.endsWith('/domains'))).toHaveLength(1);
  expect(requests).toHaveLength(4);
});

test('an hour without changes is one request, and one more for the domains', async () => {
  await people(250);
  const { list, asked } = await listing();
  const { cursor } = await list(null);
  world.clock.advance(60 * 60_000);
  expect(await asked(() => list(cursor))).toEqual(['GET /v1.0/domains', 'GET /v1.0/users/delta']);
});

test('a change is told whole, twenty to a request, and whoever did not change is not', async () => {
  const made = await people(60);
  const { list, asked } = await listing();
  const { cursor } = await list(null);
  for (const person of made.slice(0, 41)) world.tenant.setPassword(person, 'Another-Horse-2');
  const requests = await asked(async () => {
    const { accounts, isComplete } = await list(cursor);
    expect(isComplete).toBe(false);
    expect([...accounts.keys()].sort()).toEqual(
      made
        .slice(0, 41)
        .map(({ id }) => id)
        .sort(),
    );
  });
  expect(requests.filter((request) => request.endsWith('$batch'))).toHaveLength(3);
});

test('a manager that is told alone neither loses the rest of the account nor is lost by the next change', async () => {
  const [person, manager] = await people(2);
  if (person === undefined || manager === undefined) throw new Error('nobody');
  const { list } = await listing();
  const begun = await list(null);
  expect(begun.accounts.get(person.id)?.manager).toBeNull();
  world.tenant.setManager(person, manager.id);
  const named = await list(begun.cursor);
  expect(named.accounts.get(person.id)).toMatchObject({ login: person.login, manager: { id: manager.id } });
  world.tenant.setPassword(person, 'Another-Horse-2');
  expect((await list(named.cursor)).accounts.get(person.id)?.manager).toEqual({ id: manager.id });
  expect((await list(null)).accounts.get(person.id)?.manager).toEqual({ id: manager.id });
});

test('EC-38 a deleted account is told as removed, and so is one that went between its page and its reading', async () => {
  const [deleted, going] = await people(2);
  const { list } = await listing();
  const { cursor } = await list(null);
  if (deleted !== undefined) world.tenant.removePerson(deleted);
  // Told as changed, and gone since: the change is there, the person is not.
  if (going !== undefined) {
    world.tenant.changes.push({ id: going.id, of: 'manager' });
    world.fake.faults.plan(new RegExp(`GET .*users/${going.id}`), { kind: 'unavailable' });
  }
  await expect(list(cursor)).rejects.toMatchObject({ code: 'unavailable' });
  if (going !== undefined) world.tenant.people.delete(going.id);
  expect([...(await list(cursor)).removed].sort()).toEqual([deleted?.id, going?.id].sort());
});

test.each(['page', 'denied', 'gone'] as const)(
  'somebody whose reading always fails (%s) keeps nobody else from being listed, and is counted in the log',
  async (kind) => {
    const [odd, other] = await people(2);
    if (odd === undefined || other === undefined) throw new Error('nobody');
    const { operations } = await listing();
    const warnings: unknown[][] = [];
    const logger = { ...silentLogger, warn: (...warning: unknown[]) => void warnings.push(warning) };
    const list = (cursor: JsonValue) => operations['account.list']({ cursor }, fakeCall({ logger }));
    const { cursor } = await list(null);
    for (const person of [odd, other]) world.tenant.setPassword(person, 'Another-Horse-2');
    world.fake.faults.plan(new RegExp(`GET .*users/${odd.id}`), { kind }, 1000);
    const changed = await list(cursor);
    expect(changed).toMatchObject({ removed: [], more: false, isComplete: false });
    expect(changed.accounts.map(({ id }) => id)).toEqual([other.id]);
    expect(warnings).toEqual([[expect.any(String), expect.objectContaining({ accounts: 1 })]]);
    expect(JSON.stringify(warnings)).not.toContain(odd.id);
    // Told once, and over: the next changes are those after it.
    expect((await list(changed.cursor)).accounts).toEqual([]);
    world.tenant.setPassword(odd, 'Third-Horse-3');
    expect(await list(changed.cursor)).toMatchObject({ accounts: [], removed: [] });
  },
);

test('where nobody of several can be read, listing fails and says what to grant', async () => {
  const made = await people(3);
  const { list } = await listing();
  const { cursor } = await list(null);
  for (const person of made) world.tenant.setPassword(person, 'Another-Horse-2');
  world.fake.faults.plan(/GET .*users\/[^/]+$/, { kind: 'denied' }, 1000);
  await expect(list(cursor)).rejects.toMatchObject({ code: 'permission-denied' });
});

test('a link that is older than Graph keeps it means everybody from the start', async () => {
  await people(3);
  const { list } = await listing();
  const { cursor } = await list(null);
  world.clock.advance(8 * day);
  const { accounts, isComplete } = await list(cursor);
  expect({ size: accounts.size, isComplete }).toEqual({ size: 3, isComplete: true });
});

test('another rule for passwords means everybody, since it changes when they end and nobody’s account', async () => {
  const [person] = await people(3);
  const { list } = await listing();
  const { cursor } = await list(null);
  world.tenant.domains.splice(0, 1, {
    id: 'acme.test',
    authenticationType: 'Managed',
    passwordValidityPeriodInDays: 30,
  });
  world.clock.advance(20 * 60_000);
  const { accounts, isComplete } = await list(cursor);
  expect(isComplete).toBe(true);
  const expiresAt = new Date((person?.lastPasswordChange.getTime() ?? 0) + 30 * day).toISOString();
  expect(accounts.get(person?.id ?? '')?.passwordExpiresAt).toBe(expiresAt);
});

test('a cursor of another tenant means everybody, and one that leads elsewhere is not followed', async () => {
  await people(3);
  const { list, asked } = await listing();
  const { cursor } = await list(null);
  for (const differences of [{ tenant: 'another' }, { target: '/groups' }, { target: 'https://evil.example/users' }]) {
    const requests = await asked(async () => {
      const { accounts, isComplete } = await list({ ...(cursor as object), ...differences });
      expect({ size: accounts.size, isComplete }).toEqual({ size: 3, isComplete: true });
    });
    expect(requests.filter((request) => !/\/(domains|users\/delta)$/.test(request))).toEqual([]);
  }
});

test('a page whose link leads to another host is followed on ours alone', async () => {
  await people(150);
  const fetched: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    fetched.push(new URL(String(input)).origin);
    const answer = await globalThis.fetch(input, init);
    const text = (await answer.text()).replaceAll(
      `${world.fake.url}/v1.0/users/delta`,
      'https://evil.example/v1.0/users/delta',
    );
    return new Response(answer.status === 204 ? null : text, answer);
  };
  const { operations } = await connected(world, { context: { fetch } });
  let told = 0;
  let cursor: JsonValue = null;
  for (let more = true; more; ) {
    const page = await operations['account.list']({ cursor }, fakeCall());
    told += page.accounts.length;
    ({ cursor, more } = page);
  }
  expect(told).toBe(150);
  expect([...new Set(fetched)]).toEqual([world.fake.url]);
});
