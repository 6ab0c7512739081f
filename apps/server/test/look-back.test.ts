import { randomUUID } from 'node:crypto';
import type { Lockout } from '@access-account/contract';
import { silentLogger } from '@access-account/testkit';
import { type AnyReadyConnector, ConnectorRegistry } from '../src/registry/connector-registry.ts';
import { LockoutWatcher } from '../src/watch/lockout-watcher.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';
import { until } from './support/until.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

const hour = 3_600_000;

test('CFG-9 a connector is told how late locks may come, and of a lock that is older than the look-back nobody hears', async () => {
  const lockout = (login: string, hoursAgo: number | null): Lockout => ({
    account: { id: login, login, displayName: login, email: null, locale: null },
    lock: {
      episode: login,
      cause: 'failed-logins',
      since: hoursAgo === null ? null : new Date(Date.now() - hoursAgo * hour).toISOString(),
      until: null,
    },
  });
  const asked: unknown[] = [];
  const told: string[] = [];
  const registry = new ConnectorRegistry();
  registry.set({
    state: 'ready',
    name: 'corp',
    kind: 'identity',
    pollEvery: hour,
    pollGrace: 90_000,
    maximumLookBack: 24 * hour,
    operations: {
      'lockout.poll': async (input: unknown) => {
        asked.push(input);
        return {
          lockouts: [lockout('long-known', 25), lockout('recent', 23), lockout('without-a-time', null)],
          cursor: { polled: true },
          more: false,
        };
      },
    },
  } as unknown as AnyReadyConnector);
  const goodbye = new AbortController();
  const watcher = new LockoutWatcher({
    database: opened.database,
    registry,
    logger: silentLogger,
    replica: { id: randomUUID() },
    goodbye: goodbye.signal,
    lockouts: async (_, lockouts) => {
      told.push(...lockouts.map(({ account }) => account.login));
    },
  });
  const system = registry.ready('identity', 'corp');
  if (system !== undefined) watcher.watch(system);
  await until(() => told.length > 0, 'the first poll');
  goodbye.abort();
  await watcher.stop();
  expect(told).toEqual(['recent', 'without-a-time']);
  expect(asked).toEqual([{ cursor: null, grace: 90_000 }]);
});
