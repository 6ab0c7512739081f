import { type Call, NotFoundError, UnavailableError } from '@access-account/contract';
import { fakeCall } from '@access-account/testkit';
import { Metrics } from '../src/metrics.ts';
import { ConnectorRegistry, type RegisteredConnector } from '../src/registry/connector-registry.ts';
import { connectorBreaker, guarded } from '../src/registry/guarded-operation.ts';
import { guardOptions } from './support/guard-options.ts';
import { until } from './support/until.ts';

const metrics = new Metrics();

function guard(operation: string, run: (input: string, call: Call) => Promise<string>) {
  return guarded(run, guardOptions({ operation, metrics }));
}

const unavailable = () => new UnavailableError({ system: 'corp', summary: 'is down.', remedy: 'Wait.' });

test('what answers is passed on, and counted', async () => {
  const answer = await guard('account.read', async (input) => `${input}!`)('hello', fakeCall());
  expect(answer).toBe('hello!');
  expect(await metrics.registry.metrics()).toContain(
    'access_account_connector_call_seconds_count{connector="corp",operation="account.read",outcome="ok"} 1',
  );
});

test('a connector’s own errors stay what they are', async () => {
  const missing = new NotFoundError({ system: 'corp', summary: 'is not there.', remedy: 'Look elsewhere.' });
  const read = guard('account.read', async () => {
    throw missing;
  });
  await expect(read('', fakeCall())).rejects.toBe(missing);
});

test.each([
  ['account.read', 'unavailable'],
  ['account.find', 'unavailable'],
  ['lockout.poll', 'unavailable'],
  ['person.resolve', 'unavailable'],
  ['account.unlock', 'ambiguous-outcome'],
  ['ticket.open', 'ambiguous-outcome'],
  ['message.send', 'ambiguous-outcome'],
])(
  'a connector that breaks in %s: %s, since only what changes nothing can be taken for undone',
  async (operation, code) => {
    const broken = guard(operation, async () => {
      throw new TypeError('undefined is not a function');
    });
    await expect(broken('', fakeCall())).rejects.toMatchObject({ code, system: 'corp' });
  },
);

test.each([
  ['account.read', 'timed-out'],
  ['account.unlock', 'ambiguous-outcome'],
])('one that does not answer is left behind when the time is over: %s is %s', async (operation, code) => {
  const overdue = new AbortController();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const hangs = guard(operation, () => {
    begin();
    return new Promise(() => undefined);
  });
  const waiting = hangs('', { ...fakeCall(), signal: overdue.signal });
  await begun;
  overdue.abort();
  await expect(waiting).rejects.toMatchObject({ code });
});

test('when the time is over before it began nothing is asked of the connector', async () => {
  let calls = 0;
  const unlock = guard('account.unlock', async () => {
    calls += 1;
    return '';
  });
  await expect(unlock('', { ...fakeCall(), signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'timed-out' });
  expect(calls).toBe(0);
});

test('a server that stood still changes nothing any more, and still reads; the provider is not to blame', async () => {
  const asked: string[] = [];
  const breaker = connectorBreaker();
  const run = (operation: string) =>
    guarded(
      async () => {
        asked.push(operation);
        return 'done';
      },
      guardOptions({ operation, metrics, breaker, mayChange: () => false }),
    );
  for (let tries = 0; tries < 6; tries += 1)
    await expect(run('account.unlock')('', fakeCall())).rejects.toThrow('stood still');
  await expect(run('account.read')('', fakeCall())).resolves.toBe('done');
  expect(asked).toEqual(['account.read']);
});

test('after five failures in a row it is left alone; what it refuses for a reason does not count', async () => {
  let calls = 0;
  let failure: Error = new NotFoundError({ system: 'corp', summary: 'is not there.', remedy: '' });
  const read = guard('account.read', async () => {
    calls += 1;
    throw failure;
  });
  for (let count = 0; count < 10; count += 1)
    await expect(read('', fakeCall())).rejects.toMatchObject({ code: 'not-found' });
  failure = unavailable();
  // A read is tried three times: the fifth failure in a row is the second read's second try.
  await expect(read('', fakeCall())).rejects.toBe(failure);
  await read('', fakeCall()).catch(() => undefined);
  expect(calls).toBe(15);
  await expect(read('', fakeCall())).rejects.toMatchObject({
    code: 'unavailable',
    summary: expect.stringContaining('left alone'),
  });
  expect(calls).toBe(15);
});

test('a connector that keeps failing is told of as degraded at once, and as ready when it answers again', async () => {
  const breaker = connectorBreaker();
  const registry = new ConnectorRegistry();
  const connector = {
    state: 'ready',
    name: 'corp',
    kind: 'identity',
    id: 'ldap',
    displayName: 'Corp',
    diagnostics: [],
    breaker,
  };
  registry.set(connector as unknown as RegisteredConnector);
  let down = true;
  const read = guarded(
    async () => (down ? Promise.reject(unavailable()) : 'there'),
    guardOptions({ operation: 'account.read', breaker, metrics }),
  );
  expect(registry.health()[0]?.state).toBe('ready');
  for (let time = 0; time < 5; time += 1) await read('', fakeCall()).catch(() => undefined);
  expect(registry.health()[0]).toMatchObject({
    state: 'degraded',
    reasons: [{ remedy: expect.stringContaining('reachable') }],
  });
  down = false;
  await until(async () => (await read('', fakeCall()).catch(() => undefined)) === 'there');
  expect(registry.health()[0]?.state).toBe('ready');
});
