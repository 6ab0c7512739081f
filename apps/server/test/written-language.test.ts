import { openWorld, type World } from './support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld({
    people: ['writes', 'stays', 'returns', 'moves', 'clicks', 'noticed', 'channel'],
    locale: 'de-DE',
  });
}, 60_000);

afterAll(() => world.close());

const labels = ({ choices }: { readonly choices: readonly { readonly label: string }[] }) =>
  choices.map(({ label }) => label);

test('GEN-10 whoever writes English is answered in English, whatever their directory says', async () => {
  const chat = await world.chat('writes');
  await world.directoryPage.lock('writes');
  await chat.shown('Soll ich es entsperren?');
  await chat.say('please unlock my account');
  const asked = await chat.shown('Shall I unlock writes (Sandbox Directory)?');
  expect(labels(asked)).toEqual(['Yes', 'Edit Request', 'Cancel']);
  await chat.choose('Yes');
  await chat.shown('is unlocked');
});

test('GEN-10 what tells nothing of a language is answered in the directory’s', async () => {
  const chat = await world.chat('stays');
  for (const text of ['ok', 'MFA', 'reset', 'Yuki Tanaka']) {
    await chat.ask(text);
  }
  const said = chat.messages.filter(({ from }) => from === 'assistant').map(({ text }) => text);
  expect(said.length).toBeGreaterThan(3);
  for (const text of said) expect(text).not.toMatch(/\b(?:the|you|what|shall)\b/i);
});

test('GEN-10 a conversation in English stays in English when an “ok” or an “MFA” is written in it', async () => {
  const chat = await world.chat('returns');
  await chat.say('what can you do for me?');
  await chat.shown('Please choose.');
  const { text } = await chat.ask('ok');
  expect(text).toMatch(/I can|Please/);
  await chat.say('MFA');
  await chat.say('ich brauche bitte ein neues Passwort für mein Konto');
  await chat.shown(/Bitte wählen Sie|Passwort/);
});

test('GEN-10 buttons keep the language of the case, and its hand-over, too', async () => {
  const chat = await world.chat('clicks');
  await chat.say('what can you do for me?');
  await chat.shown('Please choose.');
  await chat.choose('Service desk');
  const { text } = await chat.shown(/service desk/i);
  expect(text).not.toMatch(/Bitte|Ihnen/);
});

test('GEN-10 an answer in another language moves the case to it', async () => {
  const chat = await world.chat('moves');
  await world.directoryPage.lock('moves');
  await chat.shown('Soll ich es entsperren?');
  await chat.say('yes, do it, that is correct');
  await chat.shown('is unlocked');
  const [row] = await world.database.rows<{ locale: string; written_in: string }>(
    `select locale, written_in from help_case where person_id = $1 and policy = 'lockout-notification'`,
    [await world.personId('moves')],
  );
  expect(row).toEqual({ locale: 'en', written_in: 'en' });
});

test('GEN-10 a notice is in the directory’s language, whatever was written before', async () => {
  const chat = await world.chat('noticed');
  await chat.say('what can you do for me?');
  await chat.shown('Please choose.');
  await world.directoryPage.lock('noticed');
  await chat.shown('Soll ich es entsperren?');
});

test('GEN-10 where the directory says nothing the channel’s language counts', async () => {
  const chat = await world.chat('channel');
  await chat.say('MFA');
  await chat.shown(({ from }) => from === 'assistant');
  const person = await world.personId('channel');
  await world.database.run('update person set locale = null where id = $1', [person]);
  await world.database.run(`update channel_identity set locale = 'fr-CA' where person_id = $1`, [person]);
  await world.directoryPage.lock('channel');
  await chat.shown('compte');
});
