import { assertRejectsWith, fakeCall } from '@access-account/testkit';
import { connected } from './connected.ts';
import { type EntraTestWorld, isChange, startEntraWorld } from './entra-world.ts';

let world: EntraTestWorld;

beforeAll(async () => {
  world = await startEntraWorld();
});
afterAll(() => world.close());

test('the end of all sessions is read back', async () => {
  const { operations } = await connected(world);
  const person = await world.newPerson();
  world.tenant.signIn(person.login, person.password);
  world.clock.advance(60_000);
  const { id } = world.personOf(person);
  expect(await operations['sessions.revoke']({ id }, fakeCall())).toMatchObject({ changed: true, verified: true });
  expect(world.tenant.isSignedIn(world.personOf(person))).toBe(false);
});

test('one that Graph accepts and does not make is not called verified', async () => {
  const person = await world.newPerson();
  world.clock.advance(60_000);
  const over = new AbortController();
  let isSent = false;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const answer = await globalThis.fetch(input, init);
    // It was read back once: the deadline need not be waited for.
    if (isSent && init?.method === 'GET') over.abort(new DOMException('The deadline has come.', 'TimeoutError'));
    isSent ||= String(input).endsWith('/revokeSignInSessions');
    return answer;
  };
  const { operations } = await connected(world, { context: { fetch } });
  world.tenant.mutants.add('revoke-does-nothing');
  try {
    const { id } = world.personOf(person);
    const change = await operations['sessions.revoke']({ id }, fakeCall({ signal: over.signal }));
    expect(change).toMatchObject({ verified: false });
  } finally {
    world.tenant.mutants.clear();
  }
});

test('a guest’s sessions are not here to end, and nothing is sent', async () => {
  const { operations, asked } = await connected(world);
  const { id } = world.personOf(await world.newPerson({ login: 'guest_other.test#EXT#@acme.test' }));
  const requests = await asked(() =>
    assertRejectsWith('operation-unsupported', () => operations['sessions.revoke']({ id }, fakeCall())),
  );
  expect(requests.filter(isChange)).toEqual([]);
});
