import { silentLogger } from '@access-account/testkit';
import { type AnyReadyConnector, ConnectorRegistry } from '../src/registry/connector-registry.ts';
import { holdWatch, releaseLeases } from '../src/watch/lease.ts';
import { LockoutWatcher } from '../src/watch/lockout-watcher.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';
import { type LivingReplica, livingReplica } from './support/living-replica.ts';
import { until } from './support/until.ts';

/** What one server watches for all: who has it, and who goes on where that server is gone. */
const hour = 3_600_000;
let opened: TestDatabase;
let first: LivingReplica;
let second: LivingReplica;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(async () => {
  await opened.database.run('delete from watch');
  first = await livingReplica(opened.database);
  second = await livingReplica(opened.database);
});

const hold = ({ id }: LivingReplica, life = hour) =>
  holdWatch({ name: 'lockout:corp', replica: id, life }, opened.database);

test('a watch is one server’s, however often another asks, until it is given back', async () => {
  expect(await hold(first)).toEqual({ cursor: null });
  expect(await hold(second)).toBeUndefined();
  expect(await hold(first)).toEqual({ cursor: null });
  await releaseLeases(first.id, opened.database);
  expect(await hold(second)).toEqual({ cursor: null });
  expect(await hold(first)).toBeUndefined();
});

test('the watch of a server that is dead is another’s at once, however long it would have lasted', async () => {
  await hold(first);
  await first.die();
  expect(await hold(second)).toEqual({ cursor: null });
  // It wakes up again, and somebody else is at it.
  expect(await hold(first)).toBeUndefined();
});

test('a server that was taken for dead and whose watch nobody took goes on with it under its new id', async () => {
  await hold(first);
  await first.die();
  expect(await hold(await livingReplica(opened.database))).toEqual({ cursor: null });
});

test('LN-1 a system that is polled once an hour is polled by another server within seconds of the death of the one that did', async () => {
  const polls: string[] = [];
  const goodbye = new AbortController();
  const watchers = [first, second].map((replica) => {
    const registry = new ConnectorRegistry();
    const poll = async () => {
      polls.push(replica.id);
      return { lockouts: [], cursor: { polls: polls.length }, more: false };
    };
    const system = {
      ...{ state: 'ready', name: 'corp', kind: 'identity', pollEvery: hour, pollGrace: 0, maximumLookBack: hour },
      operations: { 'lockout.poll': poll },
    };
    registry.set(system as unknown as AnyReadyConnector);
    const watcher = new LockoutWatcher({
      ...{ database: opened.database, registry, logger: silentLogger, replica, goodbye: goodbye.signal },
      standsByFor: 20,
      lockouts: async () => {},
    });
    return { watcher, system: registry.ready('identity', 'corp') };
  });
  for (const { watcher, system } of watchers) {
    if (system !== undefined) watcher.watch(system);
    await until(() => polls.length === 1, 'the first poll');
  }
  await first.die();
  await until(() => polls.length === 2, 'a poll by the other one');
  expect(polls).toEqual([first.id, second.id]);
  goodbye.abort();
  await Promise.all(watchers.map(({ watcher }) => watcher.stop()));
});
