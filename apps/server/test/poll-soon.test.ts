import { randomUUID } from 'node:crypto';
import { silentLogger } from '@access-account/testkit';
import { type AnyReadyConnector, ConnectorRegistry } from '../src/registry/connector-registry.ts';
import { LockoutWatcher } from '../src/watch/lockout-watcher.ts';
import { PollSoon } from '../src/watch/poll-soon.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';
import { until } from './support/until.ts';

/** A provider calls, and its system is polled now and not in an hour. */
const hour = 3_600_000;
let opened: TestDatabase;
let goodbye: AbortController;
let watcher: LockoutWatcher;
let hints: PollSoon;
let polls: number;
/** What a poll waits for before it ends. */
let ending: Promise<void>;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

beforeEach(async () => {
  const { database } = opened;
  goodbye = new AbortController();
  polls = 0;
  ending = Promise.resolve();
  const registry = new ConnectorRegistry();
  const poll = async () => {
    polls += 1;
    await ending;
    return { lockouts: [], cursor: { polls }, more: false };
  };
  const system = {
    state: 'ready',
    name: 'okta',
    kind: 'identity',
    pollEvery: hour,
    pollGrace: 0,
    maximumLookBack: hour,
    operations: { 'lockout.poll': poll },
  };
  registry.set(system as unknown as AnyReadyConnector);
  const ready = registry.ready('identity', 'okta');
  watcher = new LockoutWatcher({
    database,
    registry,
    logger: silentLogger,
    replica: { id: randomUUID() },
    goodbye: goodbye.signal,
    lockouts: async () => {},
  });
  hints = new PollSoon({ database, logger: silentLogger });
  await hints.listen((connector) => watcher.soon(connector));
  if (ready !== undefined) watcher.watch(ready);
  await until(() => polls === 1, 'the first poll');
});
afterEach(async () => {
  goodbye.abort();
  await watcher.stop();
});

test('LN-4 a hint is a poll at once', async () => {
  await hints.send('okta');
  await until(() => polls === 2, 'the poll that was asked for');
});

test('a flood of hints is one poll, and at most one more for what came while it ran', async () => {
  await Promise.all(Array.from({ length: 50 }, () => hints.send('okta')));
  await until(() => polls >= 2, 'the poll that was asked for');
  expect(polls).toBeLessThanOrEqual(3);
});

test('a hint that comes while a poll runs is not lost: what it tells of may have come too late for that poll', async () => {
  const held = Promise.withResolvers<void>();
  ending = held.promise;
  await hints.send('okta');
  await until(() => polls === 2, 'a poll that runs');
  await hints.send('okta');
  held.resolve();
  await until(() => polls === 3, 'the poll after it');
});

test('a hint for a system that nobody watches is nothing', async () => {
  await hints.send('another');
  await hints.send('okta');
  await until(() => polls === 2, 'the poll that was asked for');
});
