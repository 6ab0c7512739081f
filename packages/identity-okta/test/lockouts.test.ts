import type { ConnectorError, JsonValue, Lockout } from '@access-account/contract';
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

const blockFromUnknownDevices = (login: string) => {
  for (let tries = 0; tries < 5; tries += 1) world.organisation.signIn(login, 'wrong', 'unknown');
};

test('EC-13 a block from unknown devices is told also by the poll that looks for everybody who is locked', async () => {
  const { poll } = await polled();
  const { cursor } = await poll(null);
  const [blocked, locked] = [await world.newPerson(), await world.newPerson()];
  blockFromUnknownDevices(blocked.login);
  world.organisation.setStatus(world.personOf(locked), 'LOCKED_OUT');
  world.clock.advance(5 * 60_000);
  const logins = (await poll(cursor)).lockouts.map(({ account }) => account.login);
  expect(logins.sort()).toEqual([blocked.login, locked.login].sort());
});

test('EC-13 a block from unknown devices is told by the first poll, and where Okta no longer knows the place in the log', async () => {
  const { poll } = await polled();
  const { login } = await world.newPerson();
  blockFromUnknownDevices(login);
  const { lockouts, cursor } = await poll(null);
  const lost = { ...(cursor as object), log: '/api/v1/logs?after=of-another-time' };
  for (const told of [lockouts, (await poll(lost)).lockouts])
    expect(told.map(({ account }) => account.login)).toEqual([login]);
});

test('EC-13 in a storm everybody who is blocked from unknown devices is told, in calls that ask no more than a little', async () => {
  const { operations, asked } = await connected(world);
  const { cursor: start } = await operations['lockout.poll']({ cursor: null }, fakeCall());
  const expected: string[] = [];
  for (let count = 0; count < 90; count += 1) {
    const person = await world.newPerson();
    if (count % 3 === 0) await world.lockByFailedLogins(person);
    else blockFromUnknownDevices(person.login);
    expected.push(person.login);
  }
  const told: string[] = [];
  let cursor = start;
  for (let more = true; more; ) {
    const requests = await asked(async () => {
      const page = await operations['lockout.poll']({ cursor }, fakeCall());
      told.push(...page.lockouts.map(({ account }) => account.login));
      ({ cursor, more } = page);
    });
    expect(requests.length).toBeLessThanOrEqual(2 * 20 + 1);
  }
  expect(told.sort()).toEqual(expected.sort());
  // And a poll after that is an idle one again.
  expect(await asked(() => operations['lockout.poll']({ cursor }, fakeCall()))).toEqual(['GET /api/v1/logs']);
});

test('EC-13 somebody who cannot be read is tried again, and in the end keeps nobody else from being told', async () => {
  const { operations } = await connected(world);
  let { cursor } = await operations['lockout.poll']({ cursor: null }, fakeCall());
  const [odd, other] = [await world.newPerson(), await world.newPerson()];
  blockFromUnknownDevices(odd.login);
  blockFromUnknownDevices(other.login);
  const path = new RegExp(`^GET /api/v1/users/${world.personOf(odd).id}$`);
  world.fake.faults.plan(path, { kind: 'page' }, 1000);
  const told: string[] = [];
  const failed: string[] = [];
  for (let minute = 0; minute < 12; minute += 1) {
    try {
      // A page's cursor is kept also where the next page fails.
      const page = await operations['lockout.poll']({ cursor }, fakeCall());
      told.push(...page.lockouts.map(({ account }) => account.login));
      ({ cursor } = page);
    } catch (error) {
      failed.push((error as ConnectorError).code);
    }
    world.clock.advance(60_000);
  }
  expect(told).toEqual([other.login]);
  expect(new Set(failed)).toEqual(new Set(['response-invalid']));
});

test('a cursor from before people waited in it goes on', async () => {
  const { poll, asked } = await polled();
  const { cursor } = await poll(null);
  const { waiting: _, ...older } = cursor as { waiting: unknown };
  expect(await asked(() => poll(older as JsonValue))).toEqual(['GET /api/v1/logs']);
});
