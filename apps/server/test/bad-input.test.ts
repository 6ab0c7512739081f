import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import type { Chat } from '../../../tooling/testing/index.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
let chat: Chat;
let cookie: string;

beforeAll(async () => {
  world = await openWorld({ people: ['alex', 'twice', 'locked'] });
  chat = await world.chat('alex');
  const response = await fetch(`${world.url}/connectors/web/persona`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person: 'alex' }),
  });
  cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}, 60_000);
afterAll(async () => {
  // Whatever came in: the server is well, and nothing was done to anybody.
  expect((await fetch(`${world.url}/readyz`)).status).toBe(200);
  expect(await world.database.rows("select 1 from effect where body ->> 'operation' = 'account.unlock'")).toEqual([]);
  expect((await world.verifyAudit()).findings).toEqual([]);
  await world.close();
});

interface RawOptions {
  readonly method?: string;
  /** Sent as it is, without a client's tidying. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A request as somebody with bad manners would send it. */
async function raw({ method = 'GET', path, headers = {}, body }: RawOptions) {
  const { port } = new URL(world.url);
  const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false });
  // A server that has answered may hang up on what is still being sent.
  sent.on('error', () => undefined);
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response), headers: response.headers };
}

const post = (body: string | Buffer, headers: Readonly<Record<string, string>> = {}) =>
  raw({
    method: 'POST',
    path: '/connectors/web/messages',
    headers: { 'content-type': 'application/json', cookie, ...headers },
    body,
  });

describe('messages', () => {
  test.each([
    ['no JSON', '{"text": "unlock', 400],
    ['nothing', '', 400],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), 400],
    ['null', 'null', 400],
    ['a number', '7', 400],
    ['a list', '["unlock"]', 400],
    ['a text that is no text', '{"text": {"$ne": null}}', 400],
    ['a choice that is no token', '{"choice": ["a"]}', 400],
    ['a key too many', '{"text": "hi", "person": "bob"}', 400],
    ['a form of the wrong shape', '{"choice": "x", "form": {"account": 3}}', 400],
    ['an empty text', '{"text": "  "}', 400],
    ['a NUL in the text', '{"text": "a\\u0000b"}', 400],
    ['half a surrogate pair', '{"text": "\\ud800"}', 400],
    ['an id that is none', '{"id": "1; drop table person", "text": "hi"}', 400],
    ['a prototype', '{"__proto__": {"text": "hi"}, "text": 1}', 400],
    ['a token nobody made', '{"choice": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}', 404],
    ['a choice with SQL in it', `{"choice": "' or 1=1 --"}`, 404],
  ])('%s is a clear answer and changes nothing', async (_, body, status) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
  });

  test('10 MB are turned away', async () => {
    const answer = await post(Buffer.alloc(10 * 1024 * 1024, 'a')).catch((error: NodeJS.ErrnoException) => error.code);
    // Told so, or cut off while still sending: both are an answer.
    expect(typeof answer === 'string' ? ['ECONNRESET', 'EPIPE'] : [413]).toContain(
      typeof answer === 'string' ? answer : answer?.status,
    );
  });

  test('a text that is too long for the chat is turned away', async () => {
    expect((await post(JSON.stringify({ text: 'a'.repeat(5000) }))).status).toBe(400);
    expect((await post(JSON.stringify({ text: 'a'.repeat(70_000) }))).status).toBe(413);
  });

  test.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
  ])('content type %s is not taken for JSON', async (type, status) => {
    expect((await post('{"text":"hi"}', { 'content-type': type })).status).toBe(status);
  });

  test('another site’s page cannot send for the person', async () => {
    expect((await post('{"text":"unlock my account"}', { origin: 'https://evil.test' })).status).toBe(403);
  });

  test('without a session nobody is asked who they are', async () => {
    expect((await post('{"text":"hi"}', { cookie: '' })).status).toBe(401);
    expect((await post('{"text":"hi"}', { cookie: 'access-account-web=forged' })).status).toBe(401);
  });

  test('the same event twice is one event', async () => {
    const twice = await world.chat('twice');
    const message = { id: randomUUID(), text: 'help' };
    const answers = await Promise.all([twice.post(message), twice.post(message), twice.post(message)]);
    expect(new Set(answers.map(({ body }) => body.event)).size).toBe(1);
    await twice.shown('I can unlock an account');
    const [cases] = await world.database.rows<{ count: string }>(
      'select count(*) from help_case where person_id = $1',
      [await world.personId('twice')],
    );
    expect(cases?.count).toBe('1');
  });

  test('any text at all gets an answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), async (words) => {
        const { status } = await chat.say(words);
        expect([202, 400]).toContain(status);
      }),
      { numRuns: 40 },
    );
  });
});

describe('routes', () => {
  test.each([
    ['PUT', '/connectors/web/messages', 404],
    ['DELETE', '/connectors/web/messages', 404],
    ['GET', '/connectors/web/messages', 405],
    ['GET', '/connectors/nobody/messages', 404],
    ['GET', '/connectors/__proto__/messages', 404],
    ['POST', '/healthz', 404],
    ['GET', '/no/such/page', 404],
  ])('%s %s is %i', async (method, path, status) => {
    expect((await raw({ method, path })).status).toBe(status);
  });

  test.each([
    '/connectors/web/../../etc/passwd',
    '/connectors/web/..%2f..%2fetc%2fpasswd',
    '/connectors/web/%2e%2e/%2e%2e/etc/passwd',
    '/console/..%2f..%2fpackage.json',
    '/console/%2e%2e/%2e%2e/package.json',
    '/connectors//',
    '//connectors/web/messages',
    '/connectors/%00/messages',
    '/connectors/%ff/messages',
    '/connectors/web/%',
    '/connectors/web/stream?last-event-id=%00',
    '//[/',
  ])('%s leads nowhere', async (path) => {
    const { status, body } = await raw({ path, headers: { 'last-event-id': '%' } });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body).not.toMatch(/root:|"private"/);
  });

  test('half a request keeps nobody else waiting', async () => {
    const socket = connect(Number(new URL(world.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST /connectors/web/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{"te');
    expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
    socket.destroy();
  });
});

describe('who may look', () => {
  const paths = [
    '/api/openapi.json',
    '/api/v1/overview',
    '/api/v1/timeline',
    '/api/v1/timeline/stream',
    '/api/v1/tickets',
    '/api/v1/tickets/x',
    '/api/v1/doctor',
    '/api/v1/audit/verdict',
    '/api/v1/audit/export',
  ];

  test.each(paths)('%s is for operators', async (path) => {
    expect((await raw({ path })).status).toBe(401);
    expect((await raw({ path, headers: { authorization: 'Bearer wrong' } })).status).toBe(401);
    expect((await raw({ path, headers: { cookie: 'access-account-console=forged' } })).status).toBe(401);
  });

  test.each([
    '//api/v1/overview',
    '/api//v1/overview',
    '/API/v1/overview',
    '/api/v1/overview/',
    '/api/v1/overview;x=1',
    '/api/v1/%6fverview',
    '/%61pi/v1/overview',
    '/api/v1/./overview',
    '/console/../api/v1/overview',
    '/healthz/../api/v1/overview',
    '/healthz?/api/v1/overview',
  ])('no spelling gets around that: %s', async (path) => {
    const { status, body } = await raw({ path });
    if (status === 200) expect(body).toBe('{"status":"ok"}');
    else expect([400, 401, 403, 404]).toContain(status);
    expect(body).not.toContain('connectors');
  });

  test('the command line’s token opens it', async () => {
    const headers = { authorization: `Bearer ${world.product.access.operatorToken}` };
    const { status, body } = await raw({ path: '/api/v1/overview', headers });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ organization: 'Acme', sandbox: true });
  });

  test('the console’s link works once, and its cookie opens the door', async () => {
    const path = `/console/enter?token=${await world.product.access.link()}`;
    const entered = await raw({ path });
    expect(entered.status).toBe(303);
    const session = entered.headers['set-cookie']?.[0] ?? '';
    expect(session).toContain('HttpOnly');
    expect(session).toContain('SameSite=Strict');
    expect((await raw({ path: '/api/v1/overview', headers: { cookie: session.split(';')[0] ?? '' } })).status).toBe(
      200,
    );
    expect((await raw({ path })).status).toBe(401);
    expect((await raw({ path: '/console/enter?token=guess' })).status).toBe(401);
    expect((await raw({ path: '/console/enter?token=a&token=b' })).status).toBe(401);
    expect((await raw({ path: '/console/enter' })).status).toBe(401);
  });

  test.each(['evil.test', 'evil.test:80', '127.0.0.1.evil.test', 'localhost.evil.test', '[::1', 'a b'])(
    'a page that calls us “%s” is turned away',
    async (host) => {
      const authorization = `Bearer ${world.product.access.operatorToken}`;
      const { status } = await raw({ path: '/api/v1/overview', headers: { host, authorization } });
      expect([400, 421]).toContain(status);
    },
  );

  test.each(['127.0.0.1', 'localhost', '[::1]', '127.0.0.1:1'])('“%s” is us', async (host) => {
    expect((await raw({ path: '/api/v1/overview', headers: { host } })).status).toBe(401);
  });

  test.each(['?limit=0', '?limit=501', '?limit=a', '?limit=1&limit=2', '?limit[$gt]=1'])(
    'a list is asked for with a number: %s',
    async (query) => {
      const authorization = `Bearer ${world.product.access.operatorToken}`;
      const { status } = await raw({ path: `/api/v1/timeline${query}`, headers: { authorization } });
      expect([200, 400]).toContain(status);
      if (!query.includes('[')) expect(status).toBe(400);
    },
  );

  test('a stream starts after an entry, not after anything', async () => {
    const authorization = `Bearer ${world.product.access.operatorToken}`;
    const { status } = await raw({ path: "/api/v1/timeline/stream?after=' or 1=1", headers: { authorization } }).catch(
      () => ({ status: 400 }),
    );
    expect(status).toBe(400);
  });
});

test('metrics are in Prometheus’ words, and tell what was turned away', async () => {
  const { status, body } = await raw({ path: '/metrics' });
  expect(status).toBe(200);
  expect(body).toMatch(/access_account_events_received_total\{source="web",status="unknown-choice"\} [1-9]/);
});

test('metrics are not for whoever comes through a proxy on this machine', async () => {
  for (const name of ['x-forwarded-for', 'x-forwarded-proto', 'forwarded', 'via', 'x-real-ip'])
    expect(await raw({ path: '/metrics', headers: { [name]: '192.0.2.1' } })).toMatchObject({ status: 401, body: '' });
});

test('a locked person’s notice survives all of this', async () => {
  const locked = await world.chat('locked');
  await world.directoryPage.lock('locked');
  await locked.shown('is locked after too many wrong passwords');
  await until(async () => (await world.audited('locked')).some(({ name }) => name === 'message-shown'));
});
