import type { JsonValue, ListedAccount } from '@access-account/contract';
import { fakeCall } from '@access-account/testkit';
import { connected } from './connected.ts';
import { type OktaTestWorld, startOktaWorld } from './okta-world.ts';

const day = 24 * 60 * 60_000;
let world: OktaTestWorld;

beforeEach(async () => {
  world = await startOktaWorld({ limit: 100_000 });
});
afterEach(() => world.close());

async function listing() {
  const { operations, asked } = await connected(world);
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
  // Changes are asked for from a little before; these are long ago.
  world.clock.advance(60 * 60_000);
  return made;
}

test('PE-11 a walk asks for the members of the groups that policies name, not for the groups of everybody', async () => {
  const group = world.organisation.addGroup();
  world.organisation.setPolicies([{ name: 'staff', maxAgeDays: 60, groups: [group] }], { maxAgeDays: 0 });
  const made = await people(450);
  for (const [index, { groups }] of made.entries()) if (index % 2 === 0) groups.add(group);
  const { list, asked } = await listing();
  let accounts: ReadonlyMap<string, ListedAccount> = new Map();
  const requests = await asked(async () => {
    ({ accounts } = await list(null));
  });
  for (const [index, { id, passwordChanged }] of made.entries()) {
    const expiresAt = index % 2 === 0 ? new Date(passwordChanged.getTime() + 60 * day).toISOString() : null;
    expect(accounts.get(id)?.passwordExpiresAt).toBe(expiresAt);
  }
  expect(requests.filter((request) => request.endsWith('/groups'))).toEqual([]);
  expect(requests.length).toBeLessThan(12);
});

test('members of large groups are read on from page to page: no operation asks for all of them', async () => {
  await world.close();
  world = await startOktaWorld({ limit: 100_000, pageSize: 30 });
  const group = world.organisation.addGroup();
  world.organisation.setPolicies([{ name: 'staff', maxAgeDays: 60, groups: [group] }], { maxAgeDays: 0 });
  const made = await people(700);
  for (const { groups } of made) groups.add(group);
  const { list, asked, operations } = await listing();
  const first = await asked(() => operations['account.list']({ cursor: null }, fakeCall()));
  expect(first.length).toBeLessThanOrEqual(12);
  const { accounts, isComplete } = await list(null);
  expect(isComplete).toBe(true);
  expect([...accounts.values()].filter(({ passwordExpiresAt }) => passwordExpiresAt !== null)).toHaveLength(700);
});

test('an hour without changes is one request', async () => {
  await people(450);
  const { list, asked } = await listing();
  const { cursor } = await list(null);
  world.clock.advance(60 * 60_000);
  expect(await asked(() => list(cursor))).toEqual(['GET /api/v1/users']);
});

test('a change is told, and whoever did not change is not', async () => {
  const [changed, same] = await people(2);
  const { list } = await listing();
  const { cursor } = await list(null);
  world.clock.advance(60 * 60_000);
  if (changed !== undefined) world.organisation.setPassword(changed, 'Another-Horse-2');
  const { accounts, isComplete } = await list(cursor);
  expect(isComplete).toBe(false);
  expect([...accounts.keys()]).toEqual([changed?.id]);
  expect(accounts.has(same?.id ?? '')).toBe(false);
});

test('EC-38 a deactivated account is told as removed, and one that was deleted is missing from the next walk', async () => {
  const [deactivated, deleted, there] = await people(3);
  const { list } = await listing();
  const { cursor } = await list(null);
  world.clock.advance(60 * 60_000);
  if (deactivated !== undefined) world.organisation.setStatus(deactivated, 'DEPROVISIONED');
  world.organisation.people.delete(deleted?.id ?? '');
  const changes = await list(cursor);
  expect([...changes.removed]).toEqual([deactivated?.id]);
  world.clock.advance(day);
  const walk = await list(changes.cursor);
  expect(walk.isComplete).toBe(true);
  expect([...walk.accounts.keys()]).toEqual([there?.id]);
});

test('a page that Okta no longer knows means everybody from the start', async () => {
  await people(450);
  const { operations, list } = await listing();
  const first = await operations['account.list']({ cursor: null }, fakeCall());
  expect(first.more).toBe(true);
  world.fake.faults.plan(/users$/, { kind: 'gone' });
  const { accounts, isComplete } = await list(first.cursor);
  expect(isComplete).toBe(true);
  expect(accounts.size).toBe(450);
});

test('a cursor of another organisation means everybody', async () => {
  await people(3);
  const { list } = await listing();
  const { cursor } = await list(null);
  const { accounts, isComplete } = await list({ ...(cursor as object), org: 'https://other.okta.com' });
  expect({ size: accounts.size, isComplete }).toEqual({ size: 3, isComplete: true });
});
