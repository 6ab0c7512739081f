import { randomUUID } from 'node:crypto';
import { noticesCount } from '../src/road/converse.ts';
import { directoriesConfiguration } from './support/directories.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const hour = 60;

/** Somebody the product has met, who was told of something they had not asked for so many minutes ago each time. */
async function told(world: World, login: string, minutesAgo: readonly number[]) {
  const chat = await world.chat(login);
  await chat.say('help');
  await chat.shown('I can unlock an account');
  const person = await world.personId(login);
  for (const minutes of minutesAgo) {
    await world.database.run(
      'insert into notice (person_id, effect_id, at) values ($1, $2, now() - make_interval(mins => $3::int))',
      [person, randomUUID(), minutes],
    );
  }
  return { chat, person };
}

/** In how many minutes the next notice is planned. */
async function nextNotice(world: World, person: string): Promise<number> {
  const [row] = await until(async () => {
    const rows = await world.database.rows<{ minutes: string }>(
      `select extract(epoch from not_before - now()) / 60 as minutes from effect
       where person_id = $1 and lane = 'timer:notice' and status = 'intent'`,
      [person],
    );
    return rows.length === 1 && rows;
  }, 'a notice that is planned');
  return Math.round(Number(row?.minutes));
}

/** Lets so many minutes pass for notices that were given, and for the one that is planned. */
async function pass(world: World, person: string, minutes: number): Promise<void> {
  await world.database.run('update notice set at = at - make_interval(mins => $2::int) where person_id = $1', [
    person,
    minutes,
  ]);
  await world.database.run(
    `update effect set not_before = not_before - make_interval(mins => $2::int)
     where person_id = $1 and lane = 'timer:notice' and status = 'intent'`,
    [person, minutes],
  );
}

describe('four in a day, six hours apart', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ people: ['often', 'lately', 'asking', 'again'] });
  }, 60_000);
  afterAll(() => world.close());

  test('LN-11 after four notices in 24 hours the fifth waits until the first is a day old, however long ago the last one was', async () => {
    const { chat, person } = await told(world, 'often', [23 * hour, 19 * hour, 13 * hour, 7 * hour]);
    await world.directoryPage.lock('often');
    expect(await nextNotice(world, person)).toBe(hour);
    expect(chat.messages.map(({ text }) => text).join()).not.toContain('is locked');
    await pass(world, person, hour);
    await chat.shown('Your account often (Sandbox Directory) is locked');
  });

  test('LN-11 within six hours of the last notice the next one waits, although there were few', async () => {
    const { chat, person } = await told(world, 'lately', [5 * hour]);
    await world.directoryPage.lock('lately');
    expect(await nextNotice(world, person)).toBe(hour);
    await pass(world, person, hour);
    await chat.shown('Your account lately (Sandbox Directory) is locked');
  });

  test('LN-14 EC-35 whoever asks is never kept waiting by it', async () => {
    const { chat, person } = await told(world, 'asking', [hour]);
    await world.directoryPage.lock('asking');
    await nextNotice(world, person);
    await chat.say('unlock my account');
    await chat.shown('Shall I unlock asking (Sandbox Directory)?');
    await chat.choose('Yes');
    await chat.shown('is unlocked');
  });

  test('UA-10 EC-27 the third lock in 24 hours adds the advice that a device may still use an old password', async () => {
    const { chat, person } = await told(world, 'again', []);
    for (const episode of ['earlier', 'earlier still']) {
      await world.database.run(
        `insert into lockout (person_id, system, account_id, episode, detected_at)
         select person_id, system, account_id, $2, now() - interval '3 hours' from account where person_id = $1`,
        [person, episode],
      );
    }
    await world.directoryPage.lock('again');
    await chat.shown('Shall I unlock it?');
    await chat.choose('Yes');
    await chat.shown('a phone, tablet or mapped drive may still be using an old password');
  });
});

describe('numbers of one’s own', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({
      people: [],
      configuration: directoriesConfiguration({
        people: [{ login: 'count' }, { login: 'gap' }],
        policies: '{ lockoutNotification: { atMost: 2, per: 3h, gap: 30m } }',
      }),
    });
  }, 60_000);
  afterAll(() => world.close());

  test('LN-12 CFG-2 the count and its period bind alone', async () => {
    const { person } = await told(world, 'count', [170, 40]);
    await world.directoryPage.lock('count');
    expect(await nextNotice(world, person)).toBe(10);
  });

  test('LN-12 CFG-2 and so does the gap', async () => {
    const { person } = await told(world, 'gap', [10]);
    await world.directoryPage.lock('gap');
    expect(await nextNotice(world, person)).toBe(20);
  });
});

describe('what counts no more', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ people: ['gone', 'next'] });
  }, 60_000);
  afterAll(() => world.close());

  test('LN-11 a notice is forgotten a month later, with the next one that anybody is given', async () => {
    const day = 24 * hour;
    const { person } = await told(world, 'gone', [31 * day, 31 * day, 29 * day, day]);
    const ages = async () =>
      (
        await world.database.rows<{ days: string }>(
          'select floor(extract(epoch from now() - at) / 86400) as days from notice where person_id = $1 order by at',
          [person],
        )
      ).map(({ days }) => Number(days));
    expect(await ages()).toEqual([31, 31, 29, 1]);
    await world.lockedOut('next');
    expect(await ages()).toEqual([29, 1]);
  });

  test('LN-12 where notices count for longer than a month they are kept for as long', async () => {
    const forty = 40 * 24 * 60 * 60_000;
    expect(noticesCount({ lockoutNotification: { per: forty, gap: 1 } } as Parameters<typeof noticesCount>[0])).toBe(
      forty,
    );
    expect(noticesCount({ lockoutNotification: { per: 1, gap: 1 } } as Parameters<typeof noticesCount>[0])).toBe(
      24 * 60 * 60_000,
    );
  });
});
