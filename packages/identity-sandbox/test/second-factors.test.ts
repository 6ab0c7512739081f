import { ConflictError } from '@access-account/contract';
import { fakeCall } from '@access-account/testkit';
import { sandboxWorld } from './sandbox-world.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** Somebody who is signed in, with the cookie that says so. */
async function signedInAs(login: string) {
  const world = await sandboxWorld();
  const body = { login, password: `correct-horse-${login}` };
  const { headers } = await world.request({ path: 'sign-in', body });
  const cookie = String(headers?.['set-cookie']).split(';')[0] ?? '';
  const { id } = await world.account(login);
  const factors = () => world.operations['factor.list']({ id }, fakeCall());
  return { ...world, id, cookie, factors };
}

test('people have none, one, two and three second factors of several kinds', async () => {
  const { operations, client } = await sandboxWorld({ people: undefined });
  const counts = await Promise.all(
    (await client.people()).map(async ({ id, login }) => [
      login,
      (await operations['factor.list']({ id }, fakeCall())).map(({ kind }) => kind),
    ]),
  );
  expect(Object.fromEntries(counts)).toMatchObject({
    max: [],
    sam: ['push'],
    alex: ['totp', 'sms'],
    kim: ['passkey', 'security-key', 'call'],
    yuki: ['push', 'hardware-token'],
  });
});

test('twenty removals of one factor at the same moment change one thing once', async () => {
  const { operations, id, factors } = await signedInAs('kim');
  const [first, ...others] = await factors();
  const input = { id, factor: first?.id ?? '' };
  const changes = await Promise.all(Array.from({ length: 20 }, () => operations['factor.remove'](input, fakeCall())));
  expect(changes.filter(({ changed }) => changed)).toHaveLength(1);
  expect(changes.every(({ verified }) => verified)).toBe(true);
  expect(await factors()).toEqual(others);
});

test('MFA-8 a factor that the person sets up while the others are removed survives', async () => {
  const { operations, request, cookie, id, factors } = await signedInAs('alex');
  const confirmed = await factors();
  const body = { kind: 'passkey', label: 'My new phone' };
  expect((await request({ path: 'enrol', headers: { cookie }, body })).status).toBe(200);
  for (const { id: factor } of confirmed) await operations['factor.remove']({ id, factor }, fakeCall());
  expect(await factors()).toMatchObject([{ kind: 'passkey', label: 'My new phone' }]);
});

test('signing in shows what is set up, and the enrolment page sets up more', async () => {
  const { request, cookie } = await signedInAs('alex');
  const again = await request({ path: 'sign-in', headers: form, body: 'login=alex&password=correct-horse-alex' });
  expect(again.body).toContain('Pixel 9');
  const page = await request({ path: 'enrol', headers: { cookie } });
  expect(page.body).toContain('You are signed in as Alex Example.');
  const headers = { ...form, cookie };
  const enrolled = await request({ path: 'enrol', headers, body: 'kind=totp&label=Tom+%26+me' });
  expect(enrolled.body).toContain('Tom &amp; me is set up.');
  expect((await request({ path: 'enrol', headers, body: 'kind=password&label=x' })).status).toBe(400);
});

test('MFA-8 once the sessions are ended nobody sets anything up before signing in again', async () => {
  const { operations, request, cookie, id, factors } = await signedInAs('sam');
  const before = await factors();
  expect(await operations['sessions.revoke']({ id }, fakeCall())).toMatchObject({ changed: true, verified: true });
  expect(await operations['sessions.revoke']({ id }, fakeCall())).toMatchObject({ changed: false, verified: true });
  const body = { kind: 'totp', label: 'An intruder’s phone' };
  for (const each of [cookie, '', 'sandbox-session=x', `sandbox-session=${id}.x`, 'sandbox-session=.']) {
    expect((await request({ path: 'enrol', headers: { cookie: each }, body })).status).toBe(401);
  }
  expect((await request({ path: 'enrol', headers: { cookie } })).body).toContain('Sign in first');
  expect(await factors()).toEqual(before);
});

test('nobody has more second factors than fit', async () => {
  const { request, cookie, factors } = await signedInAs('kim');
  const body = { kind: 'other', label: 'One more' };
  const statuses = [];
  for (let count = 0; count < 8; count += 1) {
    statuses.push((await request({ path: 'enrol', headers: { cookie }, body })).status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200, 409]);
  expect(await factors()).toHaveLength(10);
});

test('a suspended person keeps the factors and is asked for no new one', async () => {
  const person = { displayName: 'Dana', email: 'dana@acme.test', password: 'dana-dana', standing: 'suspended' };
  const factors = [{ kind: 'totp', label: 'Phone' }];
  const { operations, account } = await sandboxWorld({ people: [{ ...person, login: 'dana', factors }] });
  const { id } = await account('dana');
  const [factor] = await operations['factor.list']({ id }, fakeCall());
  const input = { id, factor: factor?.id ?? '' };
  await expect(operations['factor.remove'](input, fakeCall())).rejects.toBeInstanceOf(ConflictError);
  expect(await operations['factor.list']({ id }, fakeCall())).toEqual([factor]);
});
