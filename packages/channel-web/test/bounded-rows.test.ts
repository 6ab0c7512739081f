import type { ConnectorStore } from '@access-account/contract';
import { fakeClock, memoryStore } from '@access-account/testkit';
import { dropExpired } from '../src/drop-expired.ts';
import { webHarness } from './web-harness.ts';

const issuer = 'https://acme.okta.test';
const config = { signIn: { issuer, clientId: 'chat' } };

/** What a provider says of itself; for tokens it cannot be reached. */
const fetch: typeof globalThis.fetch = async (url) => {
  if (String(url) === `${issuer}/token`) throw new TypeError('fetch failed');
  return Response.json({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
  });
};

const written = (query: object) => new URLSearchParams(Object.entries(query)).toString();

async function rows(store: ConnectorStore, prefix: string): Promise<number> {
  let count = 0;
  for (let after: string | undefined; ; ) {
    const page = await store.list(prefix, after === undefined ? {} : { after });
    count += page.length;
    after = page.at(-1)?.key;
    if (after === undefined) return count;
  }
}

test('whoever asks for the sign-in page a thousand times leaves as much behind as who asks once', async () => {
  const { ask, context } = await webHarness({ config, context: { fetch, store: memoryStore() } });
  const locations = new Set<string>();
  for (let count = 0; count < 1000; count += 1) {
    const { status, body } = await ask({ path: 'sign-in', body: {} });
    expect(status).toBe(200);
    locations.add(JSON.parse(String(body)).location);
  }
  expect(locations.size).toBe(1000);
  expect(await rows(context.store, '')).toBe(1);
});

test('two servers that begin at once have one key, and each takes who was sent away by the other', async () => {
  const store = memoryStore();
  const servers = await Promise.all([0, 1].map(() => webHarness({ config, context: { fetch, store } })));
  await Promise.all(servers.map(({ ask }) => ask({ path: 'sign-in', body: {} })));
  expect(await rows(store, '')).toBe(1);
  const [one, other] = servers;
  const begun = await one?.ask({ path: 'sign-in', body: {} });
  const cookie = String(begun?.headers?.['set-cookie']).split(';', 1).join();
  const state = new URL(JSON.parse(String(begun?.body)).location).searchParams.get('state') ?? '';
  const back = async (query: object, headers: Record<string, string> = { cookie }) => {
    const answer = await other?.ask({ method: 'GET', path: 'sign-in/callback', query: written(query), headers });
    return String(answer?.headers?.location).split('=')[1];
  };
  // On to the provider it goes with nothing but what was sent away.
  expect(await back({ state, code: 'any' })).toBe('unavailable');
  expect(await back({ state: `${state}a`, code: 'any' })).toBe('failed');
  expect(await back({ code: 'any' })).toBe('failed');
  expect(await back({ state, code: 'any' }, {})).toBe('failed');
  expect(await back({ state, code: 'any' }, { cookie: `${cookie}a` })).toBe('failed');
});

test('a browser that comes back after ten minutes was not sent away', async () => {
  const clock = fakeClock();
  const { ask } = await webHarness({ config, context: { fetch, clock } });
  const begun = await ask({ path: 'sign-in', body: {} });
  const cookie = String(begun.headers?.['set-cookie']).split(';', 1).join();
  const state = new URL(JSON.parse(String(begun.body)).location).searchParams.get('state') ?? '';
  const back = async () => {
    const query = written({ state, code: 'any' });
    const { headers } = await ask({ method: 'GET', path: 'sign-in/callback', query, headers: { cookie } });
    return headers?.location;
  };
  clock.advance(10 * 60_000 - 1);
  expect(await back()).toMatch(/unavailable$/);
  clock.advance(1);
  expect(await back()).toMatch(/failed$/);
});

test('what has come to its end goes, however many that have not stand before it', async () => {
  const clock = fakeClock();
  const store = memoryStore();
  const until = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000).toISOString();
  for (let count = 0; count < 450; count += 1) {
    const key = `session/${String(count).padStart(4, '0')}`;
    await store.put(key, { person: 'alice', until: until(count < 410 ? 60 : 1) });
  }
  await store.put('sign-in/a', { until: until(1) });
  const sweep = dropExpired({ store, clock, prefix: 'session/' });
  await sweep();
  expect(await rows(store, 'session/')).toBe(450);
  clock.advance(60_000);
  await sweep();
  expect(await rows(store, 'session/')).toBe(410);
  expect(await rows(store, 'sign-in/')).toBe(1);
});
