import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { handlers } from './support/api-handlers.ts';
import { ConsoleBrowser } from './support/console-browser.ts';
import { directoriesConfiguration } from './support/directories.ts';
import { startForgingProvider } from './support/forging-provider.ts';
import { client } from './support/open-id-provider.ts';
import { openWorld, type World } from './support/world.ts';

const publicUrl = 'https://help.acme.test';
let world: World;
let provider: Awaited<ReturnType<typeof startForgingProvider>>;
/** A viewer's, as their browser and their page send it. */
let viewer: Readonly<Record<string, string>>;

beforeAll(async () => {
  provider = await startForgingProvider(() => 'vic-1');
  world = await openWorld({
    people: [],
    configuration: directoriesConfiguration({
      people: [{ login: 'alex' }],
      policies: '{}',
      more: `publicUrl: ${publicUrl}
console:
  signIn: { issuer: "${provider.issuer}", clientId: ${client.id}, clientSecret: ${client.secret} }
  roles: { viewer: [auditors] }
`,
    }),
  });
  const browser = new ConsoleBrowser(world.url);
  const there = await browser.leave();
  provider.forge({ claims: { groups: ['auditors'] } }, there.searchParams.get('nonce') ?? '');
  const back = new URLSearchParams({ code: 'any', iss: provider.issuer, state: there.searchParams.get('state') ?? '' });
  await browser.get(`${world.url}/console/callback?${back}`);
  const { csrfToken } = (await browser.session()).body;
  viewer = { cookie: browser.cookies(world.url), 'x-csrf-token': csrfToken ?? '', origin: publicUrl };
}, 60_000);
afterAll(async () => {
  await world.close();
  await provider.close();
});

interface Sent {
  readonly method: string;
  /** As it is, without a client's tidying. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function send({ method, path, headers = {}, body }: Sent) {
  const { port } = new URL(world.url);
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const sent = request({ host: '127.0.0.1', port, method, path, headers: { ...type, ...headers }, agent: false });
  // A server that has answered may hang up on what it was still being sent.
  sent.on('error', () => undefined);
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  if (response.headers['content-type']?.startsWith('text/event-stream') === true) {
    response.destroy();
    return { status: response.statusCode ?? 0, location: undefined, cookies: [], body: '' };
  }
  const { location, 'set-cookie': cookies = [] } = response.headers;
  return { status: response.statusCode ?? 0, location, cookies, body: await text(response) };
}

const protectedOnes = handlers.filter(({ allowed }) => allowed !== 'anyone');
const percent = (letter: string) => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`;

/** Other spellings of a path, each of which some server somewhere has taken for the path itself. */
const spellings = fc
  .array(
    fc.oneof(
      fc.constantFrom<(path: string) => string>(
        (path) => path.replaceAll('/', '//'),
        (path) => path.replace('/api', '/./api'),
        (path) => path.replace('/v1', '/./v1'),
        (path) => path.replace('/v1', '/x/../v1'),
        (path) => path.replace('/v1', '/%2e/v1'),
        (path) => path.replace('/v1', '/x/%2e%2e/v1'),
        (path) => path.replace('/v1/', '/v1%2f'),
        (path) => path.replace('/v1/', '/v1%5c'),
        (path) => path.replace('/v1/', '/v1\\'),
        (path) => path.replace('/v1/', '/v1;x=1/'),
        (path) => path.toUpperCase(),
        (path) => path.replace('api', 'Api'),
        (path) => `/console/..${path}`,
        (path) => `/console/%2e%2e${path}`,
        (path) => `/console/..;${path}`,
        (path) => `/healthz/..${path}`,
        (path) => `/connectors/web/../..${path}`,
        (path) => `//${path}`,
        (path) => `/${path}`,
        (path) => `http://127.0.0.1${path}`,
        (path) => `${path}/`,
        (path) => `${path}//`,
        (path) => `${path};`,
        (path) => `${path};jsessionid=1`,
        (path) => `${path}.json`,
        (path) => `${path}/.`,
        (path) => `${path}/..`,
        (path) => `${path}/../session`,
        (path) => `${path}%00`,
        (path) => `${path}%20`,
        (path) => `${path}%0a`,
        (path) => `${path}?_method=GET`,
        (path) => `${path}?/healthz`,
        (path) => `${path}?x=/console/`,
        (path) => `${path}%3f`,
        (path) => `${path}%23`,
      ),
      fc.nat(40).map((index) => (path: string) => {
        const at = 1 + (index % (path.length - 1));
        return path.slice(0, at) + percent(path[at] ?? 'x') + path.slice(at + 1);
      }),
      fc.nat(40).map((index) => (path: string) => {
        const at = 1 + (index % (path.length - 1));
        return path.slice(0, at) + percent('%') + percent(path[at] ?? 'x').slice(1) + path.slice(at + 1);
      }),
    ),
    { minLength: 0, maxLength: 3 },
  )
  .map((changes) => (path: string) => changes.reduce((before, change) => change(before), path));

const pretences = fc.record(
  {
    'x-http-method-override': fc.constantFrom('GET', 'POST', 'DELETE'),
    'x-method-override': fc.constantFrom('GET', 'POST'),
    'x-original-url': fc.constantFrom('/healthz', '/api/v1/overview', '/console/'),
    'x-rewrite-url': fc.constantFrom('/healthz', '/api/v1/overview'),
    'x-forwarded-for': fc.constantFrom('127.0.0.1', '::1'),
    'x-real-ip': fc.constant('127.0.0.1'),
    'x-remote-user': fc.constant('admin'),
    forwarded: fc.constant('for=127.0.0.1;host=localhost'),
    authorization: fc.constantFrom('Bearer ', 'Bearer undefined', 'Bearer null', 'Basic YWRtaW46YWRtaW4=', 'bearer x'),
    cookie: fc.constantFrom(
      'access-account-console=',
      'access-account-console=x; __Host-access-account-console=x',
      '__Host-access-account-console=__proto__',
      'a=b',
    ),
    'x-csrf-token': fc.constant('x'),
  },
  { requiredKeys: [] },
);

const methods = fc.constantFrom('GET', 'GET', 'POST', 'POST', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS');
const bodies: Readonly<Record<string, object>> = {
  pause: { scope: 'all', reason: 'It got through.' },
  resume: { scope: 'all' },
};

test('E5 no spelling of a protected path, no method and no header is answered with 200 to whoever is not signed in', async () => {
  expect(protectedOnes.length).toBeGreaterThan(20);
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...protectedOnes),
      methods,
      spellings,
      pretences,
      async (one, method, spell, headers) => {
        const body = ['POST', 'PUT', 'PATCH'].includes(method) ? JSON.stringify(bodies[one.name] ?? {}) : undefined;
        const { status } = await send({
          method,
          path: spell(one.path),
          headers,
          ...(body === undefined ? {} : { body }),
        });
        expect({ status, isRefused: status >= 400 && status < 500 }).toEqual({ status, isRefused: true });
        if (status === 401) refused += 1;
      },
    ),
    { numRuns: 2000 },
  );
  // Many of them reach the handler: it is not only the router that says no.
  expect(refused).toBeGreaterThan(100);
  expect(await world.product.pauses.list()).toEqual([]);
}, 120_000);

test('E5 no spelling, no method and no header lets a viewer do what a viewer may not', async () => {
  const above = protectedOnes.filter(({ allowed }) => allowed !== 'viewer');
  expect(above.length).toBeGreaterThan(5);
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...above), methods, spellings, pretences, async (one, method, spell, headers) => {
      const { authorization: _, cookie: __, 'x-csrf-token': ___, ...others } = headers;
      const { status } = await send({
        method,
        path: spell(one.path),
        headers: { ...others, ...viewer },
        ...(['POST', 'PUT', 'PATCH'].includes(method) ? { body: JSON.stringify(bodies[one.name] ?? {}) } : {}),
      });
      // A name in the place of a ticket’s is a ticket that there is not.
      expect({ status, isRefused: status >= 400 && status < 500 }).toEqual({ status, isRefused: true });
      if (status === 403) refused += 1;
    }),
    { numRuns: 1000 },
  );
  expect(refused).toBeGreaterThan(50);
  expect(await world.product.pauses.list()).toEqual([]);
}, 120_000);

const hosts = [
  ...['evil.test', 'evil.test:443', 'help.acme.test.evil.test', 'help.acme.test@evil.test', 'evil.test/help.acme.test'],
  ...['evil.test#help.acme.test', 'help.acme.test:443@evil.test', '127.0.0.1.evil.test', 'evil.test?help.acme.test'],
  ...['HELP.ACME.TEST.EVIL.TEST', 'xn--evil.test', 'help.acme.test%0d%0aevil.test', '[::ffff:203.0.113.9]'],
];
const forwarding = [
  ...['x-forwarded-host', 'x-forwarded-server', 'x-host', 'x-original-host', 'x-http-host-override', 'forwarded'],
  ...['x-forwarded-proto', 'x-forwarded-port', 'x-forwarded-prefix', 'x-original-url', 'x-rewrite-url', 'referer'],
];

test('E5 neither Host nor X-Forwarded-Host ever reaches a link, a redirect, a cookie or a page', async () => {
  const link = await world.product.access.link('command');
  const paths = ['/', '/console/sign-in?to=/console/tickets', '/console/callback?code=a&state=b', '/console/signed-in'];
  const more = ['/console/', `/console/enter?token=${link}`, '/api/v1/session', '/connectors/web', '/proof/none'];
  const tried = [
    ...hosts.map((host) => ({ host })),
    ...forwarding.map((name) => ({ [name]: name === 'forwarded' ? 'host=evil.test;proto=http' : 'evil.test' })),
    ...forwarding.map((name) => ({ host: 'help.acme.test', [name]: 'https://evil.test/evil.test' })),
    ...hosts.map((host) => ({ host: 'help.acme.test', 'x-forwarded-host': host })),
  ];
  expect(tried.length).toBeGreaterThanOrEqual(50);
  for (const headers of tried) {
    for (const path of [...paths, ...more]) {
      const answer = await send({ method: 'GET', path, headers });
      const seen = [answer.location ?? '', ...answer.cookies, answer.body].join('\n');
      expect({ path, headers, leaks: /evil/i.test(seen) }).toEqual({ path, headers, leaks: false });
      if (path.startsWith('/console/sign-in') && answer.status === 303)
        expect(answer.location).toContain(encodeURIComponent(`${publicUrl}/console/callback`));
    }
  }
}, 60_000);
