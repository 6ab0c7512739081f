import { openWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ people: ['moved', 'heir', 'kept', 'quiet'] });
}, 60_000);
afterAll(() => world?.close());

const casesOf = async (login: string) => {
  const [row] = await world.database.rows<{ n: number }>(
    'select count(*)::int as n from help_case where person_id = $1',
    [await world.personId(login)],
  );
  return row?.n ?? 0;
};

test('S5 a link that somebody else moved is not gone by from memory: whoever has it now is heard', async () => {
  await world.chat('heir').then((chat) => chat.say('hello'));
  const chat = await world.chat('moved');
  await chat.say('hello');
  const [before, theirs] = [await casesOf('moved'), await casesOf('heir')];
  await world.database.run(`update channel_identity set person_id = $1 where channel = 'web' and person_id = $2`, [
    await world.personId('heir'),
    await world.personId('moved'),
  ]);
  await chat.say('help');
  expect(await casesOf('moved')).toBe(before);
  expect(await casesOf('heir')).toBe(theirs + 1);
});

test('S5 whoever lost their link is looked for afresh', async () => {
  const chat = await world.chat('kept');
  await chat.say('hello');
  const person = await world.personId('kept');
  await world.database.run(`delete from channel_identity where channel = 'web' and person_id = $1`, [person]);
  const before = await casesOf('kept');
  await chat.say('help');
  expect(await casesOf('kept')).toBe(before + 1);
  expect(await world.database.rows(`select from channel_identity where person_id = $1`, [person])).toHaveLength(1);
});

test('the conversation somebody used last is where they are told things', async () => {
  const chat = await world.chat('quiet');
  await chat.say('hello');
  const person = await world.personId('quiet');
  const seenLongAgo = async () =>
    (
      await world.database.rows(
        `select from channel_identity where person_id = $1 and seen_at < now() - interval '1 hour'`,
        [person],
      )
    ).length;
  await world.database.run(`update channel_identity set seen_at = now() - interval '1 day' where person_id = $1`, [
    person,
  ]);
  expect(await seenLongAgo()).toBe(1);
  await chat.say('help');
  expect(await seenLongAgo()).toBe(0);
});
