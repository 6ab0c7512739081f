import type { ConnectorErrorCode, RateLimitedError } from '@access-account/contract';
import { assertRejectsWith, fakeCall } from '@access-account/testkit';
import type { FakeFault } from '../src/fake/index.ts';
import { connected } from './connected.ts';
import { type EntraTestWorld, startEntraWorld } from './entra-world.ts';

let world: EntraTestWorld;

beforeAll(async () => {
  world = await startEntraWorld();
});
afterEach(() => {
  world.fake.faults.clear();
  world.fake.faults.listeners.clear();
});
afterAll(() => world.close());

/** A call whose deadline comes when Graph has fallen silent, and no sooner, however slow the machine is. */
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
  /** Of the connection and not of one answer, so that it takes a whole batch. */
  readonly isOfConnection?: true;
}

const cases: readonly Case[] = [
  {
    name: '429 with Retry-After',
    fault: { kind: 'too-many', retryAfter: 7 },
    reading: 'rate-limited',
    changing: 'rate-limited',
  },
  {
    name: '429 without',
    fault: { kind: 'too-many', retryAfter: null },
    reading: 'rate-limited',
    changing: 'rate-limited',
  },
  { name: '503', fault: { kind: 'unavailable' }, reading: 'unavailable', changing: 'ambiguous-outcome' },
  { name: 'HTML with 200', fault: { kind: 'page' }, reading: 'response-invalid', changing: 'ambiguous-outcome' },
  {
    name: 'half an answer',
    fault: { kind: 'truncated' },
    reading: 'unavailable',
    changing: 'ambiguous-outcome',
    isOfConnection: true,
  },
  {
    name: 'a lost answer',
    fault: { kind: 'lost' },
    reading: 'unavailable',
    changing: 'ambiguous-outcome',
    isOfConnection: true,
  },
  { name: 'silence', fault: { kind: 'hang' }, reading: 'timed-out', changing: 'ambiguous-outcome' },
];

async function subject(fault?: FakeFault) {
  const person = world.personOf(await world.newPerson());
  world.tenant.addMethod(person, 'fido2', { displayName: 'A key' });
  const { operations, read } = await connected(world);
  const { id } = person;
  // The token is there, so that a fault meets what it is meant for.
  const [factor] = await operations['factor.list']({ id }, fakeCall());
  const call = () => (fault?.kind === 'hang' ? impatientCall() : fakeCall());
  return { person, id, factor: factor?.id ?? '', operations, read, call };
}

describe.each(cases)('$name', ({ fault, reading, changing, isOfConnection }) => {
  test('is a typed error of every reading, within the deadline', async () => {
    const { id, operations, call } = await subject(fault);
    const direct: readonly [RegExp, () => Promise<unknown>][] = [
      [/users$/, () => operations['account.find']({ by: 'login', value: 'any' }, call())],
      [/users\/[^/]+$/, () => operations['account.find']({ by: 'id', value: id }, call())],
      [/delta$/, () => operations['account.list']({ cursor: null }, call())],
      [/\$batch$/, () => operations['account.read']({ id }, call())],
      [/\$batch$/, () => operations['factor.list']({ id }, call())],
      [/\$batch$/, () => operations['password.start-reset']({ id }, call())],
    ];
    const inBatch: (readonly [RegExp, () => Promise<unknown>])[] = [
      [/users\/[^/]+$/, () => operations['account.read']({ id }, call())],
      [/domains$/, () => operations['account.read']({ id }, call())],
      [/roleAssignments$/, () => operations['account.read']({ id }, call())],
      [/EligibilityScheduleInstances$/, () => operations['account.read']({ id }, call())],
      [/microsoft\.graph\.group$/, () => operations['account.read']({ id }, call())],
      [/methods$/, () => operations['factor.list']({ id }, call())],
    ];
    // A report that is asked for too often is gone without: accounts.test.ts.
    if (fault.kind !== 'too-many')
      inBatch.push([/userRegistrationDetails/, () => operations['account.read']({ id }, call())]);
    for (const [on, run] of isOfConnection ? direct : [...direct, ...inBatch]) {
      // More than once: requests of the call before may still be on their way.
      world.fake.faults.plan(on, fault, 5);
      await assertRejectsWith(reading, run);
      world.fake.faults.clear();
    }
  });

  test('is no false success of any change, and all is well once it is over', async () => {
    const { id, factor, operations, call } = await subject(fault);
    const changes: readonly [RegExp, () => Promise<unknown>][] = [
      [/revokeSignInSessions$/, () => operations['sessions.revoke']({ id }, call())],
      [/DELETE .*fido2Methods/, () => operations['factor.remove']({ id, factor }, call())],
    ];
    for (const [on, run] of changes) {
      world.fake.faults.plan(on, fault);
      // An answer without a body has no half.
      const isWhole = fault.kind === 'truncated' && on.source.startsWith('DELETE');
      if (!isWhole) await assertRejectsWith(changing, run);
      world.fake.faults.clear();
    }
    expect(await operations['factor.remove']({ id, factor }, fakeCall())).toMatchObject({ verified: true });
    expect(await operations['sessions.revoke']({ id }, fakeCall())).toMatchObject({ verified: true });
  });
});

test('a rate limit says how long, also for one answer of a batch', async () => {
  const { id, read } = await subject();
  for (const on of [/\$batch$/, /domains$/]) {
    world.fake.faults.plan(on, { kind: 'too-many', retryAfter: 7 });
    expect(((await assertRejectsWith('rate-limited', () => read(id))) as RateLimitedError).retryAfter).toBe(7000);
  }
});

test('a tenant whose limit is used up says so, question by question', async () => {
  const limited = await startEntraWorld({ limit: 3 });
  try {
    const { read } = await connected(limited);
    const { id } = limited.personOf(await limited.newPerson());
    expect(await assertRejectsWith('rate-limited', () => read(id))).toMatchObject({ retryAfter: 10_000 });
    expect(limited.fake.requests.filter((request) => request.endsWith('/$batch'))).toHaveLength(1);
    limited.clock.advance(60_000);
    await assertRejectsWith('rate-limited', () => read(id));
  } finally {
    await limited.close();
  }
});

test('nothing is repeated by the connector itself', async () => {
  const { id, operations } = await subject();
  world.fake.faults.plan(/revokeSignInSessions$/, { kind: 'unavailable' }, 9);
  const before = world.fake.requests.length;
  await assertRejectsWith('ambiguous-outcome', () => operations['sessions.revoke']({ id }, fakeCall()));
  expect(world.fake.requests.slice(before).filter((request) => request.endsWith('Sessions'))).toHaveLength(1);
});

test('a removal that Graph accepts and does not make is not called verified', async () => {
  const { id, factor } = await subject();
  const over = new AbortController();
  let isSent = false;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const answer = await globalThis.fetch(input, init);
    if (isSent && init?.method === 'GET') over.abort(new DOMException('The deadline has come.', 'TimeoutError'));
    isSent ||= init?.method === 'DELETE';
    return answer;
  };
  const { operations } = await connected(world, { context: { fetch } });
  world.tenant.mutants.add('removal-does-nothing');
  try {
    const change = await operations['factor.remove']({ id, factor }, fakeCall({ signal: over.signal }));
    expect(change).toMatchObject({ verified: false });
  } finally {
    world.tenant.mutants.clear();
  }
});

test('a permission that is taken away is named, for a change too', async () => {
  const { id, factor, operations } = await subject();
  world.fake.faults.plan(/DELETE/, { kind: 'denied' });
  const remove = () => operations['factor.remove']({ id, factor }, fakeCall());
  expect((await assertRejectsWith('permission-denied', remove)).remedy).toContain(
    'UserAuthenticationMethod.ReadWrite.All',
  );
});

test('a token endpoint that is down takes nothing along: a change was not sent', async () => {
  const { person } = await subject();
  const { operations, read } = await connected(world);
  await read(person.id);
  world.clock.advance(3600_000);
  world.fake.faults.plan(/token$/, { kind: 'unavailable' });
  const { sessionsValidFrom } = person;
  await assertRejectsWith('unavailable', () => operations['sessions.revoke']({ id: person.id }, fakeCall()));
  expect(person.sessionsValidFrom).toBe(sessionsValidFrom);
});
