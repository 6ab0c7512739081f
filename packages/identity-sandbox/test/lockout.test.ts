import { ConflictError, NotFoundError } from '@access-account/contract';
import { fakeCall } from '@access-account/testkit';
import { sandboxWorld } from './sandbox-world.ts';

const right = 'correct-horse-alex';

test('five wrong tries in a row lock the account, and then no password is tried', async () => {
  const { signIn, operations, account } = await sandboxWorld();
  for (let count = 0; count < 5; count += 1) expect(await signIn('alex', 'wrong')).toBe(401);
  expect(await signIn('alex', right)).toBe(423);
  expect(await signIn('alex', 'wrong')).toBe(423);
  const { lock } = await operations['account.read'](await account('alex'), fakeCall());
  expect(lock).toEqual({
    episode: '2026-01-15T09:00:00.000Z#1',
    cause: 'failed-logins',
    since: '2026-01-15T09:00:00.000Z',
    until: '2026-01-15T09:30:00.000Z',
  });
});

test('the right password makes the count start afresh', async () => {
  const { signIn } = await sandboxWorld();
  for (let count = 0; count < 4; count += 1) await signIn('alex', 'wrong');
  expect(await signIn('alex', right)).toBe(200);
  for (let count = 0; count < 4; count += 1) expect(await signIn('alex', 'wrong')).toBe(401);
  expect(await signIn('alex', right)).toBe(200);
});

test('wrong tries at the same moment are all counted, and lock once', async () => {
  const { signIn, client, account } = await sandboxWorld({ lockAfter: 12 });
  const statuses = await Promise.all(Array.from({ length: 15 }, () => signIn('alex', 'wrong')));
  expect(statuses.filter((status) => status === 401)).toHaveLength(12);
  expect(statuses.filter((status) => status === 423)).toHaveLength(3);
  const { id } = await account('alex');
  expect(await client.signInRecord(id)).toMatchObject({ wrongTries: 12, locks: 1 });
});

test('EC-11 a lock whose time is over is not a lock, and counting starts afresh', async () => {
  const { signIn, operations, account, clock, lock } = await sandboxWorld({ lockFor: 60_000 });
  await lock('alex');
  clock.advance(59_999);
  expect(await signIn('alex', right)).toBe(423);
  clock.advance(1);
  expect(await operations['account.read'](await account('alex'), fakeCall())).toMatchObject({ lock: null });
  expect(await signIn('alex', 'wrong')).toBe(401);
  expect(await signIn('alex', right)).toBe(200);
});

test('LN-9 unlocking keeps the password, and a second unlock says that nothing changed', async () => {
  const { signIn, operations, account, lock } = await sandboxWorld();
  await lock('alex');
  const { id } = await account('alex');
  expect(await operations['account.unlock']({ id }, fakeCall())).toEqual({
    changed: true,
    verified: true,
    system: 'Sandbox Directory',
    account: { id },
  });
  expect(await operations['account.unlock']({ id }, fakeCall())).toMatchObject({ changed: false, verified: true });
  expect(await signIn('alex', right)).toBe(200);
});

test('every unlock is in the directory’s log, also one that found the account open', async () => {
  const { client, operations, account, lock } = await sandboxWorld();
  await lock('alex');
  const { id } = await account('alex');
  expect(await client.signInRecord(id)).toMatchObject({ unlocks: 0 });
  await operations['account.unlock']({ id }, fakeCall());
  await operations['account.unlock']({ id }, fakeCall());
  expect(await client.signInRecord(id)).toMatchObject({ unlocks: 2, lock: null });
});

test('twenty unlocks at the same moment change one thing once', async () => {
  const { operations, account, lock } = await sandboxWorld();
  await lock('alex');
  const { id } = await account('alex');
  const changes = await Promise.all(Array.from({ length: 20 }, () => operations['account.unlock']({ id }, fakeCall())));
  expect(changes.filter(({ changed }) => changed)).toHaveLength(1);
  expect(changes.every(({ verified }) => verified)).toBe(true);
});

test('UA-8 a disabled or suspended account is never opened', async () => {
  const person = { displayName: 'Robin Doe', password: 'robin-robin' };
  const { operations, account, signIn, lock } = await sandboxWorld({
    people: [
      { ...person, login: 'disabled', email: 'disabled@acme.test', standing: 'disabled' },
      { ...person, login: 'suspended', email: 'suspended@acme.test', standing: 'suspended' },
    ],
  });
  for (const login of ['disabled', 'suspended']) {
    expect(await signIn(login, 'robin-robin')).toBe(403);
    await lock(login);
    const { id } = await account(login);
    await expect(operations['account.unlock']({ id }, fakeCall())).rejects.toBeInstanceOf(ConflictError);
    const status = await operations['account.read']({ id }, fakeCall());
    expect(status.lock).not.toBeNull();
    expect(status.capabilities['account.unlock']).toMatchObject({ able: false });
  }
});

test('LN-1 a poll tells every lock once, and the next lock of the same account again', async () => {
  const { operations, lock, account, clock } = await sandboxWorld();
  const poll = (cursor: Awaited<ReturnType<(typeof operations)['lockout.poll']>>['cursor']) =>
    operations['lockout.poll']({ cursor }, fakeCall());
  await lock('alex');
  const first = await poll(null);
  expect(first.lockouts.map(({ account: { login } }) => login)).toEqual(['alex']);
  await lock('sam');
  const second = await poll(first.cursor);
  expect(second.lockouts.map(({ account: { login } }) => login)).toEqual(['sam']);
  expect((await poll(second.cursor)).lockouts).toEqual([]);
  await operations['account.unlock'](await account('alex'), fakeCall());
  await lock('alex');
  const third = await poll(second.cursor);
  expect(third.lockouts.map(({ lock: { episode } }) => episode)).toEqual(['2026-01-15T09:00:00.000Z#2']);
  clock.advance(1_800_000);
  expect((await poll(null)).lockouts).toEqual([]);
});

test.each([[null], ['elsewhere'], [7], [{ reported: null }], [{ reported: 'x' }], [[1]]])(
  'a cursor that is not ours (%j) means a full look',
  async (cursor) => {
    const { operations, lock } = await sandboxWorld({ lockAfter: 1 });
    await lock('kim');
    expect((await operations['lockout.poll']({ cursor }, fakeCall())).lockouts).toHaveLength(1);
  },
);

test('a poll hands out a storm page by page and forgets nobody', async () => {
  const { operations, client, context } = await sandboxWorld();
  const [alex] = await client.people({ limit: 1 });
  for (let index = 0; index < 450; index += 1) {
    const id = `storm-${String(index).padStart(4, '0')}`;
    await context.store.put(`person/${id}`, { ...alex, id, login: id });
    await context.store.put(`sign-in/${id}`, {
      wrongTries: 5,
      locks: 1,
      lock: { episode: 'e', since: '2026-01-15T09:00:00.000Z', until: '2026-01-15T09:30:00.000Z' },
    });
  }
  const seen: string[] = [];
  let page = await operations['lockout.poll']({ cursor: null }, fakeCall());
  for (;;) {
    seen.push(...page.lockouts.map(({ account }) => account.login));
    if (!page.more) break;
    page = await operations['lockout.poll']({ cursor: page.cursor }, fakeCall());
  }
  expect(seen).toHaveLength(450);
  expect(new Set(seen).size).toBe(450);
});

test('an account that is not there is not found', async () => {
  const { operations } = await sandboxWorld();
  await expect(operations['account.read']({ id: 'nobody' }, fakeCall())).rejects.toBeInstanceOf(NotFoundError);
  await expect(operations['account.unlock']({ id: '\0' }, fakeCall())).rejects.toBeInstanceOf(NotFoundError);
});
