import { type RawRequestOptions, rawRequest } from '@access-account/testkit';
import { connected } from './connected.ts';
import { type OktaTestWorld, startOktaWorld } from './okta-world.ts';

const secret = 'of the hook';
let world: OktaTestWorld;

beforeAll(async () => {
  world = await startOktaWorld();
});
afterAll(() => world.close());

async function hooked(config: object = { hookSecret: secret }) {
  const asked: string[] = [];
  const { routes } = await connected(world, { config, context: { pollSoon: (operation) => asked.push(operation) } });
  const send = async (options: Omit<RawRequestOptions, 'path'>) => {
    const request = rawRequest({ path: 'hook', ...options });
    return routes.find(({ method, path }) => method === request.method && path === 'hook')?.handle(request);
  };
  return { send, routes, asked };
}

const delivery = { eventType: 'com.okta.event_hook', eventId: 'one', data: { events: [] } };

test('the challenge of Okta is answered (N)', async () => {
  const { send } = await hooked();
  const headers = { authorization: secret, 'x-okta-verification-challenge': 'a "challenge"' };
  const answer = await send({ headers });
  expect(answer?.status).toBe(200);
  expect(JSON.parse(String(answer?.body))).toEqual({ verification: 'a "challenge"' });
});

test('a delivery is taken at once and has the locks polled now; twice is as good as once (N)', async () => {
  const { send, asked } = await hooked();
  const before = world.fake.requests.length;
  for (let times = 0; times < 2; times += 1) {
    expect(await send({ headers: { authorization: secret }, body: delivery })).toEqual({ status: 204 });
  }
  expect(asked).toEqual(['lockout.poll', 'lockout.poll']);
  expect(world.fake.requests.length).toBe(before);
});

test.each([
  ['no secret', {}],
  ['another secret', { authorization: 'of the hooK' }],
  ['a longer one', { authorization: `${secret} ` }],
  ['an empty one', { authorization: '' }],
])('%s is refused, and nothing is polled', async (_, headers) => {
  const { send, asked } = await hooked();
  expect(await send({ headers, body: delivery })).toEqual({ status: 401 });
  expect(await send({ headers: { ...headers, 'x-okta-verification-challenge': 'any' } })).toEqual({ status: 401 });
  expect(asked).toEqual([]);
});

test('a body that lies changes nothing: it is not read (N)', async () => {
  const { send, asked } = await hooked();
  for (const body of ['{', new Uint8Array([0xff]), { data: { events: 'everybody' } }]) {
    expect(await send({ headers: { authorization: secret }, body })).toEqual({ status: 204 });
  }
  expect(asked).toHaveLength(3);
});

test('without a secret in the configuration there is no route (N)', async () => {
  const { routes } = await hooked({});
  expect(routes).toEqual([]);
});
