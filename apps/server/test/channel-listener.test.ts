import { OperationUnsupportedError } from '@access-account/contract';
import { type FakeChannel, type FakeChannelOptions, fakeChannel, silentLogger } from '@access-account/testkit';
import { type AnyReadyConnector, ConnectorRegistry } from '../src/registry/connector-registry.ts';
import { ChannelListener } from '../src/watch/channel-listener.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';
import { type LivingReplica, livingReplica } from './support/living-replica.ts';
import { until } from './support/until.ts';

/** A channel that no webhook comes from is listened to, by as many servers as it bears. */
let opened: TestDatabase;
/** Of the servers that are still to come. */
let replicas: LivingReplica[];
const servers: Server[] = [];

interface Server {
  readonly heard: string[];
  readonly listener: ChannelListener;
  /** How often it began to listen. */
  begun(): number;
  stop(): Promise<void>;
}

beforeAll(async () => {
  opened = await openTestDatabase();
});
beforeEach(async () => {
  replicas = await Promise.all([1, 2, 3, 4].map(() => livingReplica(opened.database)));
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await opened.database.run('delete from watch');
});
afterAll(() => opened.close());

function chatWith(features: FakeChannelOptions['features'] = {}): FakeChannel {
  const chat = fakeChannel({ features });
  chat.addUser('alice');
  return chat;
}

interface ServerOptions {
  readonly chat: FakeChannel;
  readonly deliver?: () => Promise<void>;
  readonly listen?: () => Promise<never>;
}

function server({ chat, deliver = async () => {}, listen }: ServerOptions): Server {
  const registry = new ConnectorRegistry();
  const operations = chat.connector.operations(chat);
  let begun = 0;
  registry.set({
    state: 'ready',
    name: 'chat',
    kind: 'channel',
    definition: chat.connector,
    operations: {
      ...operations,
      'event.listen': (...input: Parameters<(typeof operations)['event.listen']>) => {
        begun += 1;
        return listen === undefined ? operations['event.listen'](...input) : listen();
      },
    },
  } as unknown as AnyReadyConnector);
  const goodbye = new AbortController();
  const heard: string[] = [];
  const listener = new ChannelListener({
    database: opened.database,
    registry,
    logger: silentLogger,
    replica: replicas.pop() ?? { id: '' },
    goodbye: goodbye.signal,
    firstPause: 10,
    renewEvery: 50,
    deliver: async (channel, events) => {
      await deliver();
      heard.push(...events.map((event) => `${channel}: ${event.kind === 'text' ? event.text : event.token}`));
      return events.map(({ id }) => ({ status: 'accepted', event: id }));
    },
  });
  const made: Server = {
    heard,
    listener,
    begun: () => begun,
    stop: async () => {
      goodbye.abort();
      await listener.stop();
    },
  };
  servers.push(made);
  listener.watch('chat');
  return made;
}

const say = (chat: FakeChannel, text: string) => chat.push('alice', { content: { text } });
const isHeard = (chat: FakeChannel, text: string) =>
  until(() => say(chat, text).catch(() => undefined), `somebody who hears “${text}”`);

test('what comes in is handed over, and its outcome handed back', async () => {
  const chat = chatWith();
  const { heard } = server({ chat });
  expect(await isHeard(chat, 'hello')).toMatchObject({ status: 'accepted' });
  expect(heard).toEqual(['chat: hello']);
});

test('what cannot be stored is not taken for stored', async () => {
  const chat = chatWith();
  const deliver = () => Promise.reject(new Error('The database is away.'));
  const { begun } = server({ chat, deliver });
  await until(() => begun() > 0);
  const refused = () =>
    say(chat, 'hello').then(
      () => '',
      ({ message }: Error) => message,
    );
  await until(async () => (await refused()) === 'The database is away.');
});

test('after a break it listens again', async () => {
  const chat = chatWith();
  const { begun } = server({ chat });
  await isHeard(chat, 'one');
  chat.breakOff();
  await isHeard(chat, 'two');
  expect(begun()).toBe(2);
});

test('one server listens where the channel bears one; another takes over when it stops', async () => {
  const chat = chatWith();
  const first = server({ chat });
  await isHeard(chat, 'one');
  const second = server({ chat });
  await isHeard(chat, 'two');
  expect([first.heard, second.heard, second.begun()]).toEqual([['chat: one', 'chat: two'], [], 0]);
  await first.stop();
  // As a server does when it stops, and as the database does 15 s after one that died.
  await opened.database.run('update watch set lease_by = null, lease_until = null');
  await isHeard(chat, 'three');
  expect(second.heard).toEqual(['chat: three']);
});

test('as many listen as the channel bears', async () => {
  const chat = chatWith({ maximumListeners: 2 });
  const three = [server({ chat }), server({ chat }), server({ chat })];
  await until(() => three.filter(({ begun }) => begun() === 1).length === 2);
  expect(three.map(({ begun }) => begun()).toSorted()).toEqual([0, 1, 1]);
});

test('one that has nothing to listen to is asked once', async () => {
  const chat = chatWith();
  const refusal = new OperationUnsupportedError({ system: 'chat', summary: 'has no socket.', remedy: 'Use webhooks.' });
  const { begun, listener } = server({ chat, listen: () => Promise.reject(refusal) });
  await listener.stop();
  expect(begun()).toBe(1);
});

test('nothing is taken in after the goodbye', async () => {
  const chat = chatWith();
  const { stop, heard } = server({ chat });
  await isHeard(chat, 'one');
  await stop();
  await expect(say(chat, 'two')).rejects.toThrow('listener');
  expect(heard).toEqual(['chat: one']);
});
