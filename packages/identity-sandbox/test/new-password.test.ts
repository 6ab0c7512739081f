import { ConflictError, OperationUnsupportedError } from '@access-account/contract';
import { fakeCall } from '@access-account/testkit';
import { sandboxWorld } from './sandbox-world.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const minute = 60_000;

/** The sandbox with a started reset for Alex. */
async function resetWorld() {
  const world = await sandboxWorld();
  const { id } = await world.account('alex');
  const start = async (idempotencyKey?: string) => {
    const call = fakeCall(idempotencyKey === undefined ? {} : { idempotencyKey });
    const { by } = await world.operations['password.start-reset']({ id }, call);
    if (by.kind !== 'link') throw new Error('not a link');
    return by;
  };
  const open = (url: string) => world.request({ path: 'reset-password', query: new URL(url).search });
  const choose = async (url: string, newPassword: string) => {
    const body = { link: new URL(url).searchParams.get('link'), newPassword };
    return (await world.request({ path: 'reset-password', body })).status;
  };
  return { ...world, id, start, open, choose };
}

test('PR-4 a reset is a link to a page of the directory’s own, good for fifteen minutes and for one password', async () => {
  const { start, open, request, choose, signIn } = await resetWorld();
  const { url, until } = await start();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:3000\/connectors\/sandbox\/reset-password\?link=/);
  expect(until).toBe('2026-01-15T09:15:00.000Z');
  expect((await open(url)).body).toContain('method="post" action="reset-password"');
  expect(await signIn('alex', 'correct-horse-alex')).toBe(200);
  const link = new URL(url).searchParams.get('link') ?? '';
  const short = await request({ path: 'reset-password', headers: form, body: `link=${link}&newPassword=short` });
  expect(short.status).toBe(400);
  expect(short.body).toContain(link);
  const body = new URLSearchParams({ link, newPassword: 'a long walk' }).toString();
  expect((await request({ path: 'reset-password', headers: form, body })).body).toContain('Your new password is set.');
  expect(await signIn('alex', 'a long walk')).toBe(200);
  expect(await signIn('alex', 'correct-horse-alex')).toBe(401);
  expect(await choose(url, 'another walk')).toBe(410);
  expect((await open(url)).status).toBe(410);
});

test('a link is over after fifteen minutes, and at once when there is a newer one', async () => {
  const { start, choose, clock } = await resetWorld();
  const [first, second] = [await start(), await start()];
  expect(await choose(first.url, 'a long walk')).toBe(410);
  clock.advance(15 * minute);
  expect(await choose(second.url, 'a long walk')).toBe(410);
  const third = await start();
  clock.advance(15 * minute - 1);
  expect(await choose(third.url, 'a long walk')).toBe(200);
});

test('a repeat of one wish is answered with one link, and whoever uses it twenty times at once chooses once', async () => {
  const { start, choose } = await resetWorld();
  const { url } = await start('one wish');
  expect((await start('one wish')).url).toBe(url);
  const statuses = await Promise.all(Array.from({ length: 20 }, (_, index) => choose(url, `a long walk ${index}`)));
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
});

test.each([[''], ['.'], ['x'], ['nobody.x'], ['\0.x']])('a made-up link (%j) opens nothing', async (link) => {
  const { request } = await resetWorld();
  const query = new URLSearchParams({ link }).toString();
  expect((await request({ path: 'reset-password', query })).status).toBe(410);
  const body = { link, newPassword: 'a long walk' };
  expect([400, 410]).toContain((await request({ path: 'reset-password', body })).status);
});

test('PR-3 neither a chosen password nor the secret of a link is kept', async () => {
  const { start, choose, context } = await resetWorld();
  const { url } = await start();
  await choose(url, 'a long walk');
  const everything = JSON.stringify(await context.store.list('', { limit: 10_000 }));
  expect(everything).not.toContain('a long walk');
  expect(everything).not.toContain(new URL(url).searchParams.get('link')?.split('.')[1]);
});

test('a new password is a newer one, and lifts no lock', async () => {
  const { start, choose, operations, id, clock, lock, signIn } = await resetWorld();
  await lock('alex');
  clock.advance(minute);
  await choose((await start()).url, 'a long walk');
  expect(await signIn('alex', 'a long walk')).toBe(423);
  const { password, lock: held } = await operations['account.read']({ id }, fakeCall());
  expect(held).not.toBeNull();
  expect(password.changedAt).toBe('2026-01-15T09:01:00.000Z');
});

test('PR-6 the page to change a password asks for the current one, and counts a wrong one', async () => {
  const { operations, request, account, signIn } = await sandboxWorld({ lockAfter: 2 });
  const { id } = await account('alex');
  const { by } = await operations['password.start-change']({ id }, fakeCall());
  expect(by).toEqual({
    kind: 'link',
    url: 'http://127.0.0.1:3000/connectors/sandbox/change-password?login=alex',
    until: null,
  });
  expect((await request({ path: 'change-password', query: 'login=alex' })).body).toContain('value="alex"');
  const change = async (password: string, newPassword: string) =>
    (await request({ path: 'change-password', body: { login: 'alex', password, newPassword } })).status;
  expect(await change('correct-horse-alex', 'correct-horse-alex')).toBe(400);
  expect(await change('correct-horse-alex', 'short')).toBe(400);
  expect(await change('correct-horse-alex', 'a long walk')).toBe(200);
  expect(await signIn('alex', 'a long walk')).toBe(200);
  expect(await change('wrong', 'another walk')).toBe(401);
  expect(await change('wrong', 'another walk')).toBe(401);
  expect(await change('a long walk', 'another walk')).toBe(423);
});

test('the sign-in page shows no password that somebody chose', async () => {
  const { request } = await sandboxWorld();
  const body = { login: 'alex', password: 'correct-horse-alex', newPassword: 'a long walk' };
  await request({ path: 'change-password', body });
  const page = (await request({ path: 'sign-in' })).body;
  expect(page).toContain('alex · a password of their own');
  expect(page).toContain('sam · correct-horse-sam');
});

test('somebody who must choose a new password, or whose password has expired, gets in with a new one only', async () => {
  const person = { displayName: 'Max', email: 'max@acme.test', password: 'max-max-max' };
  const { request, signIn, operations, account } = await sandboxWorld({
    people: [
      { ...person, login: 'max', mustChange: true },
      { ...person, login: 'lena', passwordAgeDays: 92 },
    ],
  });
  for (const login of ['max', 'lena']) {
    expect(await signIn(login, 'max-max-max')).toBe(403);
    const body = { login, password: 'max-max-max', newPassword: 'a long walk' };
    expect((await request({ path: 'change-password', body })).status).toBe(200);
    expect(await signIn(login, 'a long walk')).toBe(200);
    const { password } = await operations['account.read'](await account(login), fakeCall());
    expect(password).toEqual({
      changedAt: '2026-01-15T09:00:00.000Z',
      expiresAt: '2026-04-15T09:00:00.000Z',
      mustChange: false,
    });
  }
});

test('UA-8 nobody chooses a password for an account that somebody switched off, not even with an older link', async () => {
  const { start, choose, context, id, operations, client } = await resetWorld();
  const { url } = await start();
  await context.store.put(`person/${id}`, { ...(await client.personById(id)), standing: 'disabled' });
  expect(await choose(url, 'a long walk')).toBe(403);
  const reset = operations['password.start-reset']({ id }, fakeCall());
  await expect(reset).rejects.toBeInstanceOf(ConflictError);
  const change = operations['password.start-change']({ id }, fakeCall());
  await expect(change).rejects.toBeInstanceOf(OperationUnsupportedError);
});
