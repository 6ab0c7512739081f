import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfiguration } from '../src/config/load-configuration.ts';
import type { ForecastReminder } from '../src/expiry/forecast.ts';
import { type Server, serve } from '../src/serve.ts';
import { Calendar, expiryConfiguration, expiryPeople } from './support/expiry-world.ts';
import { type FreshData, freshData } from './support/fresh-data.ts';
import { prepareClock } from './support/movable-clock.ts';

process.env.LOG_LEVEL ??= 'silent';

const days = 30;
const { slots, password, account } = expiryPeople(days + 1);
const weekday = (slot: string) =>
  new Date(slot).toLocaleDateString('en', { weekday: 'long', timeZone: 'America/Los_Angeles' });
/** From a Monday to a Wednesday: on the day after it people are told, whatever day the test runs on. */
const stopBegins = slots.findIndex((slot, number) => number > 11 && weekday(slot) === 'Monday');
const stopped = [0, 1, 2].map((day) => stopBegins + day);
const afterStop = stopBegins + stopped.length;

/** Ends spread over more than the month, at all times of the day. */
const people = Object.fromEntries(
  Array.from({ length: 30 }, (_, number) => [
    `person-${number}`,
    number % 10 === 9 ? { ...account(number * 1.37), passwordAgeDays: 0 } : password(number * 1.37 - 0.5),
  ]),
);

const directory = mkdtempSync(join(tmpdir(), 'access-account-month-'));
const file = join(directory, 'access-account.yaml');
let data: FreshData;
let server: Server;

async function start(): Promise<Calendar> {
  const url = data.databaseUrl === undefined ? {} : { DATABASE_URL: data.databaseUrl };
  server = await serve(loadConfiguration({ file, environment: { HOST: '127.0.0.1', PORT: '0', ...url } }));
  await server.ready;
  return Calendar.of(server.product, Object.keys(people).length);
}

beforeAll(async () => {
  writeFileSync(file, expiryConfiguration({ people, policies: '{ passwordExpiry: { weekends: previous } }' }));
  data = await freshData(join(directory, 'data'));
  await prepareClock(data.databaseUrl);
}, 60_000);
afterAll(async () => {
  await server?.close();
  await data?.remove();
  rmSync(directory, { recursive: true, force: true });
});

/** What was really shown, as `day login kind`, and whether it said that it is over. */
async function sent(): Promise<readonly string[]> {
  const rows = await server.product.database.rows<{ at: Date; login: string; key: string }>(
    `select effect.not_before as at, person.login, effect.body -> 'sentences' -> 0 ->> 'key' as key
     from effect join person on person.id = effect.person_id
       join help_case on help_case.person_id = effect.person_id and help_case.id = effect.case_id
     where effect.body ->> 'type' = 'say' and effect.status = 'done' and help_case.policy = 'password-expiry'`,
  );
  const kinds: Readonly<Record<string, string>> = {
    'expiry.reminder': 'password reminder',
    'expiry.expired': 'password expired',
    'expiry.account-reminder': 'account reminder',
    'expiry.account-ended': 'account expired',
  };
  return rows.map(({ at, login, key }) => `${dayOf(at.toISOString())} ${login} ${kinds[key] ?? key}`);
}

function foretold({ at, account: id, kind, mark }: ForecastReminder, logins: ReadonlyMap<string, string>): string {
  return `${dayOf(at)} ${logins.get(id)} ${kind} ${mark === 'expired' ? mark : 'reminder'}`;
}

function dayOf(at: string): string {
  return new Date(at).toLocaleDateString('sv-SE', { timeZone: 'America/Los_Angeles' });
}

test('the forecast of a month is what the month brings, through restarts and a stop of three days (EC-01)', async () => {
  let calendar = await start();
  const forecast: ForecastReminder[] = [];
  for await (const reminder of server.product.expiry.forecast(days)) forecast.push(reminder);
  const before = await server.product.database.rows('select * from reminder');
  expect(before).toEqual([]);
  for (const [number, slot] of slots.slice(0, days).entries()) {
    if (stopped.includes(number)) continue;
    if (number === 8 || number === afterStop) {
      await server.close();
      calendar = await start();
    }
    await calendar.at(slot);
  }
  const accounts = await server.product.database.rows<{ account_id: string; login: string }>(
    'select account_id, login from account',
  );
  const logins = new Map(accounts.map(({ account_id, login }) => [account_id, login]));
  const within = forecast.filter(({ at }) => at <= (slots[days - 1] ?? ''));
  const isStopped = ({ at }: ForecastReminder) => stopped.some((number) => slots[number] === at);
  const plain = within.filter((one) => !isStopped(one)).map((one) => foretold(one, logins));
  const shown = await sent();
  expect(new Set(shown).size).toBe(shown.length);
  // What fell into the stop comes at the first slot after it: the latest of each, and no reminder of what is over.
  const late = shown.filter((line) => !plain.includes(line));
  expect(shown.filter((line) => plain.includes(line)).toSorted()).toEqual(plain.toSorted());
  const missed = new Set(within.filter(isStopped).map((one) => logins.get(one.account)));
  const first = dayOf(slots[afterStop] ?? '');
  expect(late.filter((line) => !line.startsWith(first))).toEqual([]);
  for (const line of late) expect(missed).toContain(line.split(' ')[1]);
  expect(late.length).toBeGreaterThan(0);
  expect(shown.length).toBeGreaterThan(60);
}, 120_000);
