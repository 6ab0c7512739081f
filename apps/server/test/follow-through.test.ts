import { sandboxDirectory } from '../../../tooling/testing/index.ts';
import { passMinutes } from './support/pass-minutes.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

/** Somebody who was locked out, said Yes and was told that the account is unlocked. */
async function unlocked(world: World, person: string) {
  const chat = await world.lockedOut(person);
  await chat.choose('Yes');
  await chat.shown('is unlocked');
  return chat;
}

const nudged = 'I have not seen a sign-in to';

/** How often the live state was read for a person. */
async function looks(world: World, person: string): Promise<number> {
  const [row] = await world.database.rows<{ count: string }>(
    "select count(*) from effect where person_id = $1 and body ->> 'operation' = 'account.read' and status = 'done'",
    [await world.personId(person)],
  );
  return Number(row?.count);
}

const statusOf = async (world: World, person: string) => (await world.tickets(person)).at(0)?.status;

/** Everything the desk holds of a person's first ticket. */
async function deskTicket(world: World, person: string): Promise<string> {
  const [row] = await world.database.rows<{ value: string }>(
    "select value::text as value from connector_store where connector = 'desk' and key = 'ticket/' || $1",
    [(await world.tickets(person))[0]?.number],
  );
  return row?.value ?? '';
}

describe('the sign of success in the directory', () => {
  const people = [
    'back',
    'silent',
    'content',
    'helpless',
    'affirms',
    'denies',
    'survivor',
    'overdue',
    'forgetful',
    'idle',
    'phoneless',
  ];
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ people });
  }, 60_000);
  afterAll(async () => {
    expect((await world.verifyAudit()).findings).toEqual([]);
    await world.close();
  });

  test('LN-10 the ticket stays open until the person was seen to sign in, and then is resolved in silence', async () => {
    const chat = await unlocked(world, 'back');
    await until(async () => (await statusOf(world, 'back')) === 'open');
    const told = chat.messages.length;
    await world.isBackIn('back');
    await until(async () => (await statusOf(world, 'back')) === 'resolved');
    expect(await deskTicket(world, 'back')).toContain('A sign-in or a new password was seen since.');
    expect(chat.messages).toHaveLength(told);
    const person = await world.personId('back');
    expect(await world.database.rows('select outcome from help_case where person_id = $1', [person])).toEqual([
      { outcome: 'unlocked' },
    ]);
  });

  test('none after ten minutes brings one nudge, none after thirty the desk, with the timeline', async () => {
    const chat = await unlocked(world, 'silent');
    const before = await looks(world, 'silent');
    await world.timePasses('silent', 9);
    await until(async () => (await looks(world, 'silent')) === before + 1);
    await world.timePasses('silent', 1);
    const nudge = await chat.shown(nudged);
    expect(nudge.text).toBe('I have not seen a sign-in to silent (Sandbox Directory) yet. Does it work now?');
    expect(nudge.choices.map(({ label }) => label)).toEqual(['It works', 'Service desk']);
    expect(await looks(world, 'silent')).toBe(before + 2);
    await world.timePasses('silent', 20);
    await chat.shown('I still see no sign-in to silent (Sandbox Directory). A person at the service desk takes over');
    await chat.shown(/Your ticket is AA-/);
    await until(async () => (await statusOf(world, 'silent')) === 'handed-off');
    expect(await world.tickets('silent')).toHaveLength(1);
    expect(await deskTicket(world, 'silent')).toMatch(
      /Unlocked silent in Sandbox Directory; read back as not locked\..*Asked whether it works\..*given to people/s,
    );
    expect(chat.messages.filter(({ text }) => text.includes(nudged))).toHaveLength(1);
  });

  test.each([
    ['content', 'It works', 'Good to hear.', 'resolved'],
    ['helpless', 'Service desk', /Your ticket is AA-/, 'handed-off'],
  ] as const)('whoever is asked can say so: %s → %s', async (person, answer, said, status) => {
    const chat = await unlocked(world, person);
    await world.timePasses(person, 10);
    await chat.shown(nudged);
    await chat.choose(answer);
    await chat.shown(said);
    await until(async () => (await statusOf(world, person)) === status);
  });

  test.each([
    ['affirms', 'yes', 'Good to hear.', 'resolved'],
    ['denies', 'no', /Your ticket is AA-/, 'handed-off'],
  ] as const)('LN-7 or type it: %s', async (person, word, said, status) => {
    const chat = await unlocked(world, person);
    await world.timePasses(person, 10);
    await chat.shown(nudged);
    await chat.say(word);
    await chat.shown(said);
    await until(async () => (await statusOf(world, person)) === status);
  });

  test('PR-4 a new password by the link is the sign; it is not asked about', async () => {
    const chat = await world.chat('forgetful');
    await chat.say('I forgot my password');
    const { links } = await chat.shown('Choose a new password for forgetful (Sandbox Directory)');
    expect(await world.directoryPage.choosePassword(links[0]?.url ?? '', 'a new password')).toBe(200);
    await world.timePasses('forgetful', 2);
    await until(async () => {
      const rows = await world.database.rows<{ outcome: string }>(
        'select outcome from help_case where person_id = $1 and closed_at is not null',
        [await world.personId('forgetful')],
      );
      return rows[0]?.outcome === 'password-started';
    });
    expect(chat.messages.map(({ text }) => text).join()).not.toContain(nudged);
  });

  test('a link that nobody uses brings the nudge and then the desk', async () => {
    const chat = await world.chat('idle');
    await chat.say('I forgot my password');
    await chat.shown('Choose a new password');
    await world.timePasses('idle', 10);
    await chat.shown(nudged);
    await world.timePasses('idle', 20);
    await chat.shown('I still see no sign-in');
    await until(async () => (await statusOf(world, 'idle')) === 'handed-off');
    expect(await deskTicket(world, 'idle')).toContain('Began a new password in Sandbox Directory');
  });

  test('a server that is started again in between goes on where it was', async () => {
    await unlocked(world, 'survivor');
    await world.restart();
    await world.timePasses('survivor', 10);
    const chat = await world.chat('survivor');
    await chat.shown(nudged);
    await world.restart();
    await world.isBackIn('survivor');
    await world.timePasses('survivor', 18);
    await until(async () => (await statusOf(world, 'survivor')) === 'resolved');
    const again = await world.chat('survivor');
    await again.shown(nudged);
    expect(again.messages.filter(({ text }) => text.includes(nudged))).toHaveLength(1);
    expect(again.messages.map(({ text }) => text).join()).not.toContain('I still see no sign-in');
  });

  test('a server that was away for an hour nudges once, and leaves the time to answer', async () => {
    await unlocked(world, 'overdue');
    const person = await world.personId('overdue');
    await world.restart(async (database) => {
      await until(() => passMinutes({ person, minutes: 60 }, database));
    });
    const chat = await world.chat('overdue');
    await chat.shown(nudged);
    await world.timePasses('overdue', 19);
    await chat.say('help');
    await chat.shown('I can unlock an account');
    expect(chat.messages.map(({ text }) => text).join()).not.toContain('I still see no sign-in');
    await world.timePasses('overdue', 1);
    await chat.shown('I still see no sign-in');
  });
});

describe('two directories, and times of one’s own', () => {
  const entry = (login: string) => ({
    login,
    displayName: `Test ${login}`,
    email: `${login}@acme.test`,
    password: `password-of-${login}`,
  });
  const sandbox = (displayName: string) => `
    package: "@access-account/identity-sandbox"
    poll: { every: 250ms }
    config: ${JSON.stringify({ displayName, lockAfter: 2, passwordHashCost: 10, people: [entry('elsewhere')] })}`;
  let world: World;
  beforeAll(async () => {
    world = await openWorld({
      people: [],
      configuration: `
dataDirectory: data
connectors:
  corp:${sandbox('Corp')}
  plant:${sandbox('Plant')}
  web: { package: "@access-account/channel-web" }
  desk: { package: "@access-account/ticketing-local" }
people: { mainIdentity: corp, channels: [web], tickets: desk }
policies: { followThrough: { nudgeAfter: 3m, handOffAfter: 5m } }
`,
    });
  }, 60_000);
  afterAll(() => world.close());

  test('a sign-in to another account does not count, and both times are the organisation’s', async () => {
    const chat = await world.chat('elsewhere');
    await sandboxDirectory({ url: world.url, connector: 'corp' }).lock('elsewhere');
    await chat.shown('Shall I unlock it?');
    await chat.choose('Yes');
    await chat.shown('is unlocked');
    const plant = sandboxDirectory({ url: world.url, connector: 'plant' });
    expect(await plant.signIn('elsewhere', 'password-of-elsewhere')).toBe(200);
    await world.timePasses('elsewhere', 3);
    await chat.shown('I have not seen a sign-in to elsewhere (Corp) yet.');
    await world.timePasses('elsewhere', 2);
    await chat.shown('I still see no sign-in to elsewhere (Corp).');
    await until(async () => (await statusOf(world, 'elsewhere')) === 'handed-off');
  });
});
