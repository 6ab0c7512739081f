import { sandboxDirectory } from '../../../tooling/testing/index.ts';
import { commandLine } from '../src/access/operator.ts';
import type { Merge } from '../src/people/merge-people.ts';
import { ofPeople } from '../src/people/merge-people.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

/** Two directories that know nothing of each other: whoever is in both has another address in each. */
const person = (system: string) => (name: string) => ({
  login: `${name}-${system}`,
  displayName: `Test ${name}`,
  email: `${name}@${system}.test`,
  password: `password-of-${name}-${system}`,
});
const people = ['ann', 'bob', 'cid', 'dee', 'eve', 'fay'];
const sandbox = (system: string, displayName: string) => ({
  package: '@access-account/identity-sandbox',
  poll: { every: '250ms' },
  config: { displayName, lockAfter: 2, passwordHashCost: 10, tellsSignIns: false, people: people.map(person(system)) },
});

let world: World;
beforeAll(async () => {
  const configuration = JSON.stringify({
    dataDirectory: 'data',
    connectors: {
      corp: sandbox('corp', 'Corp'),
      plant: sandbox('plant', 'Plant'),
      web: { package: '@access-account/channel-web' },
      desk: { package: '@access-account/ticketing-local' },
    },
    people: { mainIdentity: 'corp', channels: ['web'], tickets: 'desk' },
  });
  world = await openWorld({ people: [], configuration });
}, 60_000);
afterAll(async () => {
  expect((await world.verifyAudit()).findings).toEqual([]);
  await world.close();
});

const at = (connector: string) => sandboxDirectory({ url: world.url, connector });
const names = (name: string) => ({ keep: `corp/${name}-corp`, other: `plant/${name}-plant` });
const meet = async (...logins: readonly string[]) => {
  for (const login of logins) await world.product.road.named(login);
};
const { merge, look } = {
  merge: (name: string) => world.product.merges.merge(names(name), commandLine),
  look: (name: string) => world.product.merges.look(names(name)),
};
/** How many rows each table has of a person. */
const rowsOf = async (id: string) => {
  const counts: Record<string, number> = {};
  for (const table of ofPeople) {
    const rows = await world.database.rows(`select 1 from ${table} where person_id = $1`, [id]);
    counts[table] = rows.length;
  }
  return counts;
};
const isOver = (login: string) =>
  until(async () => {
    const rows = await world.database.rows(
      `select 1 from help_case join person on person.id = help_case.person_id where person.login = $1 and closed_at is null
       union all select 1 from effect join person on person.id = effect.person_id
       where person.login = $1 and effect.status = 'intent'`,
      [login],
    );
    return rows.length === 0;
  });

test('what a merge would do is said first, and changes nothing', async () => {
  await meet('ann-corp', 'ann-plant');
  const said = await look('ann');
  expect(said).toMatchObject({
    merged: false,
    refusals: [],
    keep: { login: 'ann-corp', accounts: [{ system: 'corp', login: 'ann-corp' }] },
    other: { login: 'ann-plant', accounts: [{ system: 'plant', login: 'ann-plant' }] },
  });
  expect(await look('ann')).toEqual(said);
  expect(await world.audited('ann-corp')).not.toContainEqual(expect.objectContaining({ name: 'people-merged' }));
});

test('EC-23 EC-24 two people who are one are one from then on: one card for both accounts, on the channel either came by, and their history', async () => {
  const chat = await world.chat('bob-plant');
  await at('plant').lock('bob-plant');
  await chat.shown('is locked');
  await chat.choose('Yes');
  await chat.shown('is unlocked');
  await isOver('bob-plant');
  await meet('bob-corp');
  const [kept, gone] = [await world.personId('bob-corp'), await world.personId('bob-plant')];
  await world.database.run(
    "insert into person_setting (person_id, notices, language, channel) values ($1, 'normal', 'de', null)",
    [gone],
  );
  const [before, own] = [await rowsOf(gone), await rowsOf(kept)];
  expect(await merge('bob')).toMatchObject({ merged: true, refusals: [] });

  const after = await rowsOf(kept);
  for (const table of ofPeople)
    expect({ table, rows: after[table] }).toEqual({ table, rows: (before[table] ?? 0) + (own[table] ?? 0) });
  expect(before).toMatchObject({
    account: 1,
    channel_identity: 1,
    lockout: 1,
    help_case: 1,
    notice: 1,
    desk_ticket: 1,
  });
  expect(Object.values(await rowsOf(gone)).every((count) => count === 0)).toBe(true);
  const settings = await world.database.rows(
    'select person_id, language from person_setting where person_id = any($1)',
    [[kept, gone]],
  );
  expect(settings).toEqual([{ person_id: kept, language: 'de' }]);

  await Promise.all([at('corp').lock('bob-corp'), at('plant').lock('bob-plant')]);
  // Told of a lock just now, whoever they are: the allowance of one person is not doubled, so that they ask.
  await chat.say('unlock my account');
  await until(() =>
    chat.messages.some(({ text }) => text.includes('bob-corp (Corp)') && text.includes('bob-plant (Plant)')),
  );
});

test('who merged whom is in the audit', async () => {
  await meet('cid-corp', 'cid-plant');
  const gone = await world.personId('cid-plant');
  await merge('cid');
  const entry = (await world.audited('cid-corp')).find(({ name }) => name === 'people-merged');
  expect(entry).toMatchObject({
    kind: 'security',
    summary: expect.stringMatching(/cid-plant.*is the same person as.*cid-corp.*by the word of the command line/),
    detail: { was: gone, by: { name: 'the command line' }, accounts: [expect.stringContaining('plant/')] },
  });
});

test('the settings of the one who stays count where both have some', async () => {
  await meet('fay-corp', 'fay-plant');
  const [kept, gone] = [await world.personId('fay-corp'), await world.personId('fay-plant')];
  await world.database.run(
    "insert into person_setting (person_id, notices, language, channel) values ($1, 'normal', 'fr', null), ($2, 'daily', 'de', null)",
    [kept, gone],
  );
  // What doctor tells of the two is told of no more.
  const [account] = (await look('fay')).keep?.accounts ?? [];
  await world.database.run(
    "insert into collision (system, account_id, other_system, reason) values ('corp', $1, 'plant', 'other-person')",
    [account?.account],
  );
  expect((await merge('fay')).merged).toBe(true);
  expect(await world.database.rows('select language from person_setting where person_id = $1', [kept])).toEqual([
    { language: 'fr' },
  ]);
  expect(await world.database.rows('select 1 from collision where account_id = $1', [account?.account])).toEqual([]);
});

describe('nobody is merged', () => {
  const unchanged = async (asked: { readonly keep: string; readonly other: string }): Promise<Merge> => {
    const count = async () => (await world.database.rows('select id from person order by id')).length;
    const before = await count();
    const answer = await world.product.merges.merge(asked, commandLine);
    expect(answer.merged).toBe(false);
    expect(await count()).toBe(before);
    return answer;
  };

  test.each([
    ['kept', { keep: 'corp/nobody', other: 'plant/eve-plant' }],
    ['other', { keep: 'corp/eve-corp', other: 'corp/nobody' }],
    ['system', { keep: 'elsewhere/eve-corp', other: 'plant/eve-plant' }],
  ])('where one is not known: %s', async (_, asked) => {
    await meet('eve-corp', 'eve-plant');
    expect((await unchanged(asked)).refusals).toEqual([expect.stringContaining('Nobody who is known')]);
  });

  test('where they are one person already', async () => {
    const asked = { keep: 'corp/eve-corp', other: 'corp/EVE-CORP' };
    expect((await unchanged(asked)).refusals).toEqual(['They are one person already.']);
  });

  test('EC-23 where both have an account of one system', async () => {
    await meet('eve-corp', 'ann-corp');
    const asked = { keep: 'corp/eve-corp', other: 'corp/ann-corp' };
    expect((await unchanged(asked)).refusals).toEqual([expect.stringContaining('Both have an account of corp')]);
  });

  test.each(['corp', 'plant'])('while help for one of them is under way: the one of %s', async (system) => {
    await meet('dee-corp', 'dee-plant');
    const login = `dee-${system}`;
    const chat = await world.chat(login);
    await at(system).lock(login);
    await chat.shown('is locked');
    const { refusals } = await unchanged(names('dee'));
    expect(refusals).toEqual([expect.stringContaining('under way')]);
    await chat.choose('Yes');
    await chat.shown('is unlocked');
    await isOver(login);
  });

  test('by whoever is not an operator', async () => {
    const response = await fetch(`${world.url}/api/v1/people/merge`, {
      method: 'POST',
      headers: { authorization: 'Bearer not-the-token', 'content-type': 'application/json' },
      body: JSON.stringify({ ...names('eve'), yes: true }),
    });
    expect(response.status).toBe(401);
  });

  test.each([
    ['a person without a system', { keep: 'eve', other: 'plant/eve-plant' }],
    ['one person alone', { keep: 'corp/eve-corp' }],
    ['a yes that is none', { ...names('eve'), yes: 'certainly' }],
    ['more than is asked', { ...names('eve'), by: 'me' }],
  ])('for %s', async (_, body) => {
    const response = await fetch(`${world.url}/api/v1/people/merge`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.product.access.operatorToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
  });
});

test('nothing that is somebody’s is left behind: a merge knows every table', async () => {
  const rows = await world.database.rows<{ table_name: string }>(
    "select table_name from information_schema.columns where table_schema = current_schema() and column_name = 'person_id'",
  );
  expect(rows.map(({ table_name: name }) => name).sort()).toEqual([...ofPeople, 'person_setting'].sort());
});
