import { randomFaults } from '@access-account/testkit';
import {
  type FakeFault,
  messagePayload,
  pressedPayload,
  type SlackPerson,
  sign,
} from '../../../packages/channel-slack/src/fake/index.ts';
import { type SlackStories, slackStories, storyConfiguration } from './support/story-channels.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

/** What only Slack has, and what somebody who means harm would try there: the whole product against the stand-in. */
const people = [
  'modal',
  'unchosen',
  'late',
  'clicks',
  'owner',
  'thief',
  'replayed',
  'ceo',
  'mallory',
  'newcomer',
  'unmet',
  'twins',
  'slow',
  'lost',
  'limited',
  'chatty',
  'bystander',
  'gone',
  'threads',
  'words',
]; // prettier-ignore
const storm = Array.from({ length: 12 }, (_, index) => `storm-${index}`);
let stories: SlackStories;
let world: World;

beforeAll(async () => {
  stories = await slackStories('http');
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
async function lockedOut(login: string): Promise<SlackPerson> {
  const person = stories.atSlack(login);
  await world.directoryPage.lock(login);
  await person.shown('Shall I unlock it?');
  return person;
}

/** Sends bytes as they are. */
async function send(signed: { readonly headers: Readonly<Record<string, string>>; readonly body: string }) {
  const response = await fetch(`${world.url}/connectors/chat/events`, { method: 'POST', ...signed });
  return { status: response.status, text: await response.text() };
}

const now = () => String(Math.floor(Date.now() / 1000));
const signed = (payload: Parameters<typeof sign>[0]['payload']) =>
  sign({ payload, secret: stories.slack.signingSecret, timestamp: now() });

async function count(table: 'processed_event' | 'help_case' | 'channel_identity'): Promise<number> {
  const [row] = await world.database.rows<{ count: number }>(`select count(*)::int as count from ${table}`);
  return row?.count ?? 0;
}

async function unlocks(login: string): Promise<number> {
  return (await world.audited(login)).filter(({ name }) => name === 'account-unlocked').length;
}

test('UA-4 a click on Edit Request opens the form as a modal over the conversation, and the modal’s answer counts', async () => {
  const person = await lockedOut('modal');
  await person.say('unlock my account');
  await person.shown('Shall I unlock modal (Corp)?');
  await person.press('Edit Request');
  await person.modalShown();
  expect((await person.submit('modal (Corp)')).answer).toEqual({ response_action: 'clear' });
  await until(() => person.messages.at(-1)?.buttons.some(({ label }) => label === 'Yes'), 'the question again');
  await person.press('Yes');
  await person.shown('modal (Corp) is unlocked');
  // The form in the conversation is spent with the modal.
  await until(() => person.messages.every(({ fields }) => fields.length === 0), 'the end of the form');
});

test('UA-4 Continue with nothing chosen opens the form as a modal, where Slack asks for it, and nothing is used up', async () => {
  const person = await lockedOut('unchosen');
  await person.say('unlock my account');
  await person.shown('Shall I unlock unchosen (Corp)?');
  await person.say('edit');
  await person.shown(({ fields }) => fields.length > 0);
  expect(person.modal).toBeUndefined();
  expect((await person.press('Continue')).status).toBe(200);
  await person.modalShown();
  expect((await person.submit('unchosen (Corp)')).answer).toEqual({ response_action: 'clear' });
  await until(() => person.messages.at(-1)?.buttons.some(({ label }) => label === 'Yes'), 'the question again');
});

test('GEN-7 a modal whose question is over by the time it is sent says so', async () => {
  const person = await lockedOut('late');
  await person.say('unlock my account');
  await person.shown('Shall I unlock late (Corp)?');
  await person.press('Edit Request');
  await person.modalShown();
  await person.say('cancel');
  await until(() => person.messages.every(({ fields }) => fields.length === 0), 'the end of the form');
  const { answer } = await person.submit('late (Corp)');
  expect(answer).toMatchObject({ response_action: 'update', view: { type: 'modal' } });
  expect(await signIn('late')).toBe(423);
});

test('GEN-7 EC-18 the same click delivered a hundred times is one effect', async () => {
  const person = await lockedOut('clicks');
  const click = signed(person.pressing('Yes'));
  const answers = await Promise.all(Array.from({ length: 100 }, () => send(click)));
  expect([...new Set(answers.map(({ status }) => status))]).toEqual([200]);
  await person.shown('clicks (Corp) is unlocked');
  await until(async () => (await world.tickets('clicks')).length > 0, 'the ticket');
  expect(await unlocks('clicks')).toBe(1);
  expect(await world.tickets('clicks')).toHaveLength(1);
  expect(person.messages.filter(({ text }) => text.includes('is unlocked'))).toHaveLength(1);
});

test('GEN-7 a forwarded button unlocks nobody, is audited, and still works for whom it was made', async () => {
  const owner = await lockedOut('owner');
  const thief = stories.atSlack('thief');
  await thief.say('hello');
  const { workspace } = stories.slack;
  const { token } = (await owner.shown('Shall I unlock it?')).buttons[0] ?? { token: '' };
  const before = thief.messages.length;
  const { status } = await stories.slack.deliver(pressedPayload({ workspace, user: thief.user.id, token }));
  expect(status).toBe(200);
  await until(() => thief.messages.length > before, 'a refusal');
  expect(thief.messages.at(-1)?.text).not.toContain('owner');
  expect(await signIn('owner')).toBe(423);
  expect((await world.audited('thief')).map(({ name }) => name)).toContain('choice-refused');
  await owner.press('Yes');
  await owner.shown('owner (Corp) is unlocked');
});

test('a request that is replayed is answered like the first, and does nothing more', async () => {
  const person = await lockedOut('replayed');
  const { workspace } = stories.slack;
  const said = signed(messagePayload({ workspace, user: person.user.id, text: 'unlock my account' }));
  const answers = [await send(said), await send(said), await send(said)];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  await person.shown('Shall I unlock replayed (Corp)?');
  await person.press('Yes');
  await person.shown('replayed (Corp) is unlocked');
  expect(person.messages.filter(({ text }) => text.startsWith('Shall I unlock replayed (Corp)?'))).toHaveLength(1);
});

test('guests, bots, strangers and those who are gone are told nothing, and become nobody', async () => {
  const { slack } = stories;
  const before = await count('channel_identity');
  const outsiders = (['guest', 'single-channel-guest', 'bot', 'stranger', 'deleted'] as const).map((kind) =>
    // With the address of somebody who is in the directory.
    slack.person({ email: 'newcomer@acme.test', kind }),
  );
  for (const outsider of outsiders) expect((await outsider.say('unlock my account')).status).toBe(200);
  // A member who is a stranger to the directory is answered, by the same way and later.
  const member = slack.person({ email: 'somebody@elsewhere.test' });
  await member.say('unlock my account');
  await until(() => member.messages.length > 0, 'a sentence');
  expect(outsiders.flatMap(({ messages }) => messages)).toEqual([]);
  expect(await count('channel_identity')).toBe(before);
});

test('a member whom the directory does not know is told so once, however often they write', async () => {
  const nobody = stories.slack.person({ email: 'nobody@elsewhere.test' });
  for (const text of ['hello', 'unlock my account', 'please']) expect((await nobody.say(text)).status).toBe(200);
  await until(() => nobody.messages.length > 0, 'a sentence');
  expect(nobody.messages).toHaveLength(1);
});

test('whoever changes their address in Slack to somebody else’s stays who they were, and a new user with it is nobody', async () => {
  const { slack } = stories;
  const ceo = stories.atSlack('ceo');
  await ceo.say('hello');
  const mallory = stories.atSlack('mallory');
  await mallory.say('hello');
  await until(() => mallory.messages.length > 0 && ceo.messages.length > 0, 'both known');
  mallory.user.email = 'ceo@acme.test';
  await world.directoryPage.lock('ceo');
  await ceo.shown('Shall I unlock it?');
  await mallory.say('unlock my account');
  await mallory.shown('mallory (Corp)');
  expect(mallory.messages.map(({ text }) => text).join()).not.toContain('ceo');
  mallory.user.email = 'mallory@acme.test';
  // Somebody new, with an address that Slack should not have given twice.
  const second = slack.person({ email: 'CEO@acme.test' });
  const links = await count('channel_identity');
  await second.say('unlock my account');
  // Without a channel that sends mails there is no code.
  await second.shown('cannot check from here whether you are the same person');
  expect(second.messages.map(({ text }) => text).join()).not.toContain('ceo (Corp)');
  expect(await count('channel_identity')).toBe(links);
  expect(await signIn('ceo')).toBe(423);
  // The first one left, and came back as a new user.
  slack.workspace.users.set(ceo.user.id, { ...ceo.user, kind: 'deleted' });
  await second.say('unlock my account');
  // As the person, who has to show more than that for a while.
  await second.shown('Before I unlock it, I must be sure that it is you');
  expect(await signIn('ceo')).toBe(423);
  // Whose place was taken is nobody when they return: it is the address that named them, and it names another now.
  slack.workspace.users.set(ceo.user.id, { ...ceo.user, kind: 'member' });
  const seen = ceo.messages.length;
  await ceo.say('unlock my account');
  await until(() => ceo.messages.length > seen, 'a sentence');
  expect(
    ceo.messages
      .slice(seen)
      .map(({ text }) => text)
      .join(),
  ).not.toContain('(Corp)');
});

test('of new users with one address who come at the same moment one is the person, and the others are nobody', async () => {
  const { slack } = stories;
  await world.directoryPage.lock('twins');
  const twins = Array.from({ length: 6 }, () => slack.person({ email: 'twins@acme.test' }));
  await Promise.all(twins.map((twin) => twin.say('unlock my account')));
  await until(() => twins.every(({ messages }) => messages.length > 0), 'sentences to all');
  const told = twins.filter(({ messages }) => messages.some(({ text }) => text.includes('twins (Corp)')));
  expect(told).toHaveLength(1);
  const users = await world.database.rows(
    `select user_id from channel_identity link join account on account.person_id = link.person_id
     where account.login = 'twins' and link.channel = 'chat'`,
  );
  expect(users).toHaveLength(1);
});

test('in an assistant’s thread prompts are offered, and the answers stay in the thread', async () => {
  const person = stories.atSlack('threads');
  const thread = await person.startThread();
  await until(() => stories.slack.workspace.suggestedPrompts.has(thread), 'prompts');
  await world.directoryPage.lock('threads');
  await person.shown('Shall I unlock it?');
  await person.say('unlock my account', { thread });
  const question = await person.shown('Shall I unlock threads (Corp)?');
  expect(question.thread).toBe(thread);
  await person.press('Yes');
  expect((await person.shown('threads (Corp) is unlocked')).thread).toBe(thread);
});

test('what is said in channels, by bots or again as an edit is not for us', async () => {
  const { slack } = stories;
  const { id: user } = stories.atSlack('words').user;
  const { workspace } = slack;
  const before = await count('processed_event');
  const noise = [
    messagePayload({
      workspace,
      user,
      text: 'unlock my account',
      channel: 'C0GENERAL',
      more: { channel_type: 'channel' },
    }),
    messagePayload({ workspace, user, text: 'unlock my account', more: { bot_id: 'B1', subtype: 'bot_message' } }),
    messagePayload({ workspace, user, text: 'unlock my account', more: { subtype: 'message_changed', hidden: true } }),
    messagePayload({ workspace, user, text: 'unlock my account', more: { type: 'app_home_opened' } }),
  ];
  for (const payload of noise) expect((await slack.deliver(payload)).status).toBe(200);
  expect(await count('processed_event')).toBe(before);
});

describe('GEN-6 Slack in trouble', () => {
  afterEach(() => stories.slack.faults.clear());

  test('an answer that is lost: the message is there once', async () => {
    const { faults } = stories.slack;
    faults.plan(/^chat\.postMessage$/, { kind: 'lost' });
    const person = stories.atSlack('lost');
    await world.directoryPage.lock('lost');
    await person.shown('Shall I unlock it?');
    await person.press('Yes');
    await person.shown('lost (Corp) is unlocked');
    expect(person.messages.filter(({ text }) => text.includes('Shall I unlock it?'))).toHaveLength(1);
    await until(() => person.messages.every(({ buttons }) => buttons.length === 0), 'cards without buttons');
  });

  test('too many calls: it waits as long as Slack wants, and the order stays', async () => {
    const { faults } = stories.slack;
    const person = await lockedOut('limited');
    faults.plan(/^chat\.postMessage$/, { kind: 'too-many', seconds: 1 });
    await person.press('Yes');
    const done = await person.shown('limited (Corp) is unlocked');
    expect(person.messages.at(-1)).toEqual(done);
    expect(person.messages.filter(({ text }) => text.includes('is unlocked'))).toHaveLength(1);
  });

  test('too many calls of one channel: its person waits as long as Slack wants, and nobody else does', async () => {
    const { faults } = stories.slack;
    const chatty = await lockedOut('chatty');
    faults.plan(/^chat\.postMessage$/, { kind: 'too-many', seconds: 6 }, 1, chatty.channel);
    await chatty.press('Yes');
    await until(() => faults.left === 0, 'Slack to refuse');
    const refusedAt = performance.now();
    // Were all of Slack at rest, everybody else would go by a knock a second.
    expect(await world.database.rows("select connector from provider_budget where connector = 'chat'")).toEqual([]);
    const bystander = await lockedOut('bystander');
    await bystander.press('Yes');
    await bystander.shown('bystander (Corp) is unlocked');
    expect(chatty.messages.some(({ text }) => text.includes('is unlocked'))).toBe(false);
    await chatty.shown('chatty (Corp) is unlocked');
    expect(performance.now() - refusedAt).toBeGreaterThanOrEqual(5900);
    expect(chatty.messages.filter(({ text }) => text.includes('is unlocked'))).toHaveLength(1);
  });

  test('out of order: whoever is not reached there is told on the next channel, once, and clicks are still taken', async () => {
    const { faults } = stories.slack;
    const person = stories.atSlack('gone');
    await person.say('hello');
    await until(() => person.messages.length > 0, 'an answer');
    const before = person.messages.length;
    const web = await world.chat('gone', 'web');
    faults.plan(/./, { kind: 'error', error: 'account_inactive' }, 1000);
    await world.directoryPage.lock('gone');
    await web.shown('Shall I unlock it?');
    const begun = performance.now();
    expect((await person.say('anybody there?')).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(3000);
    faults.clear();
    await web.choose('Yes');
    await web.shown('gone (Corp) is unlocked');
    expect(person.messages.slice(before).filter(({ text }) => text.includes('Shall I unlock it?'))).toEqual([]);
  });

  test('a storm in bad weather: everybody is told, unlocked and told again, each once and in that order', async () => {
    const weather = randomFaults({ seed: 11, rate: 0.25 });
    const kinds: readonly FakeFault[] = [
      { kind: 'lost' },
      { kind: 'unavailable' },
      { kind: 'reset' },
      { kind: 'too-many', seconds: 0.2 },
      { kind: 'error', error: 'internal_error' },
    ];
    stories.slack.faults.weather = (method, number) =>
      weather({ operation: method, number }) === null ? undefined : kinds[number % kinds.length];
    // Whoever Slack does not reach is told in the web chat, and nobody in both.
    const crowd = await Promise.all(
      storm.map(async (login) => ({ login, slack: stories.atSlack(login), web: await world.chat(login, 'web') })),
    );
    const told = ({ slack, web }: (typeof crowd)[number], words: string) =>
      [slack.messages, web.messages].map((messages) => messages.filter(({ text }) => text.includes(words)).length);
    await Promise.all(storm.map((login) => world.directoryPage.lock(login)));
    await Promise.all(
      crowd.map(async (person) => {
        const { login, slack, web } = person;
        await until(
          () => told(person, 'Shall I unlock it?').some((times) => times > 0),
          `a notice for ${login}`,
          60_000,
        );
        if (web.messages.length > 0) expect((await web.choose('Yes')).status).toBe(202);
        else {
          const click = slack.pressing('Yes');
          const answers = await Promise.all([1, 2, 3].map(() => stories.slack.deliver(click)));
          expect(answers.every(({ acknowledged }) => acknowledged)).toBe(true);
        }
        await until(() => told(person, 'is unlocked').some((times) => times > 0), `success for ${login}`, 60_000);
      }),
    );
    stories.slack.faults.clear();
    for (const person of crowd) {
      const { login, slack } = person;
      await until(() => slack.messages.every(({ buttons }) => buttons.length === 0), 'cards without buttons', 60_000);
      const [notices, successes] = [told(person, 'Shall I unlock it?'), told(person, 'is unlocked')];
      expect({ login, notices: notices.toSorted(), successes }).toEqual({ login, notices: [0, 1], successes: notices });
      const texts = slack.messages.map(({ text }) => text);
      const [asked, done] = ['Shall I unlock it?', 'is unlocked'].map((words) =>
        texts.findIndex((text) => text.includes(words)),
      );
      expect(asked === -1 || (asked ?? 0) < (done ?? 0)).toBe(true);
      expect(await unlocks(login)).toBe(1);
    }
  }, 150_000);

  test('Slack that hangs delays no acknowledgement', async () => {
    const person = stories.atSlack('slow');
    // Whoever is not known yet is looked up first: what cannot be told apart now comes again.
    await until(async () => (await person.say('hello', { eventId: 'Ev-first' })).acknowledged, 'an acknowledgement');
    await until(() => person.messages.length > 0, 'an answer');
    stories.slack.faults.plan(/./, { kind: 'hang' }, 5);
    const begun = performance.now();
    expect((await person.say('what can you do?')).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(3000);
  });

  test('Slack that hangs while somebody is looked up who is not known yet: refused within three seconds, and counted once when it comes again', async () => {
    const person = stories.atSlack('unmet');
    stories.slack.faults.plan(/^users\./, { kind: 'hang' }, 1000);
    const begun = performance.now();
    expect((await person.say('what can you do?', { eventId: 'Ev-unmet' })).status).toBe(503);
    expect(performance.now() - begun).toBeLessThan(3000);
    stories.slack.faults.clear();
    const again = async () => (await person.say('what can you do?', { eventId: 'Ev-unmet' })).acknowledged;
    await until(again, 'an acknowledgement', 30_000);
    await until(() => person.messages.length > 0, 'an answer', 30_000);
    expect(await again()).toBe(true);
    expect(person.messages).toHaveLength(1);
  }, 60_000);
});

test('forged requests change nothing and break nothing', async () => {
  const person = stories.atSlack('newcomer');
  const { workspace, signingSecret } = stories.slack;
  const payload = messagePayload({ workspace, user: person.user.id, text: 'unlock my account' });
  const good = sign({ payload, secret: signingSecret, timestamp: now() });
  const flipped = good.body.replace('unlock', 'Unlock');
  const headersWith = (headers: Record<string, string>) => ({ ...good, headers: { ...good.headers, ...headers } });
  const forged = [
    { ...good, body: flipped },
    headersWith({ 'x-slack-signature': 'v0=' }),
    headersWith({ 'x-slack-request-timestamp': 'Infinity' }),
    sign({ payload, secret: 'another', timestamp: now() }),
    sign({ payload, secret: signingSecret, timestamp: String(Number(now()) + 400) }),
    sign({ payload, secret: signingSecret, timestamp: String(Number(now()) - 400) }),
    sign({ payload: { ...payload, team_id: 'T0ANOTHER' }, secret: signingSecret, timestamp: now() }),
    sign({ payload: null, secret: signingSecret, timestamp: now() }),
    sign({ payload: '', secret: signingSecret, timestamp: now() }),
  ];
  const before = [await count('processed_event'), await count('help_case'), await count('channel_identity')];
  for (const request of forged) {
    const { status } = await send(request);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  }
  expect([await count('processed_event'), await count('help_case'), await count('channel_identity')]).toEqual(before);
  expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
});
