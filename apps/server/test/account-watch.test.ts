import type { Chat } from '../../../tooling/testing/index.ts';
import { doctorReport } from '../src/http/doctor-report.ts';
import { unwatchedSystems } from '../src/people/unwatched-systems.ts';
import type { ConnectorRegistry } from '../src/registry/connector-registry.ts';
import { directoriesConfiguration } from './support/directories.ts';
import { movableClock } from './support/movable-clock.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const people = ['taken', 'survivor', 'quiet', 'forgetful'].map((login) => ({ login, factors: ['Pixel 9'] }));

let world: World;
beforeAll(async () => {
  world = await openWorld({
    people: [],
    hasMovableClock: true,
    configuration: directoriesConfiguration({ people, chats: ['web', 'phone'] }),
  });
}, 60_000);
afterAll(async () => {
  expect((await world.verifyAudit()).findings).toEqual([]);
  await world.close();
});

// The sandbox has the clock of this machine: each story begins at its time, and goes ahead of it.
beforeEach(async () => {
  const clock = await movableClock(world.database);
  await clock.moveTo(new Date().toISOString());
});

const hidden = 'through a service that hides where somebody is';
const weaker = 'easier to take over';

/** Somebody at two chats whose only second factor was removed in the first one. */
async function reset(login: string) {
  const phone = await world.chat(login, 'phone');
  const web = await world.chat(login);
  await web.ask('I lost my phone', ({ text }) => text.startsWith('Shall I reset MFA for'));
  await web.choose('Yes, reset MFA');
  await web.shown('Reset complete!');
  await phone.shown('MFA was reset just now');
  await looks(login, 1);
  return { web, phone };
}

/** Waits until the log of a person was read so often. */
async function looks(login: string, count: number): Promise<void> {
  const person = await world.personId(login);
  await until(async () => {
    const [row] = await world.database.rows<{ count: string }>(
      "select count(*) from effect where person_id = $1 and body ->> 'operation' = 'activity.read' and status = 'done'",
      [person],
    );
    return Number(row?.count) >= count;
  }, `look number ${count} at ${login}`);
}

async function timePasses(minutes: number): Promise<void> {
  const clock = await movableClock(world.database);
  await clock.moveTo(new Date((await clock.now()).getTime() + minutes * 60_000).toISOString());
  await world.product.road.sweep();
}

const watchTickets = async (login: string) =>
  (await world.tickets(login)).filter(({ key }) => key.startsWith('watch:'));

const count = (chat: Chat, part: string) => chat.messages.filter(({ text }) => text.includes(part)).length;

test('MFA-8 what speaks against the owner is told on all their channels and to security, each kind once, and “This wasn’t me” ends it', async () => {
  const { web, phone } = await reset('taken');
  const session = await world.directoryPage.session('taken', 'password-of-taken', 'hidden');
  await timePasses(16);
  await web.shown(hidden);
  await phone.shown(hidden);
  await until(async () => (await watchTickets('taken')).some(({ status }) => status === 'handed-off'));
  // The same again, and something else.
  await world.directoryPage.session('taken', 'password-of-taken', 'hidden');
  expect(await world.directoryPage.enrol(session, '… 0199', 'sms')).toBe(200);
  await timePasses(16);
  await web.shown(weaker);
  await phone.shown(weaker);
  await looks('taken', 3);
  for (const chat of [web, phone]) expect([count(chat, hidden), count(chat, weaker)]).toEqual([1, 1]);
  expect(await watchTickets('taken')).toHaveLength(1);
  await phone.choose('This wasn’t me');
  await phone.shown('All sessions of taken (Sandbox Directory) are ended');
  expect(await world.directoryPage.enrol(session, 'Thief')).toBe(401);
  await phone.shown('I ask for one proof more');
  // Security has one ticket of it, whoever said what.
  expect(await world.tickets('taken')).toHaveLength(2);
}, 60_000);

test('MFA-8 a server that is started again goes on watching, and tells nothing twice', async () => {
  await reset('survivor');
  await world.restart();
  expect(await world.directoryPage.signIn('survivor', 'password-of-survivor')).toBe(200);
  await timePasses(16);
  await looks('survivor', 2);
  expect(await world.directoryPage.signIn('survivor', 'password-of-survivor', 'abroad')).toBe(200);
  await timePasses(16);
  const web = await world.chat('survivor');
  await web.shown('was used from Elsewhere');
  await world.restart();
  await timePasses(16);
  await looks('survivor', 4);
  const again = await world.chat('survivor');
  await again.shown('was used from Elsewhere');
  expect(count(again, 'was used from Elsewhere')).toBe(1);
  await until(async () => (await watchTickets('survivor')).length === 1);
}, 60_000);

test('MFA-8 a day later the watch is over by itself, and of somebody who only came back nobody heard anything', async () => {
  const { web } = await reset('quiet');
  const told = web.messages.length;
  expect(await world.directoryPage.signIn('quiet', 'password-of-quiet')).toBe(200);
  await timePasses(24 * 60 + 1);
  const person = await world.personId('quiet');
  await until(async () => {
    const rows = await world.database.rows(
      "select 1 from help_case where person_id = $1 and policy = 'account-watch' and outcome = 'watched'",
      [person],
    );
    return rows.length === 1;
  });
  expect(await world.directoryPage.signIn('quiet', 'password-of-quiet', 'hidden')).toBe(200);
  await timePasses(60);
  expect(await watchTickets('quiet')).toEqual([]);
  expect(
    web.messages
      .slice(told)
      .map(({ text }) => text)
      .join(),
  ).not.toContain(hidden);
}, 60_000);

test('MFA-8 an account is watched, too, for which a password reset was begun', async () => {
  const web = await world.chat('forgetful');
  await web.say('I forgot my password');
  const { links } = await web.shown('Choose a new password for forgetful (Sandbox Directory)');
  await looks('forgetful', 1);
  expect(await world.directoryPage.choosePassword(links[0]?.url ?? '', 'a new password')).toBe(200);
  expect(await world.directoryPage.signIn('forgetful', 'a new password', 'hidden')).toBe(200);
  await timePasses(16);
  await web.shown(hidden);
  await until(async () => (await watchTickets('forgetful')).length === 1);
}, 60_000);

test('doctor says which systems nobody watches', async () => {
  const { connectors } = await doctorReport(world.product);
  expect(connectors.map(({ name }) => name)).not.toContain('(watch)');
  const [directory] = world.product.registry.ofKind('identity');
  if (directory === undefined) throw new Error('There is a directory.');
  const { 'activity.read': _, ...operations } = directory.operations;
  const registry = { ofKind: () => [{ ...directory, operations }] } as unknown as Pick<ConnectorRegistry, 'ofKind'>;
  const asked = (enabled: boolean) =>
    unwatchedSystems({ registry, settings: { accountWatch: { enabled, for: 1, every: 1 } } });
  expect(asked(true)).toMatchObject({
    severity: 'warning',
    summary: expect.stringContaining('After a reset in Sandbox Directory nobody watches'),
  });
  expect(asked(false)).toMatchObject({ severity: 'warning', summary: expect.stringContaining('switched off') });
});
