import type { AccountPage, JsonValue } from '@access-account/contract';
import { fakeCall } from '@access-account/testkit';
import { ChangeJournal } from '../src/change-journal.ts';
import { sandboxWorld } from './sandbox-world.ts';

const person = { displayName: 'Pat', email: 'pat@acme.test', password: 'pat-pat-pat' };
const people = [
  { ...person, login: 'anna', passwordAgeDays: 76, locale: 'de-DE', timeZone: 'Europe/Berlin', manager: 'robin' },
  { ...person, login: 'casey', endsInDays: 10 },
  { ...person, login: 'robin' },
];

async function daysWorld() {
  const world = await sandboxWorld({ people, tellsSignIns: true });
  const move = async (body: object | string, headers?: Record<string, string>) =>
    world.request({ path: 'days', body, ...(headers === undefined ? {} : { headers }) });
  const read = async (login: string) => world.operations['account.read'](await world.account(login), fakeCall());
  const list = (cursor: JsonValue) => world.operations['account.list']({ cursor }, fakeCall());
  return { ...world, move, read, list };
}

test('PE-11 an account says when its password and it itself end, who its manager is and when it last signed in', async () => {
  const { read, account, signIn, clock, list } = await daysWorld();
  const robin = await account('robin');
  expect(await read('anna')).toMatchObject({
    password: { changedAt: '2025-10-31T09:00:00.000Z', expiresAt: '2026-01-29T09:00:00.000Z', mustChange: false },
    lastSignInAt: null,
    endsAt: null,
    manager: { id: robin.id },
  });
  expect(await read('casey')).toMatchObject({ endsAt: '2026-01-25T09:00:00.000Z', manager: null });
  clock.advance(60_000);
  await signIn('anna', 'pat-pat-pat');
  expect((await read('anna')).lastSignInAt).toBe('2026-01-15T09:01:00.000Z');
  const listed = (await list(null)).accounts.find(({ login }) => login === 'anna');
  expect(listed).toMatchObject({ timeZone: 'Europe/Berlin', locale: 'de-DE', manager: { id: robin.id } });
});

test('a directory that tells of no sign-in says nothing of it, not even never', async () => {
  const { operations, account, signIn } = await sandboxWorld({ tellsSignIns: false });
  await signIn('alex', 'correct-horse-alex');
  const status = await operations['account.read'](await account('alex'), fakeCall());
  expect(status).not.toHaveProperty('lastSignInAt');
});

test('a day that passes brings every end nearer and leaves alone what has happened', async () => {
  const { move, read, clock } = await daysWorld();
  const before = await read('anna');
  const answer = await move({ hours: 24 });
  expect(JSON.parse(String(answer.body))).toEqual({ now: '2026-01-16T09:00:00.000Z', hoursAhead: 24 });
  const after = await read('anna');
  expect(after.password.expiresAt).toBe('2026-01-28T09:00:00.000Z');
  expect(after.password.changedAt).toBe(before.password.changedAt);
  expect((await read('casey')).endsAt).toBe('2026-01-24T09:00:00.000Z');
  expect(clock.now().toISOString()).toBe('2026-01-15T09:00:00.000Z');
});

test('a password that is chosen later lives its whole life from then on', async () => {
  const { move, read, request, clock } = await daysWorld();
  await move({ hours: 7 * 24 });
  clock.advance(60_000);
  await request({
    path: 'change-password',
    body: { login: 'anna', password: 'pat-pat-pat', newPassword: 'a long walk' },
  });
  expect((await read('anna')).password.expiresAt).toBe('2026-04-15T09:01:00.000Z');
  clock.advance(60_000);
  await move({ hours: 24 });
  expect((await read('anna')).password.expiresAt).toBe('2026-04-14T09:01:00.000Z');
});

test('PE-2 PE-14 with the days a password expires and a contractor’s account ends', async () => {
  const { move, read, signIn } = await daysWorld();
  expect(await signIn('casey', 'pat-pat-pat')).toBe(200);
  await move({ hours: 15 * 24 });
  expect((await read('casey')).standing).toBe('expired');
  expect(await signIn('casey', 'pat-pat-pat')).toBe(403);
  expect(await signIn('anna', 'pat-pat-pat')).toBe(403);
  expect(await signIn('robin', 'pat-pat-pat')).toBe(200);
});

test('back at today everything is as it was', async () => {
  const { move, read, request } = await daysWorld();
  const before = [await read('anna'), await read('casey')];
  for (const hours of [1, 24, 168]) await move({ hours });
  expect(JSON.parse(String((await request({ path: 'days' })).body))).toMatchObject({ hoursAhead: 193 });
  await move({ reset: true });
  expect([await read('anna'), await read('casey')]).toEqual(before);
});

test('another server sees a moved day too', async () => {
  const { move, context, read } = await daysWorld();
  await read('anna');
  await context.store.put('days', [{ at: '2026-01-15T09:00:00.000Z', hours: 48 }]);
  await new Promise<void>((resolve) => queueMicrotask(resolve));
  expect((await read('anna')).password.expiresAt).toBe('2026-01-27T09:00:00.000Z');
  expect((await move({ hours: 87_600 })).status).toBe(409);
});

test.each([
  ['{}', {}],
  ['{"hours":0}', {}],
  ['{"hours":-24}', {}],
  ['{"hours":0.5}', {}],
  ['{"hours":1e9}', {}],
  ['{"reset":false}', {}],
  ['{"hours":1,"reset":true}', {}],
  ['hours=24', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['{"hours":24}', { origin: 'https://evil.example' }],
  ['{"hours":24}', { 'sec-fetch-site': 'cross-site' }],
  ['{"hours":24}', { 'x-forwarded-for': '127.0.0.1' }],
  ['{"hours":24}', { host: 'evil.example' }],
])('%s with %j moves nothing', async (body, headers) => {
  const { move, request } = await daysWorld();
  const answer = await move(body, { 'content-type': 'application/json', ...headers });
  expect([400, 403]).toContain(answer.status);
  expect(JSON.parse(String((await request({ path: 'days' })).body))).toMatchObject({ hoursAhead: 0 });
});

test('the list tells everybody once, then whoever changed, and after a moved day everybody again', async () => {
  const { list, move, request } = await daysWorld();
  const names = ({ accounts }: AccountPage) => accounts.map(({ login }) => login).toSorted();
  const first = await list(null);
  expect(names(first)).toEqual(['anna', 'casey', 'robin']);
  expect(first).toMatchObject({ removed: [], more: false, isComplete: true });
  expect(await list(first.cursor)).toMatchObject({ accounts: [], removed: [], more: false, isComplete: false });
  const body = { login: 'robin', password: 'pat-pat-pat', newPassword: 'a long walk' };
  await request({ path: 'change-password', body });
  const second = await list(first.cursor);
  expect(names(second)).toEqual(['robin']);
  expect(names(await list(second.cursor))).toEqual([]);
  await move({ hours: 24 });
  expect(names(await list(second.cursor))).toEqual(['anna', 'casey', 'robin']);
});

test('a crowd is told page by page, with whoever changes meanwhile, and somebody who is gone is removed', async () => {
  const { list, client, context } = await daysWorld();
  const [someone] = await client.people({ limit: 1 });
  const ids = Array.from({ length: 1200 }, (_, index) => `crowd-${String(index).padStart(4, '0')}`);
  for (const id of ids) await context.store.put(`person/${id}`, { ...someone, id, login: id });
  const told = new Set<string>();
  let page = await list(null);
  let pages = 1;
  await client.setPassword('crowd-0000', 'a long walk');
  for (; page.more; pages += 1) {
    expect(page.isComplete).toBe(false);
    for (const { id } of page.accounts) told.add(id);
    page = await list(JSON.parse(JSON.stringify(page.cursor)));
  }
  for (const { id } of page.accounts) told.add(id);
  expect([pages, told.size, page.isComplete]).toEqual([3, 1203, true]);
  const changes = await list(page.cursor);
  expect(changes.accounts.map(({ id }) => id)).toEqual(['crowd-0000']);
  await client.journal.append('crowd-0001');
  await context.store.delete('person/crowd-0001');
  expect((await list(changes.cursor)).removed).toEqual([{ id: 'crowd-0001' }]);
});

test('changes that several servers write at once leave no gap and are all told', async () => {
  const { context, client } = await daysWorld();
  const from = await client.journal.last();
  const servers = [client.journal, new ChangeJournal(context.store), new ChangeJournal(context.store)];
  await Promise.all(
    servers.flatMap((journal, server) =>
      Array.from({ length: 20 }, (_, index) => journal.append(`${server}-${index}`)),
    ),
  );
  const entries = await client.journal.after(from, 1000);
  expect(entries.map(({ number }) => number - from)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  expect(new Set(entries.map(({ id }) => id)).size).toBe(60);
});

test('a manager who is none of the people is refused, and a record of an older version is read', async () => {
  await expect(sandboxWorld({ people: [{ ...person, login: 'a', manager: 'nobody' }] })).rejects.toThrow('nobody');
  const { context, client, account, read } = await daysWorld();
  const { id } = await account('robin');
  const { passwordHash } = (await client.personById(id)) ?? {};
  const former = {
    id,
    login: 'robin',
    displayName: 'Robin',
    email: 'pat@acme.test',
    locale: null,
    standing: 'enabled',
  };
  await context.store.put(`person/${id}`, {
    ...former,
    passwordHash: passwordHash ?? '',
    passwordChangedAt: '2026-01-01T00:00:00.000Z',
  });
  expect(await read('robin')).toMatchObject({ standing: 'enabled', endsAt: null, manager: null });
});
