import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { render, sentence } from '@access-account/messages';
import { silentLogger } from '@access-account/testkit';
import { Chat, type ServerProcess, startServer, temporaryDirectory } from '../../../tooling/testing/index.ts';
import { openDatabase } from '../src/storage/open-database.ts';
import { directoriesConfiguration } from './support/directories.ts';
import { type FreshData, freshData } from './support/fresh-data.ts';

/** What people type, in their own language; what must be nowhere afterwards is behind it. */
const typed = [
  { locale: 'en', says: ['my password is Mxqhunter', 'Mxqhunter'] },
  { locale: 'en', says: ['my password is "Mxq open sesame" and I need a human', 'Mxq open sesame'] },
  { locale: 'en', says: ['unlock my account, pw: Mxq4711', 'Mxq4711'] },
  { locale: 'en', says: ['I forgot my password, it was Mxqtulip', 'Mxqtulip'] },
  { locale: 'en', says: ['I lost my phone and my password is Mxqsesame', 'Mxqsesame'] },
  { locale: 'en', says: ['the code is 90417263', '90417263'] },
  { locale: 'de', says: ['Mein Passwort ist Mxqsommer', 'Mxqsommer'] },
  { locale: 'de', says: ['mein Kennwort lautet „Mxq blaue Katze“', 'Mxq blaue Katze'] },
  { locale: 'de', says: ['der Bestätigungscode ist 90417264', '90417264'] },
  { locale: 'es', says: ['mi contraseña es Mxqgatito', 'Mxqgatito'] },
  { locale: 'fr', says: ['mon mot de passe est Mxqchaton', 'Mxqchaton'] },
  { locale: 'it', says: ['la mia password è Mxqgattino', 'Mxqgattino'] },
  { locale: 'ja', says: ['パスワードはMxqnekoです', 'Mxqneko'] },
  { locale: 'ja', says: ['パスワードは「Mxqさくら」です', 'Mxqさくら'] },
  { locale: 'pt-BR', says: ['minha senha é Mxqgatinho', 'Mxqgatinho'] },
] as const;
const secrets = typed.map(({ says: [, secret] }) => secret);

const people = typed.map(({ locale }, index) => ({ login: `typist-${index}`, locale, factors: ['Pixel 9', 'Token'] }));
const directory = temporaryDirectory();
let data: FreshData;
let server: ServerProcess;

beforeAll(async () => {
  data = await freshData(join(directory, 'data'));
  const environment = {
    LOG_LEVEL: 'trace',
    ...(data.databaseUrl === undefined ? {} : { DATABASE_URL: data.databaseUrl }),
  };
  server = await startServer({ configuration: directoriesConfiguration({ people }), directory, environment });
}, 60_000);
afterAll(async () => {
  await server?.kill();
  await data?.remove();
});

test.each(typed.map(({ locale, says: [text] }, index) => [locale, text, `typist-${index}`] as const))(
  'PR-3 %s “%s”: they are told to delete the message and to change the password',
  async (locale, text, person) => {
    const chat = await Chat.open({ url: server.url, person });
    expect((await chat.say(text)).status).toBe(202);
    await chat.shown(render(sentence('secret.typed'), locale));
    chat.close();
  },
);

test('PR-3 a typed password is no answer to an open question', async () => {
  const chat = await Chat.open({ url: server.url, person: 'typist-0' });
  await chat.say('I need to speak to a human');
  await chat.shown('I can open a ticket');
  await chat.say('yes, my password is Mxqhunter');
  const told = () => chat.messages.filter(({ text }) => text.includes('I have not kept it')).length;
  while (told() < 2) await chat.shown(() => told() >= 2);
  expect(chat.messages.map(({ text }) => text).join()).not.toContain('Your ticket is');
  chat.close();
});

test('PR-3 it is in no table, no ticket, no audit entry, no line of the log, and in no file', async () => {
  expect(await server.stop()).toBe(0);
  const found = (text: string) => secrets.filter((secret) => text.includes(secret));
  expect(server.log()).not.toBe('');
  expect(found(server.log())).toEqual([]);

  const dataDirectory = join(directory, 'data');
  const address = data.databaseUrl ?? 'embedded';
  const database = await openDatabase({ address, dataDirectory, logger: silentLogger });
  try {
    const tables = await database.rows<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(15);
    let rows = 0;
    for (const { name } of tables) {
      const dumped = await database.rows<{ row: string }>(`select one::text as row from ${name} as one`);
      rows += dumped.length;
      expect({ table: name, secrets: found(dumped.map(({ row }) => row).join('\n')) }).toEqual({
        table: name,
        secrets: [],
      });
    }
    expect(rows).toBeGreaterThan(100);
  } finally {
    await database.close();
  }
  // Not even where the database writes before it writes: its files, its log, the witness.
  const files = readdirSync(dataDirectory, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const bytes = secrets.map((secret) => Buffer.from(secret));
  expect(files.length).toBeGreaterThan(data.databaseUrl === undefined ? 100 : 0);
  for (const file of files) {
    const content = readFileSync(join(file.parentPath, file.name));
    expect({ file: file.name, found: bytes.some((secret) => content.includes(secret)) }).toEqual({
      file: file.name,
      found: false,
    });
  }
});
