import { AmbiguousOutcomeError, TimedOutError, UnavailableError } from '@access-account/contract';
import { type Fault, fakeCall, fakeIdentity, plannedFaults, randomFaults, withFaults } from '@access-account/testkit';
import fc from 'fast-check';

function faulty(plan: Parameters<typeof plannedFaults>[0]) {
  const directory = fakeIdentity();
  const { id } = directory.addPerson({ login: 'alex' });
  directory.lock('alex');
  const operations = withFaults({
    operations: directory.connector.operations(directory),
    schedule: plannedFaults(plan),
  });
  return { directory, id, operations, isLocked: () => directory.status('alex').lock !== null };
}

test('before: refused, and nothing happened', async () => {
  const { id, operations, isLocked } = faulty({ 'account.unlock': { 1: 'before' } });
  await expect(operations['account.unlock']({ id }, fakeCall())).rejects.toBeInstanceOf(UnavailableError);
  expect(isLocked()).toBe(true);
  expect(await operations['account.unlock']({ id }, fakeCall())).toMatchObject({ changed: true });
});

test('EC-29 after: it happened, and the answer was lost', async () => {
  const { id, operations, isLocked } = faulty({ 'account.unlock': { 1: 'after' } });
  await expect(operations['account.unlock']({ id }, fakeCall())).rejects.toBeInstanceOf(AmbiguousOutcomeError);
  expect(isLocked()).toBe(false);
  expect(await operations['account.unlock']({ id }, fakeCall())).toMatchObject({ changed: false, verified: true });
});

test('hang: nobody answers until the deadline, and nothing happened', async () => {
  const { id, operations, isLocked } = faulty({ 'account.unlock': { 1: 'hang' }, 'account.read': { 1: 'hang' } });
  const deadline = new AbortController();
  const call = fakeCall({ signal: deadline.signal });
  const outcomes = Promise.allSettled([
    operations['account.unlock']({ id }, call),
    operations['account.read']({ id }, call),
  ]);
  deadline.abort();
  const [unlock, read] = await outcomes;
  expect(unlock).toMatchObject({ status: 'rejected', reason: expect.any(AmbiguousOutcomeError) });
  expect(read).toMatchObject({ status: 'rejected', reason: expect.any(TimedOutError) });
  expect(isLocked()).toBe(true);
});

test('a lost answer of a call that changes nothing is only late', async () => {
  const { id, operations } = faulty({ 'account.read': { 2: 'after' } });
  expect(await operations['account.read']({ id }, fakeCall())).toMatchObject({ standing: 'enabled' });
  await expect(operations['account.read']({ id }, fakeCall())).rejects.toBeInstanceOf(TimedOutError);
});

test('one seed makes one run, whatever order the operations are called in', () => {
  const operation = fc.constantFrom('account.read', 'account.unlock', 'ticket.open');
  const call = fc.record({ operation, number: fc.integer({ min: 1, max: 500 }) });
  fc.assert(
    fc.property(fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }), fc.array(call), (seed, rate, calls) => {
      const there = calls.map(randomFaults({ seed, rate }));
      const back = calls.toReversed().map(randomFaults({ seed, rate })).reverse();
      expect(back).toEqual(there);
    }),
  );
});

test('the rate is kept, and every fault takes its turn', () => {
  const schedule = randomFaults({ seed: 7, rate: 0.3 });
  const faults = Array.from({ length: 3_000 }, (_, index) => schedule({ operation: 'ticket.open', number: index + 1 }));
  const share = (fault: Fault) => faults.filter((each) => each === fault).length / faults.length;
  for (const fault of ['before', 'after', 'hang'] as const) expect(share(fault)).toBeCloseTo(0.1, 1);
  expect(randomFaults({ seed: 7, rate: 0 })({ operation: 'ticket.open', number: 1 })).toBeNull();
  expect(randomFaults({ seed: 7, rate: 1, faults: ['after'] })({ operation: 'ticket.open', number: 1 })).toBe('after');
});
