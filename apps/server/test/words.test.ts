import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorld, type World } from './support/world.ts';

const german = `lockout.notice: >-
  {count, plural, one {Ihr Konto} other {Ihre Konten}} {accounts} {count, plural, one {ist} other {sind}} zu.
  Aufmachen?
`;

let world: World;

beforeAll(async () => {
  world = await openWorld({
    people: ['hanna', 'jo'],
    more: 'languages: { default: de }',
    prepare: (directory) => {
      mkdirSync(join(directory, 'messages'));
      writeFileSync(join(directory, 'messages', 'de.yaml'), german);
    },
  });
}, 60_000);

afterAll(() => world.close());

test('CFG-10 GEN-10 an organisation says it in its own words, in the language it chose; the rest is the product’s', async () => {
  const chat = await world.chat('hanna');
  await world.directoryPage.lock('hanna');
  const notice = await chat.shown('Aufmachen?');
  expect(notice.text).toBe('Ihr Konto hanna (Sandbox Directory) ist zu. Aufmachen?');
  expect(notice.choices.map(({ label }) => label)).toEqual(['Ja', 'Nein']);
  await chat.choose('Ja');
  await chat.shown('ist entsperrt');
  // The card that was answered says so in the same language.
  await chat.shown((message) => message.replaces !== undefined && message.text.endsWith('✓ Ja'));
});

test('GEN-10 whoever may not come in is told so in that language, too', async () => {
  const chat = await world.chat('jo');
  const { status, body } = await chat.press('nobody-made-this-token');
  expect(status).toBe(404);
  expect(JSON.stringify(body)).toContain('Schaltfläche');
});
