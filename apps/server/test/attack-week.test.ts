import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lockout } from '@access-account/contract';
import { sandboxConfiguration } from '../../../tooling/testing/index.ts';
import { loadConfiguration } from '../src/config/load-configuration.ts';
import { type Server, serve } from '../src/serve.ts';
import { onPostgres } from './support/fresh-data.ts';
import { type MovableClock, movableClock } from './support/movable-clock.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Clocks in Los Angeles go from 01:59 to 03:00 here, in the middle of the week. */
const change = Date.parse('2027-03-14T10:00:00Z');
/** A storm every day at 09:00 of the wall, whatever summer time says, and one over the very moment of the change. */
const storms = [
  ...[-3, -2, -1].map((days) => change + days * day + 7 * hour),
  change - 20 * minute,
  ...[0, 1, 2, 3].map((days) => change + days * day + 6 * hour),
];
const notices = 8;

const configuration = (dataDirectory: string) =>
  sandboxConfiguration({
    people: ['alex'],
    more: `audit: { key: "the same key for all the servers there are" }\npolicies: { attackMode: { people: 5, notices: ${notices} } }`,
  }).replace('dataDirectory: data', `dataDirectory: ${dataDirectory}`);

// Several servers share a PostgreSQL; the embedded database has one.
(onPostgres ? describe : describe.skip)(
  'D5 a week of storms over two servers, with a change to summer time in it',
  () => {
    let world: World;
    let second: Server;
    let clock: MovableClock;
    beforeAll(async () => {
      world = await openWorld({ people: ['alex'], configuration: configuration('data'), hasMovableClock: true });
      const { database } = world.product.configuration;
      // Whoever counts by the clock on the wall is to be found out.
      const name = new URL(database).pathname.slice(1);
      await world.database.run(`alter database ${name} set timezone to 'America/Los_Angeles'`);
      // A transaction’s own time cannot be moved.
      await world.database.run('alter table lockout alter column detected_at set default clock_timestamp()');
      await world.restart();
      const file = join(world.directory, 'second.yaml');
      writeFileSync(file, configuration('second-data'));
      second = await serve(loadConfiguration({ file, environment: { DATABASE_URL: database, PORT: '0' } }));
      await second.ready;
      clock = await movableClock(world.database);
    }, 60_000);
    afterAll(async () => {
      await second?.close();
      await world?.close();
    });

    const count = async (query: string) => {
      const [row] = await world.database.rows<{ count: string }>(`select count(*) ${query}`);
      return Number(row?.count);
    };
    const servers = () => [world.product, second.product];
    /** What each server does every five seconds. */
    const rounds = async (times: number) => {
      for (let time = 0; time < times; time += 1) for (const { attacks } of servers()) await attacks.round();
    };
    const moveTo = (at: number) => clock.moveTo(new Date(at).toISOString());
    /** So many people nobody has met are locked now, and both servers find a half of them at the same moment. */
    const lock = async (people: number) => {
      const since = (await clock.now()).toISOString();
      const lockouts = Array.from({ length: people }, (): Lockout => {
        const id = randomUUID();
        const account = { id, login: id, displayName: id, email: null, locale: null };
        return { account, lock: { episode: since, cause: 'failed-logins', since, until: null } };
      });
      const halves = [lockouts.slice(0, people / 2), lockouts.slice(people / 2)];
      await Promise.all(servers().map(({ road }, index) => road.lockouts('sandbox', halves[index] ?? [])));
      // Seen while it is loud, as every five seconds it is.
      await rounds(1);
    };
    /** Of how many lockouts of the last hour somebody was told. */
    const toldLately = () =>
      count("from lockout where not held and detected_at > clock_timestamp() - interval '1 hour'");
    const isOn = async () => (await count('from attack where ended_at is null')) === 1;

    test.each(storms.map((at, index) => [new Date(at).toISOString(), at, index + 1] as const))(
      'the storm of %s is one incident, within its hour, and over by itself',
      async (_, at, number) => {
        await moveTo(at);
        expect(await isOn()).toBe(false);
        await lock(30);
        expect(await isOn()).toBe(true);
        expect(await toldLately()).toBeLessThanOrEqual(notices);
        const told = await toldLately();
        // Half an hour later, over the change where there is one: the same incident, and the same hour.
        await moveTo(at + 10 * minute);
        await rounds(1);
        await lock(10);
        await moveTo(at + 24 * minute);
        await rounds(1);
        await lock(10);
        expect(await isOn()).toBe(true);
        expect(await toldLately()).toBe(told);
        // More than an hour after the first: there is room for a few more, and for no more than that in any hour.
        for (const later of [38, 52, 62]) {
          await moveTo(at + later * minute);
          await rounds(1);
          await lock(10);
          expect(await isOn()).toBe(true);
          expect(await toldLately()).toBeLessThanOrEqual(notices);
        }
        expect(await count(`from lockout where not held and detected_at > to_timestamp(${(at + hour) / 1000})`)).toBe(
          notices,
        );
        expect(await count('from attack')).toBe(number);
        // Quiet, but not for long enough; then for long enough.
        await moveTo(at + 75 * minute);
        await rounds(1);
        expect(await isOn()).toBe(true);
        await moveTo(at + 92 * minute);
        await rounds(1);
        expect(await isOn()).toBe(false);
        await rounds(6);
        expect(await count('from lockout where held')).toBe(0);
        expect(await count('from attack where left_at is null')).toBe(0);
        await until(
          async () => (await count("from ticket where key like 'attack:%' and status = 'handed-off'")) === number,
        );
        expect(await count("from ticket where key like 'attack:%'")).toBe(number);
      },
      60_000,
    );

    test('in all of it as many incidents as storms, and everybody was let in once', async () => {
      expect(await count('from attack')).toBe(storms.length);
      expect(await count('from lockout')).toBe(storms.length * 80);
      expect(
        await count(
          "from (select person_id from help_case where policy = 'lockout-notification' group by person_id having count(*) > 1) as twice",
        ),
      ).toBe(0);
      expect(await count("from help_case where policy = 'lockout-notification'")).toBe(storms.length * 80);
    });
  },
);
