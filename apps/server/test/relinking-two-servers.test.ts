import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messagePayload, type SlackPerson } from '../../../packages/channel-slack/src/fake/index.ts';
import { loadConfiguration } from '../src/config/load-configuration.ts';
import { type Server, serve } from '../src/serve.ts';
import { type EmailStories, emailStories } from './support/email-stories.ts';
import { onPostgres } from './support/fresh-data.ts';
import { type SlackStories, slackStories, storyConfiguration } from './support/story-channels.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const logins = ['left', 'coded', 'raced', 'two', 'held'];

// Several servers share a PostgreSQL; the embedded database has one.
(onPostgres ? describe : describe.skip)('S5 a new user of Slack who meets two servers', () => {
  let slack: SlackStories;
  let mail: EmailStories;
  let world: World;
  let second: Server;

  beforeAll(async () => {
    slack = await slackStories('http');
    mail = await emailStories({ domains: ['acme.test'] });
    const configuration = (dataDirectory: string) =>
      storyConfiguration({ channel: slack, people: Object.fromEntries(logins.map((login) => [login, {}])) })
        .replace('channels: [chat]', 'channels: [chat, email]')
        .replace('  desk:', `  email: ${mail.entry}\n  desk:`)
        .replace('dataDirectory: data', `dataDirectory: ${dataDirectory}`)
        .concat('\naudit: { key: "the same key for all the servers there are" }\n');
    world = await openWorld({ people: [], configuration: configuration('data') });
    const file = join(world.directory, 'second.yaml');
    writeFileSync(file, configuration('second-data'));
    const { database } = world.product.configuration;
    second = await serve(loadConfiguration({ file, environment: { DATABASE_URL: database, PORT: '0' } }));
    await second.ready;
    await slack.open(world);
    await mail.open(world);
  }, 60_000);
  afterAll(async () => {
    await slack?.close();
    await mail?.close();
    await second?.close();
    await world?.close();
  });

  /** Delivers each to one server and the other in turn, all at the same moment. */
  const deliverToBoth = (payloads: readonly ReturnType<typeof messagePayload>[]) =>
    Promise.all(
      payloads.map((payload, nth) => {
        slack.slack.setRequestUrl(`${nth % 2 === 0 ? world.url : second.url}/connectors/chat/events`);
        return slack.slack.deliver(payload);
      }),
    );
  const saying = (person: SlackPerson, text: string) =>
    messagePayload({ workspace: slack.slack.workspace, user: person.user.id, text });
  const usersOf = async (login: string) =>
    (
      await world.database.rows<{ user_id: string }>(
        `select user_id from channel_identity where person_id = $1 and channel = 'chat'`,
        [await world.personId(login)],
      )
    ).map(({ user_id }) => user_id);
  const movesOf = async (login: string) =>
    (await world.audited(login)).filter(({ name }) => name === 'link-taken').length;
  async function known(login: string): Promise<SlackPerson> {
    const person = slack.atSlack(login);
    await person.say('hello');
    await until(() => person.messages.length > 0, 'an answer');
    return person;
  }
  const another = (login: string) => slack.slack.person({ email: `${login}@acme.test` });
  async function sent(login: string) {
    const person = another(login);
    const mails = () =>
      mail.email.person(`${login}@acme.test`).mails.filter(({ text }) => text.includes('Your code is'));
    const before = mails().length;
    await person.say('yes');
    await until(() => mails().length > before, 'a mail');
    return { person, code: /Your code is (\d{8})/.exec(mails().at(-1)?.text ?? '')?.[1] ?? '' };
  }
  const gone = (person: SlackPerson) =>
    slack.slack.workspace.users.set(person.user.id, { ...person.user, kind: 'deleted' });

  test('who follows one who is gone is known at both, and has moved once', async () => {
    gone(await known('left'));
    const person = another('left');
    const casesBegun = async () => {
      const [row] = await world.database.rows<{ n: number }>(
        `select count(*)::int as n from case_event where person_id = $1 and event ->> 'type' <> 'link-moved'`,
        [await world.personId('left')],
      );
      return row?.n ?? 0;
    };
    const before = await casesBegun();
    await deliverToBoth(Array.from({ length: 8 }, () => saying(person, 'unlock my account')));
    await until(async () => (await casesBegun()) >= before + 8, 'all of it');
    expect(person.messages.map(({ text }) => text).join()).not.toContain('I cannot help from here');
    expect(await movesOf('left')).toBe(1);
  });

  test('one code that comes to both many times moves the place once, and is announced once', async () => {
    const old = await known('coded');
    const { person, code } = await sent('coded');
    await deliverToBoth(Array.from({ length: 40 }, () => saying(person, code)));
    await old.shown('another user on Slack is you for me');
    expect(await movesOf('coded')).toBe(1);
    expect(await usersOf('coded')).toEqual([expect.stringContaining(person.user.id)]);
    expect(old.messages.filter(({ text }) => text.includes('another user on Slack'))).toHaveLength(1);
  });

  test('of two users whose codes come to one each one has the place', async () => {
    await known('raced');
    const [one, two] = [await sent('raced'), await sent('raced')];
    await deliverToBoth([saying(one.person, one.code), saying(two.person, two.code)]);
    await until(async () => (await movesOf('raced')) === 1, 'a move');
    expect(await usersOf('raced')).toHaveLength(1);
  });

  test('a user who has become somebody else meanwhile moves nothing', async () => {
    const old = await known('held');
    await known('two');
    gone(old);
    const person = another('held');
    const [held, other] = [await world.personId('held'), await world.personId('two')];
    const user = (await usersOf('held')).map((id) => id.replace(old.user.id, person.user.id))[0] ?? '';
    const isLocked = Promise.withResolvers<void>();
    const saying = isLocked.promise.then(() => person.say('unlock my account'));
    await world.database.transaction(async (transaction) => {
      await transaction.rows('select from person where id = $1 for update', [held]);
      isLocked.resolve();
      await until(async () => (await transaction.rows('select from pg_locks where not granted')).length > 0, 'a move');
      await transaction.run(
        `insert into channel_identity (channel, user_id, person_id, conversation_id) values ('chat', $1, $2, 'D-other')`,
        [user, other],
      );
    });
    await saying;
    await person.shown('I cannot help from here');
    expect(await usersOf('held')).toEqual([expect.stringContaining(old.user.id)]);
    expect(await movesOf('held')).toBe(0);
  });
});
