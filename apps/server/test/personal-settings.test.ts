import { randomUUID } from 'node:crypto';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld({
    people: ['quiet', 'daily', 'english', 'audited', 'back', 'twice', 'suspicious'],
    locale: 'de-DE',
  });
}, 60_000);

afterAll(() => world.close());

type Chat = Awaited<ReturnType<World['chat']>>;

/** Asks for the settings and sets one; answers what was offered. */
async function set(chat: Chat, value: string, ask = 'Benachrichtigungen'): Promise<readonly string[]> {
  const before = chat.events.length;
  const { form } = await chat.ask(ask, (message) => message.form !== null);
  if (form === null) throw new Error('There is no form.');
  await chat.press(form.submit.token, { setting: value });
  await chat.shown((message) => chat.events.indexOf(message) >= before && /Gespeichert|Saved/.test(message.text));
  return form.fields[0]?.options.map((option) => option.value) ?? [];
}

const outcomes = async (login: string) =>
  (
    await world.database.rows<{ outcome: string }>(
      "select outcome from help_case where person_id = $1 and policy = 'lockout-notification'",
      [await world.personId(login)],
    )
  ).map(({ outcome }) => outcome);

test('LN-15 whoever wants no notices is told of no lock, and is still helped when they ask', async () => {
  const chat = await world.chat('quiet');
  expect(await set(chat, 'notices:none')).toEqual([
    'notices:daily',
    'notices:none',
    ...['en', 'de', 'es', 'fr', 'it', 'ja', 'pt-BR'].map((language) => `language:${language}`),
  ]);
  await world.directoryPage.lock('quiet');
  await until(async () => (await outcomes('quiet')).includes('not-told'));
  expect(chat.messages.filter(({ text }) => text.includes('gesperrt.'))).toEqual([]);
  await chat.say('unlock my account please');
  await chat.shown('Shall I unlock quiet');
  await chat.choose('Yes');
  await chat.shown('is unlocked');
});

test('LN-15 and when they want them again they come again', async () => {
  const chat = await world.chat('back');
  await set(chat, 'notices:none');
  await set(chat, 'notices:normal');
  await world.directoryPage.lock('back');
  await chat.shown('Soll ich es entsperren?');
});

test('LN-15 at most one a day: a day after the last, although the organisation would tell after six hours', async () => {
  const chat = await world.chat('daily');
  await set(chat, 'notices:daily');
  const person = await world.personId('daily');
  await world.database.run(
    "insert into notice (person_id, effect_id, at) values ($1, $2, now() - interval '7 hours')",
    [person, randomUUID()],
  );
  await world.directoryPage.lock('daily');
  const rows = await until(async () => {
    const found = await world.database.rows<{ hours: string }>(
      `select round(extract(epoch from not_before - now()) / 3600) as hours from effect
       where person_id = $1 and lane = 'timer:notice' and status = 'intent'`,
      [person],
    );
    return found.length === 1 && found;
  });
  expect(Number(rows[0]?.hours)).toBe(17);
});

test('LN-15 GEN-10 a language that was chosen wins over the directory’s, and the written one over it', async () => {
  const chat = await world.chat('english');
  await set(chat, 'language:fr');
  await world.directoryPage.lock('english');
  await chat.shown('compte');
  await chat.say('what can you do for me, please?');
  await chat.shown('Please choose.');
});

test('LN-15 “This wasn’t me” stays where notices are few', async () => {
  const chat = await world.chat('suspicious');
  await set(chat, 'notices:daily');
  await world.directoryPage.lock('suspicious');
  await chat.shown('Soll ich es entsperren?');
  await chat.choose('Nein');
  await chat.choose('Das war ich nicht');
  await chat.shown('Sicherheitsteam');
});

test('LN-15 asked for again the settings are asked once: the earlier form no longer works', async () => {
  const chat = await world.chat('twice');
  await chat.say('notification settings');
  const { form } = await chat.shown((message) => message.form !== null);
  await set(chat, 'notices:daily', 'notification settings');
  const { status } = await chat.press(form?.submit.token ?? '', { setting: 'notices:none' });
  expect(status).not.toBe(202);
});

test('LN-15 the audit says what was set', async () => {
  const chat = await world.chat('audited');
  await set(chat, 'notices:daily');
  const lines = await world.audited('audited');
  expect(lines.find(({ name }) => name === 'settings-changed')?.detail).toEqual({
    notices: 'daily',
    language: null,
    channel: null,
  });
});

describe('two channels', () => {
  let two: World;
  beforeAll(async () => {
    two = await openWorld({
      people: [],
      configuration: `
dataDirectory: data
connectors:
  sandbox:
    package: "@access-account/identity-sandbox"
    poll: { every: 250ms }
    config: ${JSON.stringify({
      lockAfter: 2,
      passwordHashCost: 10,
      people: ['prefers', 'alone'].map((login) => ({
        login,
        displayName: login,
        email: `${login}@acme.test`,
        password: `password-of-${login}`,
      })),
    })}
  web: { package: "@access-account/channel-web" }
  intranet: { package: "@access-account/channel-web" }
  desk: { package: "@access-account/ticketing-local" }
people: { mainIdentity: sandbox, channels: [web, intranet], tickets: desk }
policies: { personalSettings: { fewestNotices: daily, language: false } }
`,
    });
  }, 60_000);
  afterAll(() => two.close());

  test('LN-15 a notice comes on the channel that was chosen', async () => {
    const [web, intranet] = [await two.chat('prefers'), await two.chat('prefers', 'intranet')];
    await web.say('help');
    await web.shown('I can unlock an account');
    await intranet.say('help');
    await intranet.shown('I can unlock an account');
    expect(await set(intranet, 'channel:intranet', 'notification settings')).toEqual([
      'notices:daily',
      'channel:web',
      'channel:intranet',
    ]);
    await two.directoryPage.lock('prefers');
    await intranet.shown('Shall I unlock it?');
    expect(web.messages.some(({ text }) => text.includes('Shall I unlock it?'))).toBe(false);
  });

  test('LN-15 whoever is reached on one alone is offered no other, and nothing beyond the bounds', async () => {
    const chat = await two.chat('alone');
    expect(await set(chat, 'notices:daily', 'notification settings')).toEqual(['notices:daily']);
  });
});
