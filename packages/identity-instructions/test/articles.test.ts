import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigurationInvalidError, type ConnectContext, type InstructionTopic } from '@access-account/contract';
import { fakeCall, fakeClock, fakeContext, memoryStore } from '@access-account/testkit';
import { instructionsConnector } from '../src/index.ts';
import { instructionsConfig } from '../src/instructions-config.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A knowledge base that answers as it is told, and counts how often it is asked. */
async function knowledgeBase(first: RequestListener) {
  let answer = first;
  let asked = 0;
  const server: Server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  );
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}/payroll.md`,
    answers: (next: RequestListener) => {
      answer = next;
    },
    asked: () => asked,
  };
}

const send =
  (body: string | Uint8Array, type = 'text/markdown; charset=utf-8', status = 200): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': type }).end(body);
const article = (title: string) => send(`# ${title}\n\nAsk the payroll office.\n`);
const away: RequestListener = (request) => request.socket.destroy();
const silent: RequestListener = () => {};

const hour = 60 * 60_000;

async function connected(config: object, differences: Partial<ConnectContext> = {}) {
  const clock = fakeClock();
  const context = fakeContext({ sandbox: true, configurationDirectory: '/nowhere', clock, ...differences });
  const { client, check, close } = await instructionsConnector.connect(instructionsConfig.parse(config), context);
  closing.push(close);
  const operations = instructionsConnector.operations(client);
  return {
    clock,
    store: context.store,
    client,
    check: () => check(fakeCall()),
    list: () => operations['instructions.list']({}, fakeCall()),
    read: (locale = 'en', topic: InstructionTopic = 'reset-password') =>
      operations['instructions.read']({ system: 'payroll', topic, locale }, fakeCall()),
  };
}

const configured = ({ host, url }: { readonly host: string; readonly url: string }, language = 'en') => ({
  allowedHosts: [host],
  articles: { payroll: { 'reset-password': { [language]: url } } },
});

test('CFG-12 an article of a knowledge base is served as plain words', async () => {
  const base = await knowledgeBase(send('# Reset\n\nAsk.\nLink: Portal <https://payroll.acme.test>\n', 'text/plain'));
  const { read, list } = await connected(configured(base));
  expect(await read('de')).toEqual({
    title: 'Reset',
    text: 'Ask.',
    link: { label: 'Portal', url: 'https://payroll.acme.test/' },
    locale: 'en',
  });
  expect(await list()).toEqual([
    { system: 'payroll', displayName: 'payroll', aliases: [], topics: ['reset-password'] },
  ]);
});

test('CFG-12 it is fetched afresh after an hour, and no reading ever waits for that', async () => {
  const base = await knowledgeBase(article('One'));
  const { read, client, clock } = await connected(configured(base));
  expect((await read())?.title).toBe('One');
  base.answers(article('Two'));
  clock.advance(hour - 1);
  await client.articles.refresh();
  expect((await read())?.title).toBe('One');
  expect(base.asked()).toBe(1);
  clock.advance(1);
  expect((await read())?.title).toBe('One');
  await client.articles.refresh();
  expect((await read())?.title).toBe('Two');
  expect(base.asked()).toBe(2);
});

test.each<[string, RequestListener, string]>([
  ['is away', away, 'cannot be reached'],
  ['says it is broken', send('# T\nt', 'text/markdown', 500), 'answers 500'],
  ['wants a sign-in', send('# T\nt', 'text/markdown', 401), 'answers 401'],
  ['sends HTML', send('<html>', 'text/html'), 'is text/html'],
  ['calls HTML plain text', send('\n<!DOCTYPE html><h1>Sign in</h1>', 'text/plain'), 'is HTML'],
  ['says nothing of the type', (_, response) => response.writeHead(200).end('# T\nt'), 'is of no type'],
  ['sends far too much', send(`# T\n${'x'.repeat(70_000)}`), 'larger than 64 KB'],
  ['sends what is no text', send(new Uint8Array([0x23, 0x20, 0xff, 0xfe])), 'is not UTF-8'],
  ['sends a null character', send('# T\n\0'), 'is not text'],
  ['sends an article without a title', send('garbage'), 'does not start with a title'],
  [
    'redirects',
    (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    'cannot be reached',
  ],
])(
  'CFG-12 while the source %s the last good copy is served, and check says since when',
  async (_, trouble, problem) => {
    const base = await knowledgeBase(article('Good'));
    const { read, check, client, clock } = await connected(configured(base));
    await read();
    const fetched = clock.now().toISOString();
    base.answers(trouble);
    clock.advance(hour);
    const since = clock.now().toISOString();
    await client.articles.refresh();
    clock.advance(hour);
    expect((await read())?.title).toBe('Good');
    const finding = (await check()).find(({ summary }) => summary.includes(base.url));
    expect(finding).toMatchObject({ severity: 'warning', operation: 'instructions.read' });
    expect(finding?.summary).toContain(problem);
    expect(finding?.summary).toContain(`since ${since}`);
    expect(finding?.summary).toContain(`The copy of ${fetched} is served`);
    expect(finding?.remedy).not.toBe('');
    base.answers(article('Back'));
    clock.advance(hour);
    expect((await check()).filter(({ severity }) => severity === 'warning')).toEqual([]);
    expect((await read())?.title).toBe('Back');
  },
);

test('CFG-12 what never was good is not served, and is not asked for again at once', async () => {
  const base = await knowledgeBase(away);
  const { read, check } = await connected(configured(base));
  expect(await read()).toBeUndefined();
  const asked = base.asked();
  expect(await read()).toBeUndefined();
  expect(base.asked()).toBe(asked);
  expect((await check()).some(({ summary }) => summary.includes('There is no copy of it'))).toBe(true);
});

test('CFG-12 a source that never answers holds up nobody who can be shown a copy', async () => {
  const base = await knowledgeBase(article('Good'));
  const { read, client, clock } = await connected(configured(base));
  await read();
  base.answers(silent);
  clock.advance(hour);
  const refreshing = client.articles.refresh();
  expect((await read())?.title).toBe('Good');
  await client.articles.close();
  await refreshing;
});

test('CFG-12 the copy outlives the server, and two servers fetch it once', async () => {
  const base = await knowledgeBase(article('Good'));
  const store = memoryStore();
  const clock = fakeClock();
  const servers = await Promise.all([1, 2].map(() => connected(configured(base), { store, clock })));
  await Promise.all(servers.map(({ client }) => client.articles.refresh()));
  expect(base.asked()).toBe(1);
  base.answers(away);
  clock.advance(hour);
  const later = await connected(configured(base), { store, clock });
  expect((await later.read())?.title).toBe('Good');
});

test('CFG-12 an article at another address is another one', async () => {
  const base = await knowledgeBase((request, response) => article(request.url ?? '')(request, response));
  const store = memoryStore();
  const first = await connected(configured(base), { store });
  expect((await first.read())?.title).toBe('/payroll.md');
  const moved = await connected(configured({ ...base, url: `http://${base.host}/moved.md` }), { store });
  expect((await moved.read())?.title).toBe('/moved.md');
});

test('CFG-12 in a language whose article cannot be had the next one is served', async () => {
  const base = await knowledgeBase((request, response) =>
    (request.url?.includes('.de.') ? away : article('English'))(request, response),
  );
  const { read } = await connected({
    allowedHosts: [base.host],
    articles: {
      payroll: { 'reset-password': { de: `http://${base.host}/p.de.md`, en: `http://${base.host}/p.en.md` } },
    },
  });
  expect(await read('de')).toMatchObject({ title: 'English', locale: 'en' });
});

describe('CFG-12 where an article may come from', () => {
  const parse = (url: string, allowedHosts = ['kb.acme.test']) =>
    instructionsConfig.safeParse({ allowedHosts, articles: { payroll: { 'reset-password': { en: url } } } });

  test.each([
    ['an allowed host', 'https://kb.acme.test/a.md', true],
    ['a host that is not allowed', 'https://kb.acme.test.evil.test/a.md', false],
    ['the metadata of a cloud', 'http://169.254.169.254/latest', false],
    ['another port', 'https://kb.acme.test:8443/a.md', false],
    ['without encryption', 'http://kb.acme.test/a.md', false],
    ['a user name before the host', 'https://kb.acme.test@evil.test/a.md', false],
    ['a password in it', 'https://me:secret@kb.acme.test/a.md', false],
    ['a file', 'file:///etc/passwd', false],
    ['no address', 'kb.acme.test', false],
  ])('%s', (_, url, isGood) => {
    expect(parse(url).success).toBe(isGood);
  });

  test('what is wrong is named with its place', () => {
    const [issue] = parse('https://other.test/a.md').error?.issues ?? [];
    expect(issue?.path).toEqual(['articles', 'payroll', 'reset-password', 'en']);
    expect(issue?.message).toBe('other.test is none of allowedHosts');
  });

  test('http on this machine is for a sandbox alone', async () => {
    const base = await knowledgeBase(article('Good'));
    await expect(connected(configured(base), { sandbox: false })).rejects.toBeInstanceOf(ConfigurationInvalidError);
    expect(base.asked()).toBe(0);
  });
});
