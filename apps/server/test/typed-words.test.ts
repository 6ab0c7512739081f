import { openWorld, type World } from './support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld({ people: ['unsure', 'named', 'forgetful', 'elsewhere'] });
}, 60_000);

afterAll(() => world.close());

test('GEN-4 what is not sure is asked, with buttons', async () => {
  const chat = await world.chat('unsure');
  await chat.say('no puedo iniciar sesión');
  const { choices } = await chat.shown(({ choices }) => choices.length > 1);
  expect(choices.length).toBeGreaterThanOrEqual(3);
});

test('UA-9 whoever names themselves means nobody else', async () => {
  const chat = await world.chat('named');
  await chat.say('please unlock named');
  await chat.shown(/named.*not locked|Shall I unlock named/);
  await chat.say('unlock someone.else@acme.test');
  await chat.shown('I can find nobody of that name whom you may have helped.');
});

test('GEN-8 a system that is not connected is told so in the language of the question', async () => {
  const chat = await world.chat('elsewhere');
  await chat.say('Ich habe leider mein Passwort für Zorblax vergessen');
  await chat.shown('Zorblax');
});

test('PR-3 while a question about a password is open, a word that many have for one is taken for one', async () => {
  const chat = await world.chat('forgetful');
  await world.directoryPage.lock('forgetful');
  await chat.shown('Shall I unlock it?');
  await chat.say('I forgot my password');
  await chat.shown('first');
  await chat.say('dragon');
  await chat.shown('I have not kept it');
  expect(chat.messages.map(({ text }) => text).join()).not.toContain('dragon');
});
