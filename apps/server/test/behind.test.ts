import { randomUUID } from 'node:crypto';
import type { Chat } from '../../../tooling/testing/index.ts';
import { onPostgres } from './support/fresh-data.ts';
import { holdRow } from './support/hold-row.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const people = ['alex', 'sam', 'kim', 'robin'];
let world: World;
beforeAll(async () => {
  world = await openWorld({ people });
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

/** What another server records for the only case of the person, and nobody tells of: a message. */
const recordElsewhere = (person: string) =>
  world.database.run(
    `with written as (
       update help_case set version = version + 1, next_ordinal = next_ordinal + 1 where person_id = $1
       returning id, next_ordinal - 1 as ordinal
     ) insert into effect (person_id, id, case_id, ordinal, lane, body)
       select $1, $2, id, ordinal, 'person', $3 from written`,
    [person, randomUUID(), message],
  );

const message = JSON.stringify({ type: 'say', sentences: [{ key: 'person.unknown', parameters: {} }] });

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
    [person, waiting, message],
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

/** What somebody is told, in order, from the message of the other server on. */
const toldFromThere = (chat: Chat) => {
  const texts = chat.messages.map(({ text }) => text);
  return texts.slice(texts.findIndex((text) => text.includes(words)));
};
const words = 'I cannot help from here';

test('what follows from an outcome waits behind what another server recorded meanwhile for the case in hand', async () => {
  const chat = await world.lockedOut('sam');
  const person = await world.personId('sam');
  const operations = world.product.registry.ready('identity', 'sandbox')?.operations;
  const unlock = operations?.['account.unlock'];
  if (operations === undefined || unlock === undefined) throw new Error('The sandbox is not connected.');
  const unlockLater: typeof unlock = async (input, call) => {
    await recordElsewhere(person);
    return unlock(input, call);
  };
  Object.assign(operations, { 'account.unlock': unlockLater });
  try {
    await chat.choose('Yes');
    await chat.shown('is unlocked');
  } finally {
    Object.assign(operations, { 'account.unlock': unlock });
  }
  await until(async () => (await unfinished(person)).length === 0);
  expect(toldFromThere(chat)).toEqual([expect.stringContaining(words), expect.stringContaining('is unlocked')]);
}, 60_000);

/** Keeps messages of the web chat from being over, from when they are shown until `shown` resolves. */
function keepShowing(shown: Promise<void>) {
  const operations = world.product.registry.ready('channel', 'web')?.operations;
  if (operations === undefined) throw new Error('The web chat is not connected.');
  const { 'message.send': send } = operations;
  const sendAndWait: typeof send = async (input, call) => {
    const sent = await send(input, call);
    await shown;
    return sent;
  };
  Object.assign(operations, { 'message.send': sendAndWait });
  return () => Object.assign(operations, { 'message.send': send });
}

test('what a click brings waits behind what another server recorded meanwhile for the case in hand', async () => {
  const isRecorded = Promise.withResolvers<void>();
  const showAtOnce = keepShowing(isRecorded.promise);
  try {
    const chat = await world.lockedOut('kim');
    const person = await world.personId('kim');
    await recordElsewhere(person);
    await chat.choose('No');
    isRecorded.resolve();
    await chat.shown('I leave it as it is');
    await until(async () => (await unfinished(person)).length === 0);
    expect(toldFromThere(chat)).toEqual([expect.stringContaining(words), expect.stringContaining('I leave it')]);
  } finally {
    isRecorded.resolve();
    showAtOnce();
  }
}, 60_000);

// The embedded database has one server: nobody else writes to the case.
(onPostgres ? test : test.skip)(
  'whoever lets a case go does not wait for somebody who writes to it',
  async () => {
    const isHeld = Promise.withResolvers<void>();
    const showAtOnce = keepShowing(isHeld.promise);
    try {
      await world.lockedOut('robin');
      const person = await world.personId('robin');
      const writing = await holdRow(world.database, 'select from help_case where person_id = $1 for no key update', [
        person,
      ]);
      isHeld.resolve();
      await until(async () => (await unfinished(person)).length === 0, 'the message being over').finally(writing.letGo);
      await until(() => isAtRest(person), 'the case being let go');
    } finally {
      isHeld.resolve();
      showAtOnce();
    }
  },
  60_000,
);
