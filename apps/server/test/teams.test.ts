import type { ServerFault } from '@access-account/testkit';
import {
  badRequests,
  installedActivity,
  messageActivity,
  pressedActivity,
  type TeamsPerson,
} from '../../../packages/channel-teams/src/fake/index.ts';
import { storyConfiguration, type TeamsStories, teamsStories } from './support/story-channels.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

/** What only Teams has, and what somebody who means harm would try there: the whole product against the stand-in. */
const people = [
  'clicks',
  'owner',
  'thief',
  'replayed',
  'ceo',
  'mallory',
  'newcomer',
  'installed',
  'forms',
  'late',
  'slow',
  'lost',
  'limited',
  'gone',
  'noise',
]; // prettier-ignore
const storm = Array.from({ length: 8 }, (_, index) => `storm-${index}`);
let stories: TeamsStories;
let world: World;

beforeAll(async () => {
  stories = await teamsStories();
  world = await openWorld({
    people: [],
    configuration: storyConfiguration({
      channel: stories,
      people: Object.fromEntries([...people, ...storm].map((login) => [login, {}])),
    })
      .replace('channels: [chat]', 'channels: [chat, web]')
      .replace('  desk:', '  web: { package: "@access-account/channel-web" }\n  desk:'),
  });
  await stories.open(world);
}, 60_000);
afterAll(async () => {
  // First: what it lets hang must not be waited for.
  await stories.close();
  await world.close();
});

const signIn = (login: string) => world.directoryPage.signIn(login, `password-of-${login}`);

/** Somebody who was locked out, and has the notice before them. */
async function lockedOut(login: string): Promise<TeamsPerson> {
  const person = stories.atTeams(login);
  await world.directoryPage.lock(login);
  await person.shown('Shall I unlock it?');
  return person;
}

/** Sends bytes as they are. */
async function send(signed: { readonly headers: Readonly<Record<string, string>>; readonly body: string }) {
  const response = await fetch(`${world.url}/connectors/chat/messages`, { method: 'POST', ...signed });
  return { status: response.status, text: await response.text() };
}

const saidBy = (person: TeamsPerson, text = 'unlock my account') =>
  messageActivity({ ...stories.teams.happened(person.user), text });

async function count(table: 'processed_event' | 'help_case' | 'channel_identity' | 'connector_store'): Promise<number> {
  // A card that another server's click may wait for is taken back in its own time.
  const lasting = table === 'connector_store' ? `where not starts_with(key, 'card/')` : '';
  const [row] = await world.database.rows<{ count: number }>(`select count(*)::int as count from ${table} ${lasting}`);
  return row?.count ?? 0;
}

/** Messages that are on their way. */
async function underWay(): Promise<number> {
  const [row] = await world.database.rows<{ count: number }>(
    `select count(*)::int as count from effect where status = 'intent' and body ->> 'type' in ('say', 'settle')`,
  );
  return row?.count ?? 0;
}

async function unlocks(login: string): Promise<number> {
  return (await world.audited(login)).filter(({ name }) => name === 'account-unlocked').length;
}

test('LN-4 somebody who has never written is told: the app is installed for them', async () => {
  const person = stories.atTeams('newcomer');
  expect(person.user.hasApp).toBe(false);
  await world.directoryPage.lock('newcomer');
  await person.shown('Shall I unlock it?');
  expect(person.user.hasApp).toBe(true);
});

test('GEN-7 a click is answered by the card that it led to, and by nothing that Teams would take for an error', async () => {
  const person = await lockedOut('late');
  const { status, answer } = await person.press('Yes');
  expect(status).toBe(200);
  expect(answer).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
  // The question itself with the answer in it, and not only the button’s name.
  expect(JSON.stringify(answer)).toContain('Shall I unlock it?');
  expect(JSON.stringify(answer)).toContain('Yes');
  expect(JSON.stringify(answer)).not.toContain('Action.Execute');
  await person.shown('late (Corp) is unlocked');
  expect(person.unreachable).toBe(0);
});

test('UA-4 GEN-7 a form whose question is over says so beside its card, and does nothing', async () => {
  const person = await lockedOut('forms');
  await person.say('unlock my account');
  await person.shown('Shall I unlock forms (Corp)?');
  await person.press('Edit Request');
  const { fields } = await person.shown((message) => message.fields.length > 0);
  const [field] = fields;
  const click = person.pressing('Continue', { [field?.name ?? '']: field?.options[0]?.value ?? '' });
  await person.say('cancel');
  await until(() => person.messages.every((message) => message.fields.length === 0), 'the end of the form');
  const { answer } = await stories.teams.deliver(click);
  expect(answer).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.activity.message' });
  expect(await signIn('forms')).toBe(423);
});

test('GEN-7 EC-18 the same click delivered a hundred times is one effect', async () => {
  const person = await lockedOut('clicks');
  const click = stories.teams.signed(person.pressing('Yes'));
  const answers = await Promise.all(Array.from({ length: 100 }, () => send(click)));
  expect([...new Set(answers.map(({ status }) => status))]).toEqual([200]);
  expect(answers.every(({ text }) => text !== '' && JSON.parse(text).value !== '')).toBe(true);
  await person.shown('clicks (Corp) is unlocked');
  await until(async () => (await world.tickets('clicks')).length > 0, 'the ticket');
  expect(await unlocks('clicks')).toBe(1);
  expect(await world.tickets('clicks')).toHaveLength(1);
  expect(person.messages.filter(({ text }) => text.includes('is unlocked'))).toHaveLength(1);
});

test('GEN-7 a forwarded button unlocks nobody, is audited, and still works for whom it was made', async () => {
  const owner = await lockedOut('owner');
  const thief = stories.atTeams('thief');
  await thief.say('hello');
  await until(() => thief.messages.length > 0, 'an answer');
  const { token } = (await owner.shown('Shall I unlock it?')).buttons[0] ?? { token: '' };
  const { status, answer } = await stories.teams.deliver(
    pressedActivity({ ...stories.teams.happened(thief.user), token }),
  );
  expect(status).toBe(200);
  expect(answer).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
  expect(JSON.stringify(answer)).not.toContain('owner');
  expect(await signIn('owner')).toBe(423);
  expect((await world.audited('thief')).map(({ name }) => name)).toContain('choice-refused');
  await owner.press('Yes');
  await owner.shown('owner (Corp) is unlocked');
});

test('a request that is replayed is answered like the first, and does nothing more', async () => {
  const person = await lockedOut('replayed');
  const said = stories.teams.signed(saidBy(person));
  const answers = [await send(said), await send(said), await send(said)];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  await person.shown('Shall I unlock replayed (Corp)?');
  await person.press('Yes');
  await person.shown('replayed (Corp) is unlocked');
  expect(person.messages.filter(({ text }) => text.startsWith('Shall I unlock replayed (Corp)?'))).toHaveLength(1);
});

test('guests, strangers and those who are gone are told nothing, and become nobody', async () => {
  const { teams } = stories;
  const before = await count('channel_identity');
  const outsiders = (['guest', 'external', 'anonymous', 'disabled'] as const).map((kind) =>
    // With the address of somebody who is in the directory.
    teams.person({ login: `${kind}@elsewhere.test`, email: 'noise@acme.test', kind }),
  );
  for (const outsider of outsiders) expect((await outsider.say('unlock my account')).status).toBe(200);
  // A member who is a stranger to the directory is answered, by the same way and later, and once.
  const member = teams.person({ login: 'somebody@elsewhere.test' });
  for (const text of ['hello', 'unlock my account', 'please']) expect((await member.say(text)).status).toBe(200);
  await until(() => member.messages.length > 0, 'a sentence');
  expect(member.messages).toHaveLength(1);
  expect(outsiders.flatMap(({ messages }) => messages)).toEqual([]);
  expect(await count('channel_identity')).toBe(before);
});

test('whoever gets somebody else’s address stays who they were, and a new user with it is nobody', async () => {
  const { teams } = stories;
  const ceo = stories.atTeams('ceo');
  await ceo.say('hello');
  const mallory = stories.atTeams('mallory');
  await mallory.say('hello');
  await until(() => mallory.messages.length > 0 && ceo.messages.length > 0, 'both known');
  mallory.user.email = 'ceo@acme.test';
  await world.directoryPage.lock('ceo');
  await ceo.shown('Shall I unlock it?');
  await mallory.say('unlock my account');
  await mallory.shown('mallory (Corp)');
  expect(mallory.messages.map(({ text }) => text).join()).not.toContain('ceo');
  const second = teams.person({ login: 'ceo2@acme.test', email: 'CEO@acme.test' });
  const links = await count('channel_identity');
  await second.say('unlock my account');
  await until(() => second.messages.length > 0, 'a sentence');
  expect(second.messages.map(({ text }) => text).join()).not.toContain('ceo (Corp)');
  expect(await count('channel_identity')).toBe(links);
  expect(await signIn('ceo')).toBe(423);
});

test('an installation, a reaction, a picture: acknowledged, and nothing is said', async () => {
  const { teams } = stories;
  const person = stories.atTeams('installed');
  const before = await count('processed_event');
  const happened = teams.happened(person.user);
  const quiet = [
    installedActivity(happened),
    { ...saidBy(person), type: 'messageReaction', reactionsAdded: [{ type: 'like' }] },
    { ...saidBy(person), type: 'typing' },
    { ...saidBy(person), text: undefined, attachments: [{ contentType: 'image/png' }] },
  ];
  for (const activity of quiet) expect((await teams.deliver(activity)).status).toBe(200);
  expect(await count('processed_event')).toBe(before);
  expect(person.messages).toEqual([]);
});

describe('GEN-6 Teams in trouble', () => {
  afterEach(() => stories.teams.faults.clear());
  const posts = /^POST .*\/activities$/;

  test('an answer that is lost: the person is told, nowhere else as well, and pressing twice is one effect', async () => {
    const person = stories.atTeams('lost');
    const web = await world.chat('lost', 'web');
    stories.teams.faults.plan(posts, { kind: 'lost' });
    await world.directoryPage.lock('lost');
    await person.shown('Shall I unlock it?');
    await person.press('Yes');
    await person.shown('lost (Corp) is unlocked');
    expect(await unlocks('lost')).toBe(1);
    expect(web.messages).toEqual([]);
    // Teams keeps no key of ours: that it may be there twice is said in the connector’s README.
    expect(person.messages.filter(({ text }) => text.includes('Shall I unlock it?')).length).toBeLessThanOrEqual(2);
  });

  test('too many calls: it waits as long as Teams wants, the order stays, and each is there once', async () => {
    const person = await lockedOut('limited');
    stories.teams.faults.plan(posts, { kind: 'too-many', seconds: 1 });
    await person.press('Yes');
    const done = await person.shown('limited (Corp) is unlocked');
    expect(person.messages.at(-1)).toEqual(done);
    expect(person.messages.filter(({ text }) => text.includes('is unlocked'))).toHaveLength(1);
  });

  test('the app was removed: whoever is not reached there is told on the next channel, once', async () => {
    const person = stories.atTeams('gone');
    await person.say('hello');
    await until(() => person.messages.length > 0, 'an answer');
    const before = person.messages.length;
    const web = await world.chat('gone', 'web');
    person.user.hasApp = false;
    await world.directoryPage.lock('gone');
    await web.shown('Shall I unlock it?');
    await web.choose('Yes');
    await web.shown('gone (Corp) is unlocked');
    expect(person.messages).toHaveLength(before);
  });

  test('a storm in bad weather: everybody is told, unlocked and told again, each once and in that order', async () => {
    // What may have arrived is not among it: that it is there once is more than Teams lets anybody promise.
    const kinds: readonly ServerFault[] = [
      { kind: 'too-many', seconds: 1 },
      { kind: 'unavailable' },
      { kind: 'reset' },
      { kind: 'too-many', seconds: null },
    ];
    for (const fault of [...kinds, ...kinds, ...kinds]) {
      stories.teams.faults.plan(/^(POST|PUT) .*\/activities/, fault);
    }
    // Whoever Teams does not reach is told in the web chat, and nobody in both.
    const crowd = await Promise.all(
      storm.map(async (login) => ({ login, teams: stories.atTeams(login), web: await world.chat(login, 'web') })),
    );
    const told = ({ teams, web }: (typeof crowd)[number], words: string) =>
      [teams.messages, web.messages].map((messages) => messages.filter(({ text }) => text.includes(words)).length);
    await Promise.all(storm.map((login) => world.directoryPage.lock(login)));
    await Promise.all(
      crowd.map(async (person) => {
        const { login, teams, web } = person;
        const isTold = (words: string) => told(person, words).some((times) => times > 0);
        await until(() => isTold('Shall I unlock it?'), `a notice for ${login}`, 60_000);
        if (web.messages.length > 0) expect((await web.choose('Yes')).status).toBe(202);
        else {
          const click = teams.pressing('Yes');
          const answers = await Promise.all([1, 2, 3].map(() => stories.teams.deliver(click)));
          expect(answers.every(({ status }) => status === 200)).toBe(true);
        }
        await until(() => isTold('is unlocked'), `success for ${login}`, 60_000);
      }),
    );
    for (const person of crowd) {
      const { login, teams, web } = person;
      await until(() => teams.messages.every(({ buttons }) => buttons.length === 0), 'cards without buttons', 60_000);
      const [notices, successes] = [told(person, 'Shall I unlock it?'), told(person, 'is unlocked')];
      expect({ login, notices: notices.toSorted(), successes }).toEqual({ login, notices: [0, 1], successes: notices });
      // Each once, and on one of the two: there the question comes before what was done.
      const order = [teams.messages, web.messages].flatMap((messages) =>
        messages.flatMap(({ text }) => ['Shall I unlock it?', 'is unlocked'].filter((words) => text.includes(words))),
      );
      expect({ login, order }).toEqual({ login, order: ['Shall I unlock it?', 'is unlocked'] });
      expect(await unlocks(login)).toBe(1);
    }
  }, 150_000);

  test('Teams that hangs delays no acknowledgement', async () => {
    const person = stories.atTeams('slow');
    await person.say('hello');
    await until(() => person.messages.length > 0, 'an answer');
    stories.teams.faults.plan(/\/activities/, { kind: 'hang' }, 5);
    const begun = performance.now();
    expect((await person.say('what can you do?')).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(3000);
  });
});

test('everything that is forged, foreign or broken is refused, changes nothing and breaks nothing', async () => {
  const person = stories.atTeams('noise');
  const counts = async () => [
    await count('processed_event'),
    await count('help_case'),
    await count('channel_identity'),
    await count('connector_store'),
  ];
  await person.say('hello');
  await until(() => person.messages.length > 0, 'an answer');
  // What the channel keeps of a message it keeps right after Teams has shown it.
  await until(async () => (await underWay()) === 0, 'the end of everything that is said');
  const before = await counts();
  const bad = badRequests(stories.teams, person.user);
  expect(bad.length).toBeGreaterThan(100);
  for (const { name, request } of bad) {
    const { host, ...headers } = Object.fromEntries(request.headers);
    const response = await fetch(`${world.url}/connectors/chat/${request.path}`, {
      method: request.method,
      headers,
      ...(request.body.length === 0 ? {} : { body: new Uint8Array(request.body) }),
    });
    expect({ name, isRefused: response.status >= 400 && response.status < 500 }).toEqual({ name, isRefused: true });
    await response.body?.cancel();
  }
  expect(await counts()).toEqual(before);
  expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
});
