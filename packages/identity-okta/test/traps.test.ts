import { assertRejectsWith, fakeCall } from '@access-account/testkit';
import { oktaConnector } from '../src/index.ts';
import { nextPage } from '../src/next-page.ts';
import { oktaConfig } from '../src/okta-config.ts';
import { connected } from './connected.ts';
import { type OktaTestWorld, startOktaWorld } from './okta-world.ts';

/** What Okta's own SDK, or Okta itself, would break without a word. */
let world: OktaTestWorld;

beforeAll(async () => {
  world = await startOktaWorld();
});
afterEach(() => world.fake.faults.clear());
afterAll(() => world.close());

const tokenRequests = () => world.fake.requests.filter((request) => request.endsWith('/token')).length;

async function lockedPerson() {
  const person = await world.newPerson();
  await world.lockByFailedLogins(person);
  return world.personOf(person);
}

test('every reading asks Okta: what changed there is seen at once (N)', async () => {
  const { read, asked } = await connected(world);
  const person = await lockedPerson();
  expect((await read(person.id)).lock).not.toBeNull();
  world.organisation.unlock(person);
  const requests = await asked(async () => expect((await read(person.id)).lock).toBeNull());
  expect(requests).toContain(`GET /api/v1/users/${person.id}`);
});

test('a refused app is told with the error of the token endpoint (N)', async () => {
  const { operations } = await connected(world);
  const find = () => operations['account.find']({ by: 'login', value: 'anybody@acme.test' }, fakeCall());
  world.fake.faults.plan(/token$/, { kind: 'token', error: 'invalid_client' });
  const error = await assertRejectsWith('authentication-failed', find);
  expect(error.message).toContain('invalid_client');
  expect(error.message).not.toContain('in words that nobody should rely on');
  expect(await find()).toEqual([]);
});

test('an app that must send DPoP proofs is told what to switch off (N)', async () => {
  const { operations } = await connected(world);
  world.fake.faults.plan(/token$/, { kind: 'token', error: 'invalid_dpop_proof' });
  const find = () => operations['account.find']({ by: 'login', value: 'anybody@acme.test' }, fakeCall());
  expect((await assertRejectsWith('configuration-invalid', find)).remedy).toContain('DPoP');
});

test('ten first calls at once ask for one token (N)', async () => {
  const { operations } = await connected(world);
  const before = tokenRequests();
  await Promise.all(
    Array.from({ length: 10 }, () =>
      operations['account.find']({ by: 'login', value: 'anybody@acme.test' }, fakeCall()),
    ),
  );
  expect(tokenRequests() - before).toBe(1);
});

test('whoever waits for a token that another one asked for keeps to their own deadline (N)', async () => {
  const { operations } = await connected(world);
  const find = (signal: AbortSignal) => operations['account.find']({ by: 'login', value: 'any' }, fakeCall({ signal }));
  world.fake.faults.plan(/token$/, { kind: 'hang' });
  const patient = new AbortController();
  const waiting = find(patient.signal).catch((error: Error) => error.name);
  await assertRejectsWith('timed-out', () => find(AbortSignal.timeout(50)));
  patient.abort();
  expect(await waiting).toBe('TimedOutError');
});

test('a token serves until it ends, and then another one does (N)', async () => {
  const { read } = await connected(world, { config: { protectAdministrators: false } });
  const { id } = world.personOf(await world.newPerson());
  await read(id);
  const before = tokenRequests();
  await read(id);
  expect(tokenRequests()).toBe(before);
  world.clock.advance(3600_000);
  await read(id);
  expect(tokenRequests()).toBeGreaterThan(before);
});

test('a token that was revoked is replaced once, and only once (N)', async () => {
  const { read, unlock } = await connected(world);
  const { id } = await lockedPerson();
  await read(id);
  world.fake.faults.plan(/unlock$/, { kind: 'revoked' });
  expect(await unlock(id)).toMatchObject({ changed: true, verified: true });
  world.fake.faults.plan(/GET .*users/, { kind: 'revoked' }, 2);
  await assertRejectsWith('authentication-failed', () => read(id));
});

test('the System Log always links to what follows: a poll ends all the same (N)', async () => {
  const { operations, asked } = await connected(world);
  let { cursor, more } = await operations['lockout.poll']({ cursor: null }, fakeCall());
  while (more) ({ cursor, more } = await operations['lockout.poll']({ cursor }, fakeCall()));
  const requests = await asked(async () => {
    const page = await operations['lockout.poll']({ cursor }, fakeCall());
    expect(page).toMatchObject({ lockouts: [], more: false });
  });
  expect(requests).toEqual(['GET /api/v1/logs']);
});

test('an API token takes part without any token endpoint (N)', async () => {
  const before = tokenRequests();
  const config = oktaConfig.parse(world.fake.tokenConfig());
  const { client } = await oktaConnector.connect(config, world.context());
  const { login, id } = world.personOf(await world.newPerson());
  const find = oktaConnector.operations(client)['account.find'];
  expect(await find({ by: 'login', value: login }, fakeCall())).toMatchObject([{ id }]);
  expect(tokenRequests()).toBe(before);
});

test('nothing ambient is read: neither OKTA_ variables nor a proxy of the environment (N)', async () => {
  process.env.OKTA_CLIENT_ORGURL = 'http://127.0.0.1:1';
  process.env.https_proxy = 'http://127.0.0.1:1';
  try {
    const { operations } = await connected(world);
    expect(await operations['account.find']({ by: 'login', value: 'any' }, fakeCall())).toEqual([]);
  } finally {
    delete process.env.OKTA_CLIENT_ORGURL;
    delete process.env.https_proxy;
  }
});

test('a login that looks like an id finds nobody by id: Okta would take either (N)', async () => {
  const { read, asked } = await connected(world);
  const { login } = await world.newPerson({ login: '00uabcdefghijklmnopq@acme.test' });
  await assertRejectsWith('not-found', () => read(login.split('@')[0] ?? ''));
  expect(await asked(() => assertRejectsWith('not-found', () => read('person-1')))).toEqual([]);
});

test('a link to another host is followed on ours alone: the credentials go nowhere else (N)', () => {
  expect(nextPage('<https://evil.example/api/v1/users?after=1>; rel="next"')).toBe('/api/v1/users?after=1');
  expect(nextPage('<https://evil.example/steal>; rel="next"')).toBeNull();
  expect(nextPage('<https://a/api/v1/users>; rel="self", <https://a/api/v1/users?after=2>; rel="next"')).toBe(
    '/api/v1/users?after=2',
  );
  expect(nextPage('<https://a/api/v1/users?after=2>; rel="prev"')).toBeNull();
  expect(nextPage(null)).toBeNull();
});
