import { randomUUID } from 'node:crypto';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ people: ['alex'] });
}, 60_000);
afterAll(() => world.close());

/** The messages of the person's case that are not over, the oldest first. */
const unfinished = async (person: string) =>
  (
    await world.database.rows<{ id: string }>(
      `select id from effect where person_id = $1 and lane = 'person' and finished_at is null order by ordinal`,
      [person],
    )
  ).map(({ id }) => id);

const isAtRest = async (person: string) => {
  const rows = await world.database.rows('select from help_case where person_id = $1 and lease_by is not null', [
    person,
  ]);
  return rows.length === 0;
};

test('what a click brings waits behind what waits for another time, though nobody had the case in hand', async () => {
  const chat = await world.lockedOut('alex');
  const person = await world.personId('alex');
  await until(() => isAtRest(person));
  const waiting = randomUUID();
  await world.database.run(
    `insert into effect (person_id, id, case_id, ordinal, lane, body, attempts, not_before)
     select person_id, $2, id, next_ordinal, 'person', $3, 1, now() + interval '1 hour' from help_case where person_id = $1`,
    [person, waiting, JSON.stringify({ type: 'say', sentences: [{ key: 'person.unknown', parameters: {} }] })],
  );
  await world.database.run('update help_case set next_ordinal = next_ordinal + 1 where person_id = $1', [person]);

  await chat.choose('No');
  await until(async () => (await unfinished(person)).length === 2);
  await until(() => isAtRest(person));
  expect(await unfinished(person)).toEqual([waiting, expect.any(String)]);

  await world.database.run('update effect set not_before = now() where id = $1', [waiting]);
  await chat.shown('I leave it as it is');
  // What was shown is recorded after it was shown.
  await until(async () => (await unfinished(person)).length === 0);
}, 60_000);
