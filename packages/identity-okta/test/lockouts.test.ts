import type { JsonValue, Lockout } from '@access-account/contract';
import { fakeCall } from '@access-account/testkit';
import { connected } from './connected.ts';
import { type OktaTestWorld, startOktaWorld } from './okta-world.ts';

let world: OktaTestWorld;

beforeEach(async () => {
  world = await startOktaWorld({ limit: 100_000 });
});
afterEach(() => world.close());

async function polled() {
  const { operations, asked } = await connected(world);
  const poll = async (start: JsonValue) => {
    const lockouts: Lockout[] = [];
    let cursor = start;
    for (let more = true; more; ) {
      const page = await operations['lockout.poll']({ cursor }, fakeCall());
      lockouts.push(...page.lockouts);
      ({ cursor, more } = page);
    }
    return { lockouts, cursor };
  };
  return { poll, asked };
}

test('LN-4 an idle poll costs one request, whoever many people there are (L)', async () => {
  for (let count = 0; count < 500; count += 1) await world.newPerson();
  const { poll, asked } = await polled();
  const { cursor } = await poll(null);
  expect(await asked(() => poll(cursor))).toEqual(['GET /api/v1/logs']);
});

test('a lock that Okta lifted before the poll is not told: the log says what was, the account what is (G)', async () => {
  const { poll } = await polled();
  const { cursor } = await poll(null);
  const person = await world.newPerson();
  await world.lockByFailedLogins(person);
  world.organisation.unlock(world.personOf(person));
  expect((await poll(cursor)).lockouts).toEqual([]);
});

test('an event that comes twice is one lockout (D)', async () => {
  const { poll } = await polled();
  const { cursor } = await poll(null);
  const person = await world.newPerson();
  await world.lockByFailedLogins(person);
  const event = world.organisation.events.at(-1);
  if (event !== undefined) world.organisation.events.push(event);
  expect((await poll(cursor)).lockouts).toHaveLength(1);
});

test('somebody who was deleted meanwhile keeps nobody else from being told', async () => {
  const { poll } = await polled();
  const { cursor } = await poll(null);
  const [gone, there] = [await world.newPerson(), await world.newPerson()];
  await world.lockByFailedLogins(gone);
  await world.lockByFailedLogins(there);
  world.organisation.people.delete(world.personOf(gone).id);
  expect((await poll(cursor)).lockouts.map(({ account }) => account.login)).toEqual([there.login]);
});

test('a lock the log never told of is found by looking at everybody who is locked, within five minutes (D)', async () => {
  const { poll } = await polled();
  const { cursor } = await poll(null);
  const person = world.personOf(await world.newPerson());
  world.organisation.setStatus(person, 'LOCKED_OUT');
  expect((await poll(cursor)).lockouts).toEqual([]);
  world.clock.advance(5 * 60_000);
  expect((await poll(cursor)).lockouts.map(({ account }) => account.id)).toEqual([person.id]);
});

test('a place in the log that Okta no longer knows means everybody who is locked (D)', async () => {
  const { poll } = await polled();
  const person = await world.newPerson();
  await world.lockByFailedLogins(person);
  const { cursor } = await poll(null);
  const lost = { ...(cursor as object), log: '/api/v1/logs?after=of-another-time' };
  expect((await poll(lost)).lockouts.map(({ account }) => account.login)).toEqual([person.login]);
});

test('when everybody is locked at once, it is told in pages and not by asking for each (L)', async () => {
  const { poll, asked } = await polled();
  const { cursor } = await poll(null);
  for (let count = 0; count < 450; count += 1) await world.lockByFailedLogins(await world.newPerson());
  let told = 0;
  const requests = await asked(async () => {
    told = new Set((await poll(cursor)).lockouts.map(({ account }) => account.id)).size;
  });
  expect(told).toBe(450);
  expect(requests.length).toBeLessThan(20);
});

test('a handful of locks costs one reading each and the policies once', async () => {
  const { poll, asked } = await polled();
  const { cursor } = await poll(null);
  for (let count = 0; count < 12; count += 1) await world.lockByFailedLogins(await world.newPerson());
  let told: readonly Lockout[] = [];
  const requests = await asked(async () => {
    told = (await poll(cursor)).lockouts;
  });
  expect(told).toHaveLength(12);
  expect(requests.filter((request) => request === 'GET /api/v1/policies')).toHaveLength(1);
  expect(requests.length).toBeLessThanOrEqual(2 + 12 + 1);
});

test('a cursor of another organisation means everybody who is locked', async () => {
  const { poll } = await polled();
  const person = await world.newPerson();
  await world.lockByFailedLogins(person);
  const { cursor } = await poll(null);
  const foreign = { ...(cursor as object), org: 'https://other.okta.com' };
  expect((await poll(foreign)).lockouts).toHaveLength(1);
});

test('EC-13 a block from unknown devices is told, as an account that is locked', async () => {
  const { poll } = await polled();
  const { cursor } = await poll(null);
  const { login } = await world.newPerson();
  for (let tries = 0; tries < 5; tries += 1) world.organisation.signIn(login, 'wrong', 'unknown');
  expect((await poll(cursor)).lockouts.map(({ account }) => account.login)).toEqual([login]);
});
