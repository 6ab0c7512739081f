import type { ListedAccount } from '@access-account/contract';
import { seededRandom } from '../../../tooling/testing/index.ts';
import { recordPage } from '../src/expiry/record-page.ts';
import { sweepReminders } from '../src/expiry/sweep-reminders.ts';
import { zoneRules } from '../src/expiry/zone-rules.ts';
import type { Database } from '../src/storage/database.ts';
import { openTestDatabase } from './support/database.ts';
import { type NaiveEnd, NaiveReminders, shifted } from './support/naive-reminders.ts';

const hour = 3_600_000;
const day = 24 * hour;
const zones = ['America/Los_Angeles', 'Europe/Berlin'] as const;
const from = Date.parse('2026-01-01T00:00:00Z');
/** As many as `npm test` has the time for; the properties of `npm run test:deep` take a thousand. */
const people = Math.min(1000, 200 * Number(process.env.DEEP_TIMES ?? 1));
const random = seededRandom('a year of passwords');

/** What is so from a time on. */
interface Since<Value> {
  readonly at: number;
  readonly value: Value;
}

interface Password {
  readonly cycle: number;
  readonly changedAt: number | null;
  readonly expiresAt: number | null;
}

/** Somebody's year, made up beforehand. */
interface Life {
  readonly id: string;
  readonly arrives: number;
  readonly leaves: number;
  readonly passwords: readonly Since<Password>[];
  readonly contracts: readonly Since<{ readonly cycle: number; readonly endsAt: number | null }>[];
  readonly zones: readonly Since<string>[];
  readonly standings: readonly Since<'enabled' | 'disabled'>[];
}

const chance = (share: number) => random.next() < share;
const between = (low: number, high: number) => low + random.next() * (high - low);
const someTime = () => from + between(5, 360) * day;

/** Whole minutes: what a directory tells is no finer than that here. */
const minutes = (time: number) => Math.round(time / 60_000) * 60_000;

function passwordsOf(): readonly Since<Password>[] {
  const maxAge = random.pick([null, 42, 60, 60, 90, 90, 90]);
  const tellsChange = maxAge === null || chance(0.9);
  const passwords: Since<Password>[] = [];
  let changedAt = minutes(from - between(0, maxAge ?? 300) * day);
  for (let cycle = 1; changedAt < from + 366 * day; cycle += 1) {
    const base = { cycle, changedAt: tellsChange ? changedAt : null };
    const expiresAt = maxAge === null ? null : minutes(changedAt + maxAge * day);
    passwords.push({ at: changedAt, value: { ...base, expiresAt } });
    if (maxAge === null || expiresAt === null) break;
    // Most choose a new one in time, some only when they are locked out.
    const next = minutes(expiresAt + between(-15, 6) * day);
    if (tellsChange && chance(0.25)) {
      // The administrator changes how long a password lasts, or the provider computes its end a little differently.
      const by = random.pick([30, -20, -35, 400, 0.4, -0.4, 2, -2]);
      const at = minutes(between(changedAt, next));
      passwords.push({ at, value: { ...base, expiresAt: by === 400 ? null : minutes(expiresAt + by * day) } });
    }
    changedAt = Math.max(next, changedAt + day);
  }
  return passwords;
}

function contractsOf(): Life['contracts'] {
  if (!chance(0.15)) return [{ at: 0, value: { cycle: 1, endsAt: null } }];
  const endsAt = minutes(someTime());
  const contracts = [{ at: 0, value: { cycle: 1, endsAt: endsAt as number | null } }];
  if (chance(0.5))
    contracts.push({
      at: minutes(endsAt - between(1, 20) * day),
      value: { cycle: 2, endsAt: random.pick([endsAt + 90 * day, endsAt + 30 * day, null]) },
    });
  return contracts;
}

function lifeOf(number: number): Life {
  const zone = random.pick(zones);
  const isAway = chance(0.05);
  const awayFrom = minutes(someTime());
  return {
    id: `account-${number}`,
    arrives: chance(0.1) ? minutes(someTime()) : 0,
    leaves: chance(0.05) ? minutes(someTime()) : Number.POSITIVE_INFINITY,
    passwords: passwordsOf(),
    contracts: contractsOf(),
    zones: [{ at: 0, value: zone }, ...(chance(0.03) ? [{ at: minutes(someTime()), value: random.pick(zones) }] : [])],
    standings: [
      { at: 0, value: 'enabled' },
      ...(isAway
        ? ([
            { at: awayFrom, value: 'disabled' },
            { at: minutes(awayFrom + 30 * day), value: 'enabled' },
          ] as const)
        : []),
    ],
  };
}

function at<Value>(values: readonly Since<Value>[], time: number): Value | undefined {
  return values.findLast((one) => one.at <= time)?.value;
}

const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString());

function listed(life: Life, time: number): ListedAccount | undefined {
  const password = at(life.passwords, time);
  if (time < life.arrives || time >= life.leaves || password === undefined) return undefined;
  return {
    id: life.id,
    login: life.id,
    displayName: life.id,
    email: null,
    locale: null,
    manager: null,
    standing: at(life.standings, time) ?? 'enabled',
    passwordChangedAt: iso(password.changedAt),
    passwordExpiresAt: iso(password.expiresAt),
    endsAt: iso(at(life.contracts, time)?.endsAt ?? null),
    timeZone: at(life.zones, time) ?? null,
  };
}

function naiveEnds(lives: readonly Life[], time: number): ReadonlyMap<string, NaiveEnd> {
  const ends = new Map<string, NaiveEnd>();
  for (const life of lives) {
    const password = at(life.passwords, time);
    const contract = at(life.contracts, time);
    if (time < life.arrives || time >= life.leaves || password === undefined || contract === undefined) continue;
    const common = { zone: at(life.zones, time) ?? '', isEnabled: at(life.standings, time) === 'enabled' };
    ends.set(`${life.id} password`, { ...password, ...common });
    ends.set(`${life.id} account`, { cycle: contract.cycle, changedAt: null, expiresAt: contract.endsAt, ...common });
  }
  return ends;
}

const rules = {
  firstReminderDays: 14,
  at: '10:00',
  weekends: 'previous',
  holidays: new Set(['2026-01-06', '2026-05-01', '2026-12-24', '2026-12-25']),
} as const;
const rulesOf = zoneRules({
  policy: { ...rules, timeZone: 'America/Los_Angeles', perPersonTimeZone: true },
  holidays: [...rules.holidays],
});

/** The directory as it is mirrored: whoever changed since the last look, or everybody in pages. */
class Mirror {
  readonly #told = new Map<string, string>();

  async read(lives: readonly Life[], time: number, database: Database): Promise<void> {
    const now = new Date(time).toISOString();
    const accounts = lives.flatMap((life) => listed(life, time) ?? []);
    const isWalk = chance(0.02);
    const news = accounts.filter((account) => isWalk || this.#told.get(account.id) !== JSON.stringify(account));
    const present = new Set(accounts.map(({ id }) => id));
    const removed = isWalk ? [] : [...this.#told.keys()].filter((id) => !present.has(id)).map((id) => ({ id }));
    const size = 400;
    const pages = Math.max(1, Math.ceil(news.length / size));
    for (let number = 0; number < pages; number += 1) {
      const more = number < pages - 1;
      const page = {
        accounts: news.slice(number * size, (number + 1) * size),
        removed: more ? [] : removed,
        more,
        isComplete: isWalk && !more,
      };
      await database.transaction((transaction) =>
        recordPage({ system: 'corp', page, number, now, isAudience: () => true }, transaction),
      );
    }
    this.#told.clear();
    for (const account of accounts) this.#told.set(account.id, JSON.stringify(account));
  }
}

function without(all: readonly string[], those: readonly string[]): readonly string[] {
  const known = new Set(those);
  return all.filter((one) => !known.has(one));
}

/** What came due since the last look, as it would be let onto the road. */
async function taken(database: Database): Promise<readonly { key: string; mark: number }[]> {
  return database.rows(
    `update reminder set entered_at = now() where entered_at is null returning account_id || ' ' || kind as key, mark`,
  );
}

describe(`EC-01 EC-02 PE-1 PE-2 PE-4 PE-5 PE-6 PE-10 PE-14 a year of ${people} people in two zones`, () => {
  test('brings everybody exactly what an independent model says, through summer times, lost polls, stops and crashes', async () => {
    const store = await openTestDatabase();
    const { database } = store;
    const lives = Array.from({ length: people }, (_, number) => lifeOf(number));
    const naive = new NaiveReminders(rules);
    const mirror = new Mirror();
    const expected: string[] = [];
    const actual: string[] = [];
    const note = (list: string[], time: number, what: readonly string[]) =>
      list.push(...what.map((one) => `${new Date(time).toISOString()} ${one}`));
    const look = async (time: number) => {
      note(
        expected,
        time,
        naive.read(time, naiveEnds(lives, time)).map((key) => `${key} -1`),
      );
      await mirror.read(lives, time, database);
    };
    const sweep = (time: number) =>
      database.transaction((transaction) =>
        sweepReminders({ now: new Date(time).toISOString(), rulesOf }, transaction),
      );
    const tick = async (time: number) => {
      note(expected, time, naive.tick(time));
      if (chance(0.05)) {
        const crash = database.transaction(async (transaction) => {
          await sweepReminders({ now: new Date(time).toISOString(), rulesOf }, transaction);
          throw new Error('killed');
        });
        await expect(crash).rejects.toThrow('killed');
      }
      await sweep(time);
      // Another server, or the same one again: nothing is added.
      if (chance(0.05)) expect((await sweep(time)).due).toBe(0);
    };
    // Days on which nothing runs.
    const stops = [40, 67, 120, 200, 299, 303].map((start) => ({ start, end: start + Math.floor(between(1, 6)) }));
    const isStopped = (number: number) => stops.some(({ start, end }) => number >= start && number < end);
    try {
      await look(from);
      for (let number = 0; number < 365; number += 1) {
        const date = shifted('2026-01-01', number);
        if (isStopped(number)) continue;
        const begin = Date.parse(`${date}T00:00:00Z`);
        const moments = [
          ...(chance(0.15) ? [] : [{ time: begin + (number % 2 === 0 ? 5 : 13) * hour, run: look }]),
          ...naive.slotsOn(date, zones).map((time) => ({ time: time + 30_000, run: tick })),
          // Whoever was stopped looks as soon as it is up again.
          ...(number > 0 && isStopped(number - 1) ? [{ time: begin + between(0.5, 4) * hour, run: tick }] : []),
        ];
        for (const { time, run } of moments.toSorted((one, other) => one.time - other.time)) {
          await run(time);
          note(
            actual,
            time,
            (await taken(database)).map(({ key, mark }) => `${key} ${mark}`),
          );
        }
      }
    } finally {
      await store.close();
    }
    const doubles = actual.length - new Set(actual).size;
    expect({ missing: without(expected, actual), unasked: without(actual, expected), doubles }).toEqual({
      missing: [],
      unasked: [],
      doubles: 0,
    });
    // It was a year worth the name.
    const marks = (mark: number) => actual.filter((line) => line.endsWith(` ${mark}`)).length;
    for (const mark of [-1, 0, 1, 2, 4, 7, 14]) expect(marks(mark)).toBeGreaterThan(0.3 * people);
  }, 120_000);
});
