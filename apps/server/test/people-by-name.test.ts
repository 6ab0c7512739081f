import { randomUUID } from 'node:crypto';
import { accountsNamed } from '../src/people/accounts-named.ts';
import { nearPeople } from '../src/people/near-people.ts';
import type { Database } from '../src/storage/database.ts';
import { toJson } from '../src/storage/to-json.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';

const first = [
  'Anna',
  'Björn',
  'Chloé',
  'Dmitri',
  'Elena',
  'Farid',
  'Giulia',
  'Hiroshi',
  'Ingrid',
  'João',
  'Katarzyna',
  'Liam',
];
const last = [
  'Andersen',
  'Baumgartner',
  'Castellano',
  'Duchesne',
  'Eriksson',
  'Fernandes',
  'Grabowski',
  'Hashimoto',
  'Ivanova',
  'Jankowski',
  'Kowalczyk',
  'Lindqvist',
  "O'Brien",
  'Müller',
  'Nakamura',
];
const people = first.flatMap((name, n) =>
  last.map((family, m) => ({
    person: randomUUID(),
    system: 'directory',
    account: `${n}-${m}`,
    login: `${name[0]}${family}`
      .normalize('NFKD')
      .replaceAll(/[^A-Za-z]/g, '')
      .toLowerCase(),
    displayName: `${name} ${family}`,
    email: `${name}.${family}@acme.test`
      .normalize('NFKD')
      .replaceAll(/[^A-Za-z.@]/g, '')
      .toLowerCase(),
  })),
);

let opened: TestDatabase;
let database: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
  database = opened.database;
  await database.run(
    `with one as (select * from jsonb_to_recordset($1::jsonb)
         as one (person uuid, system text, account text, login text, "displayName" text, email text)),
       person as (insert into person (id, display_name, login, email) select person, "displayName", login, email from one)
     insert into account (system, account_id, person_id, login, display_name, email)
     select system, account, person, login, "displayName", email from one`,
    [toJson(people)],
  );
}, 60_000);
afterAll(() => opened.close());

const found = async (words: string) =>
  nearPeople(words, await accountsNamed(words, database)).map(({ displayName }) => displayName);

test('somebody is found by name, by the name turned round, by login and by address, whatever the case and the accents', async () => {
  for (const words of [
    'Björn Müller',
    'bjorn muller',
    'Müller Björn',
    'MÜLLER, BJÖRN',
    'bmuller',
    'bjorn.muller@acme.test',
  ])
    expect((await found(words))[0]).toBe('Björn Müller');
  expect((await found("chloe o'brien"))[0]).toBe("Chloé O'Brien");
});

test('a first name alone finds everybody who bears it, and nobody else', async () => {
  const names = await found('Katarzyna');
  expect(names).toHaveLength(last.length);
  expect(names.every((name) => name.startsWith('Katarzyna'))).toBe(true);
});

test('one slip in a name still puts that person first', async () => {
  let right = 0;
  let tries = 0;
  for (const { displayName } of people) {
    // Every fifth letter is left out in turn: names and slips, the same each time.
    const at = 1 + (tries % (displayName.length - 2));
    const slipped = displayName.slice(0, at) + displayName.slice(at + 1);
    tries += 1;
    if ((await found(slipped))[0] === displayName) right += 1;
  }
  expect(right / tries).toBeGreaterThan(0.9);
});

test('words that nobody is called by, and those that mean something to a query, find nobody', async () => {
  for (const words of [
    '',
    '   ',
    'my colleague',
    'him',
    '%',
    '*',
    "'; drop table account; --",
    'x'.repeat(4000),
    'a b c d e f g h',
  ])
    expect(await found(words)).toEqual([]);
});

test('people are looked up by an index, and no more than two hundred are looked at', async () => {
  await database.transaction(async (transaction) => {
    await transaction.run('set local enable_seqscan = off');
    const plan = await transaction.rows<{ 'QUERY PLAN': string }>(
      `explain select 1 from account where name_keys && array['muller', 'mul*'] and name_keys && array['bjorn', 'bj*']`,
    );
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('account_name_keys');
  });
  await database.run(
    `with person as (insert into person (id, display_name, login) select gen_random_uuid(), 'Zoe Many', 'zoe-' || n
       from generate_series(1, 500) n returning id, display_name, login)
     insert into account (system, account_id, person_id, login, display_name)
     select 'directory', login, id, login, display_name from person`,
  );
  expect(await accountsNamed('zoe', database)).toHaveLength(200);
});
