import { ConnectorError } from '@access-account/contract';
import { assertRejectsWith, fakeCall } from '@access-account/testkit';
import { targetOfLink } from '../src/graph-link.ts';
import { connected } from './connected.ts';
import { type EntraTestWorld, startEntraWorld } from './entra-world.ts';

/** What MSAL, or Microsoft itself, would break without a word. */
let world: EntraTestWorld;

beforeAll(async () => {
  world = await startEntraWorld();
});
afterEach(() => world.fake.faults.clear());
afterAll(() => world.close());

const tokenRequests = () => world.fake.requests.filter((request) => request.endsWith('/token')).length;
const nobody = { by: 'login', value: 'anybody@acme.test' } as const;

test('every reading asks Graph: what changed there is seen at once (N)', async () => {
  const { read } = await connected(world);
  const person = world.personOf(await world.newPerson());
  expect((await read(person.id)).standing).toBe('enabled');
  world.tenant.setEnabled(person, false);
  expect((await read(person.id)).standing).toBe('disabled');
});

test('what Graph leaves out unless it is asked for is asked for, wherever users are read (N)', async () => {
  const { operations, read } = await connected(world);
  const { id } = world.personOf(await world.newPerson());
  const { accounts } = await operations['account.list']({ cursor: null }, fakeCall());
  expect(accounts.find((account) => account.id === id)).toMatchObject({
    standing: 'enabled',
    passwordChangedAt: expect.any(String),
  });
  expect((await read(id)).password.changedAt).not.toBeNull();
});

test.each([
  ['invalid_client', 'AADSTS7000222', 'make another one'],
  ['invalid_client', 'AADSTS7000215', 'not its id'],
  ['unauthorized_client', 'AADSTS700016', 'clientId'],
  ['invalid_request', 'AADSTS90002', 'authorityUrl'],
  ['invalid_client', 'AADSTS999999', 'https://login.microsoftonline.com/error'],
])('a refused app is told with %s, %s, and what to do', async (error, detail, remedy) => {
  const { operations } = await connected(world);
  world.fake.faults.plan(/token$/, { kind: 'token', error, detail });
  const refusal = await assertRejectsWith('authentication-failed', () =>
    operations['account.find'](nobody, fakeCall()),
  );
  expect(refusal.message).toContain(`${error}, ${detail}`);
  expect(refusal.remedy).toContain(remedy);
  expect(refusal.message).not.toContain('in words that nobody should rely on');
});

test('a throttled token endpoint is a rate limit with its time, and not a refusal (N)', async () => {
  const { operations } = await connected(world);
  world.fake.faults.plan(/token$/, { kind: 'too-many', retryAfter: 30 });
  const limited = await assertRejectsWith('rate-limited', () => operations['account.find'](nobody, fakeCall()));
  expect(limited).toMatchObject({ retryAfter: 30_000 });
  // Nothing is remembered of it here: how long to wait is the core's to keep.
  expect(await operations['account.find'](nobody, fakeCall())).toEqual([]);
});

test('ten first calls at once ask for one token (N)', async () => {
  const { operations } = await connected(world);
  const before = tokenRequests();
  await Promise.all(Array.from({ length: 10 }, () => operations['account.find'](nobody, fakeCall())));
  expect(tokenRequests() - before).toBe(1);
});

test('whoever waits for a token that another one asked for keeps to their own deadline (N)', async () => {
  const { operations } = await connected(world);
  const find = (signal: AbortSignal) => operations['account.find'](nobody, fakeCall({ signal }));
  world.fake.faults.plan(/token$/, { kind: 'hang' });
  const [patient, hasty] = [new AbortController(), new AbortController()];
  const code = (error: unknown) => (ConnectorError.isInstance(error) ? error.code : error);
  const waiting = find(patient.signal).catch(code);
  const leaving = find(hasty.signal).catch(code);
  hasty.abort();
  expect(await leaving).toBe('timed-out');
  patient.abort();
  expect(await waiting).toBe('timed-out');
});

test('a token serves until it ends, and then another one does (N)', async () => {
  const { operations } = await connected(world);
  await operations['account.find'](nobody, fakeCall());
  const before = tokenRequests();
  await operations['account.find'](nobody, fakeCall());
  expect(tokenRequests()).toBe(before);
  world.clock.advance(3600_000);
  await operations['account.find'](nobody, fakeCall());
  expect(tokenRequests()).toBe(before + 1);
});

test('a token that was revoked is replaced once, and only once (N)', async () => {
  const { operations, read } = await connected(world);
  const { id } = world.personOf(await world.newPerson());
  await read(id);
  world.fake.faults.plan(/revokeSignInSessions$/, { kind: 'revoked' });
  expect(await operations['sessions.revoke']({ id }, fakeCall())).toMatchObject({ changed: true, verified: true });
  world.fake.faults.plan(/\$batch$/, { kind: 'revoked' }, 2);
  await assertRejectsWith('authentication-failed', () => read(id));
});

test('a client secret takes part as well as a certificate does (N)', async () => {
  const { operations } = await connected(world, { config: world.fake.secretConfig() });
  const { login, id } = world.personOf(await world.newPerson());
  expect(await operations['account.find']({ by: 'login', value: login }, fakeCall())).toMatchObject([{ id }]);
});

test('nothing ambient is read: neither AZURE_ variables nor a proxy of the environment (N)', async () => {
  process.env.AZURE_AUTHORITY_HOST = 'http://127.0.0.1:1';
  process.env.https_proxy = 'http://127.0.0.1:1';
  try {
    const { operations } = await connected(world);
    expect(await operations['account.find'](nobody, fakeCall())).toEqual([]);
  } finally {
    delete process.env.AZURE_AUTHORITY_HOST;
    delete process.env.https_proxy;
  }
});

test('a user principal name in the place of an id finds nobody: Graph would take either (N)', async () => {
  const { operations, read, asked } = await connected(world);
  const { login } = await world.newPerson();
  const requests = await asked(async () => {
    await assertRejectsWith('not-found', () => read(login));
    expect(await operations['account.find']({ by: 'id', value: login }, fakeCall())).toEqual([]);
  });
  expect(requests).toEqual([]);
});

test('answers of a batch are told by their ids: Graph gives them in no order (N)', async () => {
  const { read } = await connected(world);
  const people = [world.personOf(await world.newPerson()), world.personOf(await world.newPerson())];
  for (const { id, login } of people) expect((await read(id)).account).toMatchObject({ id, login });
});

test('an answer that is missing from a batch is no success (N)', async () => {
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const answer = await globalThis.fetch(input, init);
    if (!String(input).endsWith('$batch')) return answer;
    const { responses } = (await answer.json()) as { responses: { id: string }[] };
    return Response.json({ responses: responses.filter(({ id }) => id !== '3') });
  };
  const { read } = await connected(world, { context: { fetch } });
  await assertRejectsWith('response-invalid', async () => read(world.personOf(await world.newPerson()).id));
});

test('a link is followed on our own host alone, and only where it leads to Graph (N)', () => {
  expect(targetOfLink('https://evil.example/v1.0/users/delta?$skiptoken=a%2Bb')).toBe('/users/delta?$skiptoken=a%2Bb');
  expect(targetOfLink('https://graph.microsoft.com/beta/users')).toBeNull();
  expect(targetOfLink('https://evil.example/steal')).toBeNull();
  expect(targetOfLink('')).toBeNull();
});
