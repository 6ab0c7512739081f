import type { ConnectorErrorCode, RateLimitedError } from '@access-account/contract';
import { assertRejectsWith, fakeCall } from '@access-account/testkit';
import type { FakeFault } from '../src/fake/index.ts';
import { connected } from './connected.ts';
import { type OktaTestWorld, startOktaWorld } from './okta-world.ts';

let world: OktaTestWorld;

beforeAll(async () => {
  world = await startOktaWorld();
});
afterEach(() => {
  world.fake.faults.clear();
  world.fake.faults.listeners.clear();
});
afterAll(() => world.close());

/** A call whose deadline comes when Okta has fallen silent, and no sooner, however slow the machine is. */
function impatientCall() {
  const over = new AbortController();
  const { listeners } = world.fake.faults;
  const listener = () => {
    listeners.delete(listener);
    over.abort(new DOMException('The deadline has come.', 'TimeoutError'));
  };
  listeners.add(listener);
  return fakeCall({ signal: over.signal });
}

interface Case {
  readonly name: string;
  readonly fault: FakeFault;
  readonly reading: ConnectorErrorCode;
  readonly changing: ConnectorErrorCode;
}

const cases: readonly Case[] = [
  {
    name: '429 with a reset',
    fault: { kind: 'too-many', reset: 7 },
    reading: 'rate-limited',
    changing: 'rate-limited',
  },
  { name: '429 without', fault: { kind: 'too-many', reset: null }, reading: 'rate-limited', changing: 'rate-limited' },
  { name: '503', fault: { kind: 'unavailable' }, reading: 'unavailable', changing: 'ambiguous-outcome' },
  { name: 'HTML with 200', fault: { kind: 'page' }, reading: 'response-invalid', changing: 'ambiguous-outcome' },
  { name: 'half an answer', fault: { kind: 'truncated' }, reading: 'unavailable', changing: 'ambiguous-outcome' },
  { name: 'a lost answer', fault: { kind: 'lost' }, reading: 'unavailable', changing: 'ambiguous-outcome' },
  { name: 'silence', fault: { kind: 'hang' }, reading: 'timed-out', changing: 'ambiguous-outcome' },
];

async function subject(fault?: FakeFault) {
  const person = await world.newPerson();
  const { id } = world.personOf(person);
  await world.world.enrolFactor?.(person);
  const { operations, unlock, read } = await connected(world);
  // Tokens are there, so that a fault meets what it is meant for.
  const [factor] = await operations['factor.list']({ id }, fakeCall());
  const call = () => (fault?.kind === 'hang' ? impatientCall() : fakeCall());
  return { person, id, factor: factor?.id ?? '', operations, unlock, read, call };
}

describe.each(cases)('$name', ({ fault, reading, changing }) => {
  test('is a typed error of every reading, within the deadline', async () => {
    const { id, operations, call } = await subject(fault);
    const readings: readonly [RegExp, () => Promise<unknown>][] = [
      [/users$/, () => operations['account.find']({ by: 'login', value: 'any' }, call())],
      [/users$/, () => operations['account.list']({ cursor: null }, call())],
      [/users\/[^/]+$/, () => operations['account.read']({ id }, call())],
      [/blocks$/, () => operations['account.read']({ id }, call())],
      [/policies$/, () => operations['account.read']({ id }, call())],
      [/roles$/, () => operations['account.read']({ id }, call())],
      [/factors$/, () => operations['factor.list']({ id }, call())],
      [/logs$/, () => operations['lockout.poll']({ cursor: null }, call())],
    ];
    for (const [on, run] of readings) {
      // More than once: requests of the call before may still be on their way.
      world.fake.faults.plan(on, fault, 5);
      await assertRejectsWith(reading, run);
      world.fake.faults.clear();
    }
  });

  test('is no false success of any change, and all is well once it is over', async () => {
    const { person, id, factor, operations, unlock, read, call } = await subject(fault);
    await world.lockByFailedLogins(person);
    world.fake.faults.plan(/unlock$/, fault);
    await assertRejectsWith(changing, () => operations['account.unlock']({ id }, call()));
    expect(await unlock(id)).toMatchObject({ verified: true });
    expect((await read(id)).lock).toBeNull();

    const changes: readonly [RegExp, () => Promise<unknown>][] = [
      [/forgot_password$/, () => operations['password.start-reset']({ id }, call())],
      [/sessions$/, () => operations['sessions.revoke']({ id }, call())],
      [/DELETE .*factors/, () => operations['factor.remove']({ id, factor }, call())],
    ];
    for (const [on, run] of changes) {
      world.fake.faults.plan(on, fault);
      const isBodiless = fault.kind === 'truncated' && !on.test('POST /forgot_password');
      if (!isBodiless) await assertRejectsWith(changing, run);
      world.fake.faults.clear();
    }
    expect(await operations['factor.remove']({ id, factor }, fakeCall())).toMatchObject({ verified: true });
  });
});

test('a rate limit says how long, by Okta’s clock and not by ours', async () => {
  const { id, operations } = await subject();
  const read = () => operations['account.read']({ id }, fakeCall());
  world.fake.faults.plan(/users\/[^/]+$/, { kind: 'too-many', reset: 7 });
  const limited = (await assertRejectsWith('rate-limited', read)) as RateLimitedError;
  expect(limited.retryAfter).toBeGreaterThan(5000);
  expect(limited.retryAfter).toBeLessThanOrEqual(8000);
});

test('nothing is repeated by the connector itself', async () => {
  const { person, id, operations } = await subject();
  await world.lockByFailedLogins(person);
  world.fake.faults.plan(/unlock$/, { kind: 'unavailable' }, 9);
  const before = world.fake.requests.length;
  await assertRejectsWith('ambiguous-outcome', () => operations['account.unlock']({ id }, fakeCall()));
  expect(world.fake.requests.slice(before).filter((request) => request.endsWith('/unlock'))).toHaveLength(1);
});

test('an unlock that Okta accepts and does not make is not called verified', async () => {
  const { person, id } = await subject();
  await world.lockByFailedLogins(person);
  const over = new AbortController();
  let isSent = false;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const answer = await globalThis.fetch(input, init);
    // The lock was read back once: the deadline need not be waited for.
    if (isSent && init?.method === 'GET') over.abort(new DOMException('The deadline has come.', 'TimeoutError'));
    isSent ||= String(input).endsWith('/unlock');
    return answer;
  };
  const { operations } = await connected(world, { context: { fetch } });
  world.organisation.mutants.add('unlock-does-nothing');
  try {
    const change = await operations['account.unlock']({ id }, fakeCall({ signal: over.signal }));
    expect(change).toMatchObject({ verified: false });
  } finally {
    world.organisation.mutants.clear();
  }
});

test('a token endpoint that is down takes nothing along: a change was not sent', async () => {
  const { person, id } = await subject();
  await world.lockByFailedLogins(person);
  const { unlock, read } = await connected(world);
  await read(id);
  world.fake.faults.plan(/token$/, { kind: 'unavailable' });
  await assertRejectsWith('unavailable', () => unlock(id));
  expect((await read(id)).lock).not.toBeNull();
});
