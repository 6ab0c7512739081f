import { EventEmitter } from 'node:events';
import { silentLogger } from '@access-account/testkit';
import type { Client } from 'pg';
import { PostgresNotifications } from '../src/storage/postgres-notifications.ts';
import { until } from './support/until.ts';

/** A database that is there, or refuses whoever wants to connect: `pg` says then, too, that the connection has ended. */
function world() {
  const connections: EventEmitter[] = [];
  const begun: number[] = [];
  const state = { isThere: true };
  const connect = () => {
    const client = Object.assign(new EventEmitter(), {
      connect: async () => {
        begun.push(performance.now());
        if (state.isThere) return void connections.push(client);
        setImmediate(() => client.emit('end'));
        throw new Error('connect ECONNREFUSED');
      },
      query: async () => undefined,
      end: async () => undefined,
      escapeIdentifier: (name: string) => name,
    });
    return client as unknown as Client;
  };
  return { state, begun, connections, notifications: new PostgresNotifications(connect, silentLogger) };
}

test('a database that stays away is asked for one time after the other, each later than the one before; what was missed is looked for once', async () => {
  const { state, begun, connections, notifications } = world();
  const heard: string[] = [];
  await notifications.subscribe('news', (payload) => heard.push(payload));
  state.isThere = false;
  const lost = performance.now();
  connections[0]?.emit('end');
  await until(() => begun.length >= 4, 'the third try');
  // After a quarter, a half and a whole second; not one more loop for every try that failed.
  expect((begun[3] ?? 0) - lost).toBeGreaterThanOrEqual(1700);
  state.isThere = true;
  await until(() => heard.length > 0, 'a look at what was missed');
  expect(begun).toHaveLength(5);
  expect(heard).toEqual(['']);
  await notifications.close();
});

test('a first connection that fails is tried anew by whoever subscribes next', async () => {
  const { state, notifications } = world();
  state.isThere = false;
  await expect(notifications.subscribe('news', () => undefined)).rejects.toThrow('ECONNREFUSED');
  state.isThere = true;
  await notifications.subscribe('news', () => undefined);
  await notifications.close();
});
