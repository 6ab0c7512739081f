import { randomUUID } from 'node:crypto';
import type { Call, ConnectorKind } from '@access-account/contract';
import type { Chat } from '../../../tooling/testing/index.ts';
import { onPostgres } from './support/fresh-data.ts';
import { holdRow } from './support/hold-row.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const people = ['alex', 'sam', 'kim', 'robin', 'jo'];
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

function operationsOf<Kind extends ConnectorKind>(kind: Kind, name: string) {
  const ready = world.product.registry.ready(kind, name);
  if (ready === undefined) throw new Error(`${name} is not connected.`);
  return ready.operations;
}

/** Puts something around an operation of a connector; answers what takes it away again. */
function around<Operations, Name extends keyof Operations>(
  operations: Operations,
  name: Name,
  put: NonNullable<Operations[Name]> extends (input: never, call: Call) => infer Answer
    ? (operation: () => Answer, call: Call) => Answer
    : never,
): () => void {
  const operation = operations[name] as (input: unknown, call: Call) => unknown;
  const wrapped = (input: unknown, call: Call) =>
    (put as (operation: () => unknown, call: Call) => unknown)(() => operation(input, call), call);
  Object.assign(operations as object, { [name]: wrapped });
  return () => void Object.assign(operations as object, { [name]: operation });
}

/** What somebody is told, in order, from the message of the other server on. */
const toldFromThere = (chat: Chat) => {
  const texts = chat.messages.map(({ text }) => text);
  return texts.slice(texts.findIndex((text) => text.includes(words)));
};
const words = 'I cannot help from here';

test('what follows from an outcome waits behind what another server recorded meanwhile, and for nothing else', async () => {
  const chat = await world.lockedOut('sam');
  const person = await world.personId('sam');
  const ticketBegins = Promise.withResolvers<void>();
  const isUnlocked = Promise.withResolvers<void>();
  const repeated: boolean[] = [];
  const asBefore = [
    around(operationsOf('ticketing', 'desk'), 'ticket.open', async (open) => {
      ticketBegins.resolve();
      await isUnlocked.promise;
      return open();
    }),
    around(operationsOf('identity', 'sandbox'), 'account.unlock', async (unlock) => {
      await ticketBegins.promise;
      await recordElsewhere(person);
      return unlock();
    }),
    around(operationsOf('channel', 'web'), 'message.send', async (send, call) => {
      repeated.push(call.repeated);
      return send();
    }),
  ];
  try {
    await chat.choose('Yes');
    await chat.shown('is unlocked');
  } finally {
    isUnlocked.resolve();
    for (const restore of asBefore) restore();
  }
  await until(async () => (await unfinished(person)).length === 0);
  expect(toldFromThere(chat)).toEqual([expect.stringContaining(words), expect.stringContaining('is unlocked')]);
  // Nothing of it was tried before.
  expect(repeated).toEqual([false, false]);
}, 60_000);

test('what a poll adds to a case in hand, with nothing to do, leaves the hand as good as it was', async () => {
  const chat = await world.chat('robin');
  const { road } = world.product;
  const lookAgain = road.lookAgain.bind(road);
  let looks = 0;
  road.lookAgain = (...asked) => {
    looks += 1;
    return lookAgain(...asked);
  };
  const restore = around(operationsOf('identity', 'sandbox'), 'account.read', async (read) => {
    const status = await read();
    const noticed = 'select from lockout join person on person.id = lockout.person_id where person.login = $1';
    if (status.lock !== null)
      await until(async () => (await world.database.rows(noticed, ['robin'])).length > 0, 'the poll noticing it');
    return status;
  });
  try {
    await world.directoryPage.lock('robin');
    await chat.say('please unlock my account');
    await chat.shown('Shall I unlock robin');
  } finally {
    restore();
    road.lookAgain = lookAgain;
  }
  expect(looks).toBe(0);
}, 60_000);

/** Keeps messages of the web chat from being over, from when they are shown until `shown` resolves. */
const keepShowing = (shown: Promise<void>) =>
  around(operationsOf('channel', 'web'), 'message.send', async (send) => {
    const sent = await send();
    await shown;
    return sent;
  });

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
      await world.lockedOut('jo');
      const person = await world.personId('jo');
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
