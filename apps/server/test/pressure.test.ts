import { once } from 'node:events';
import { connect } from 'node:net';
import { silentLogger } from '@access-account/testkit';
import Fastify, { type FastifyInstance } from 'fastify';
import { keepPressing, measurePressure, type Pressure, press } from '../../../tooling/testing/index.ts';
import { connectorRoutes } from '../src/http/connector-routes.ts';
import { fastifyLimits, limitServer, type ServerLimits, serverLimits } from '../src/http/server-limits.ts';
import { sourceOf } from '../src/http/source-of.ts';
import { StreamPlaces } from '../src/http/stream-places.ts';
import { ConnectorRegistry, type RegisteredConnector } from '../src/registry/connector-registry.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
let pressure: Pressure | undefined;
let servers: FastifyInstance[] = [];
beforeAll(async () => {
  world = await openWorld({ people: ['alex', 'sam'] });
}, 60_000);
afterEach(async () => {
  pressure?.release();
  pressure = undefined;
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});
afterAll(async () => {
  expect((await world.verifyAudit()).findings).toEqual([]);
  await world.close();
});

test('500 slow clients, bombs in headers, bodies of 10 MB and a crowd of streams: everybody else is answered, and right', async () => {
  const chat = await world.lockedOut('alex');
  const crowd = { url: world.url, path: '/connectors/web/messages', slowHeads: 300, slowBodies: 200 };
  pressure = await press({ ...crowd, headerBombs: 50, bigBodies: 10 });
  // None of the bombs got through, and whoever sent them was told or hung up on.
  expect(await pressure.refused).toEqual({ headerBombs: 50, bigBodies: 10 });
  const ask = async () => {
    const response = await fetch(`${world.url}/connectors/web/session`);
    return response.status === 200 && 'displayName' in ((await response.json()) as object);
  };
  const { quiet, pressed } = await measurePressure({
    press: () => keepPressing({ ...crowd, headerBombs: 5, bigBodies: 1, every: 0 }),
    ...{ ask, questions: 200, rate: 200 },
  });
  expect([quiet.wrong, pressed.wrong]).toEqual([0, 0]);
  await chat.choose('Yes');
  await chat.shown('is unlocked');
  expect(pressure.open()).toBe(500);
});

test('one person may read so many streams, whoever else they say they are, and the others read on', async () => {
  const chat = await world.chat('sam');
  const response = await fetch(`${world.url}/connectors/web/persona`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person: 'drew' }),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const leaving = new AbortController();
  const streams = await Promise.all(
    Array.from({ length: 200 }, (_, n) =>
      fetch(`${world.url}/connectors/web/stream`, {
        headers: { cookie, authorization: `somebody else ${n}` },
        signal: leaving.signal,
      }),
    ),
  );
  const statuses = Map.groupBy(streams, ({ status }) => status);
  expect(statuses.get(200)).toHaveLength(serverLimits.streams.perCaller);
  expect(statuses.get(429)).toHaveLength(200 - serverLimits.streams.perCaller);
  expect(await statuses.get(429)?.[0]?.json()).toMatchObject({ error: { code: 'too-many-streams' } });
  await chat.say('help');
  await chat.shown('I can unlock an account');
  leaving.abort();
  // Whoever left made room.
  await until(async () => {
    const again = new AbortController();
    const { status } = await fetch(`${world.url}/connectors/web/stream`, { headers: { cookie }, signal: again.signal });
    again.abort();
    return status === 200;
  });
});

test('a place is given back once, however often it is said', () => {
  const places = new StreamPlaces({ perCaller: 2, all: 3 });
  const [first, second] = [places.take('alex'), places.take('alex')];
  expect(places.take('alex')).toBeUndefined();
  expect(places.take('sam')).toBeDefined();
  expect(places.take('kim')).toBeUndefined();
  first?.();
  first?.();
  expect(places.take('kim')).toBeDefined();
  expect(places.take('kim')).toBeUndefined();
  second?.();
});

/** A server with limits of its own and one connector, whose page the test writes. */
async function serving(limits: Partial<ServerLimits>, handle: () => Promise<unknown>) {
  const all = { ...serverLimits, ...limits };
  const server = Fastify(fastifyLimits(all));
  limitServer(server.server, all);
  const registry = new ConnectorRegistry();
  const routes = [{ method: 'GET', path: 'page', handle }];
  registry.set({ state: 'ready', name: 'corp', kind: 'channel', routes } as unknown as RegisteredConnector);
  await connectorRoutes(server, {
    registry,
    pages: { takes: () => false, answer: () => Promise.reject(new Error('There are no pages here.')) },
    logger: silentLogger,
    limits: all,
    signal: new AbortController().signal,
    sourceOf: sourceOf([]),
    webhook: async () => undefined,
  });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  servers.push(server);
  return { url, page: () => fetch(`${url}/connectors/corp/page`) };
}

test.each([
  ['a head', 'GET /connectors/corp/page HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: '],
  ['a body', 'POST /connectors/corp/page HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 1000\r\n\r\na'],
])('whoever does not finish %s is told so and hung up on', async (_, beginning) => {
  const { url } = await serving({ headersTimeout: 100, requestTimeout: 100, checkEvery: 20 }, async () => ({
    status: 200,
  }));
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setEncoding('latin1');
  let answer = '';
  socket.on('data', (text) => {
    answer += String(text);
  });
  socket.write(beginning);
  await once(socket, 'close');
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
});

test('more connections than there is room for are hung up on, and those there are go on', async () => {
  const { url, page } = await serving({ maxConnections: 2 }, async () => ({ status: 200, body: 'here' }));
  const { hostname, port } = new URL(url);
  const first = await page();
  expect(await first.text()).toBe('here');
  const there = connect(Number(port), hostname);
  await once(there, 'connect');
  const turnedAway = connect(Number(port), hostname);
  turnedAway.on('error', () => undefined);
  await once(turnedAway, 'close');
  there.setEncoding('latin1').write('GET /connectors/corp/page HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n');
  const [answer] = (await once(there, 'data')) as [string];
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  there.destroy();
});

describe('a connector’s page that is poison', () => {
  const cyclic: Record<string, unknown> = { status: 200 };
  cyclic.body = cyclic;

  test.each<[string, unknown]>([
    ['a text', 'ok'],
    ['no status', { body: 'ok' }],
    ['a status in words', { status: '200' }],
    ['a status nobody knows', { status: 42 }],
    ['headers that are none', { status: 200, headers: 'x' }],
    ['a header with a line of its own', { status: 200, headers: { 'x-a': 'b\r\nset-cookie: evil=1' } }],
    ['a header’s name with a line of its own', { status: 200, headers: { 'x-a: b\r\nx-evil': '1' } }],
    ['a header that is an object', { status: 200, headers: { 'x-a': {} } }],
    ['a body that is a number', { status: 200, body: 7 }],
    ['a body that contains itself', cyclic],
  ])('%s: 500, in words of ours, and the next page is served', async (_, answer) => {
    let answers = answer;
    const { page } = await serving({}, async () => answers);
    const poisoned = await page();
    expect([poisoned.status, await poisoned.json()]).toMatchObject([500, { error: { code: 'failed' } }]);
    expect(poisoned.headers.get('set-cookie')).toBeNull();
    answers = { status: 200, body: 'well' };
    expect(await (await page()).text()).toBe('well');
  });

  test('a page that throws, and one that never comes', async () => {
    const throwing = await serving({}, () => {
      throw new TypeError('poison');
    });
    expect((await throwing.page()).status).toBe(500);
    const hanging = await serving({ answerTimeout: 50 }, () => new Promise(() => undefined));
    expect((await hanging.page()).status).toBe(503);
  });

  test('a stream that breaks in the middle breaks that connection and no other', async () => {
    const { page } = await serving({}, async () => ({
      status: 200,
      body: (async function* () {
        yield 'begun';
        throw new Error('poison');
      })(),
    }));
    const broken = await page();
    await expect(broken.text()).rejects.toThrow();
    expect((await page()).status).toBe(200);
  });
});
