import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { percentile } from '../testing/index.ts';
import type { BenchWorld } from './bench-world.ts';
import { countFaults } from './count-faults.ts';
import { helpPeople, productSubject, words } from './helper.ts';
import { openLoop } from './http-load.ts';
import { watchMachine } from './machine.ts';
import { measureDrain } from './measure-drain.ts';
import type { Reading } from './reading.ts';
import { warmUp } from './warm-up.ts';

export interface RemindersOptions {
  readonly world: BenchWorld;
  /** People whose password ends the day after tomorrow. */
  readonly people: number;
  /** Clicks beside the reminders, and as many without, and how many of them a second. */
  readonly clicks: number;
  readonly rate: number;
  /** Seconds, at least, to get ready before the reminders are due: they are due at a whole minute. */
  readonly ready: number;
  readonly say: (line: string) => void;
}

const minute = 60_000;
/** Milliseconds between two looks whether anything is due. */
const lookEvery = 20;
/** Milliseconds after which what is waited for will never be. */
const patience = 20 * minute;

/** How soon clicks are acknowledged while everybody is reminded of their password, and when nobody is. */
export async function reminders(options: RemindersOptions): Promise<readonly Reading[]> {
  const { world, clicks, rate, ready, say } = options;
  const subject = 'postgres';
  const directory = await world.directory();
  await directory.slapd.setPolicy({ attempts: 1, seconds: 0, days: 2 });
  say(`… ${options.people} people whose password ends the day after tomorrow`);
  const reminded = await directory.recruit(options.people);
  const due = Math.ceil((Date.now() + ready * 1000) / minute) * minute;
  const at = new Date(due).toISOString().slice(11, 16);
  const policies = { passwordExpiry: { at, timeZone: 'UTC' } };
  const product = await world.product({ kind: 'postgres', directory, listEvery: '1d', policies });
  await product.start();
  const client = new pg.Client({ connectionString: product.database });
  await client.connect();
  const count = async (sql: string) => Number((await client.query<{ count: string }>(sql)).rows[0]?.count);
  const until = async (isSo: () => Promise<boolean>) => {
    for (const begun = performance.now(); !(await isSo()); await delay(lookEvery)) {
      if (performance.now() - begun > patience) throw new Error('The reminders do not come on.');
    }
  };
  await until(async () => (await count('select count(*) from expiry')) === reminded.length);

  say(`… ${clicks} people are locked and told, twice`);
  const clicked: string[] = [];
  const click = productSubject({ name: subject, product, world });
  const noticed = (login: string) => world.follower.shown(login, words.locked);
  await warmUp((sizes) => helpPeople({ subject: click, directory, product, noticed, clicked }, sizes));
  const people = await directory.recruit(2 * clicks);
  clicked.push(...people);
  await directory.lock(people);
  await Promise.all(people.map(noticed));
  await measureDrain(click);
  if (Date.now() >= due) throw new Error('The reminders were due before everybody was ready.');

  say(`… reminders are due at ${at}, and ${rate} clicks come a second`);
  await until(async () => (await count('select count(*) from reminder where entered_at is not null')) > 0);
  const measure = async (logins: readonly string[]) => {
    const during = watchMachine();
    const { answers } = await openLoop({ members: logins, rate, post: (login) => click.click(login) });
    const wrong = answers.filter(({ status }) => status !== 202).length;
    if (wrong > 0) throw new Error(`${wrong} clicks were not stored.`);
    const took = answers.map((one) => one.took);
    const common = { subject, unit: 'ms', n: logins.length, machine: during() } as const;
    return { common, p50: percentile(took, 0.5), p99: percentile(took, 0.99) };
  };
  const beside = await measure(people.slice(0, clicks));
  const waiting = 'select count(*) from reminder where entered_at is null';
  const left = await count(waiting);
  if (left === 0) throw new Error('The reminders were out before the clicks were over.');
  say(`… ${left} reminders are still to go out`);
  await until(async () => (await count(waiting)) === 0);
  const { rows } = await client.query<{ count: string; seconds: string }>(
    'select count(*), extract(epoch from max(entered_at) - min(entered_at)) as seconds from reminder',
  );
  await measureDrain(click);

  say(`… ${rate} clicks come a second, and nobody is reminded`);
  const alone = await measure(people.slice(clicks));
  await measureDrain(click);
  const during = watchMachine();
  const faults = [
    ...(await countFaults({ world, directory, clicked })),
    ...(await notToldOnce(world, new Set(reminded))),
  ];
  for (const fault of faults.slice(0, 10)) say(`✗ ${fault}`);
  await client.end();
  await product.stop();
  const machine = during();
  return [
    { ...beside.common, figure: 'click acknowledged, beside reminders, p50', value: beside.p50 },
    { ...beside.common, figure: 'click acknowledged, beside reminders, p99', value: beside.p99 },
    { ...alone.common, figure: 'click acknowledged, without reminders, p50', value: alone.p50 },
    { ...alone.common, figure: 'click acknowledged, without reminders, p99', value: alone.p99 },
    {
      ...beside.common,
      figure: 'reminders entered',
      unit: '/s',
      value: Number(rows[0]?.count) / Number(rows[0]?.seconds),
      n: Number(rows[0]?.count),
    },
    {
      ...{ subject, machine, unit: '' },
      figure: 'clicks or reminders lost, doubled or left locked',
      value: faults.length,
      n: clicked.length + reminded.length,
    },
  ];
}

async function notToldOnce(world: BenchWorld, reminded: ReadonlySet<string>): Promise<readonly string[]> {
  const messages = new Map<string, number>();
  for (const { login, operation, changed } of await world.standIn.ledger()) {
    if (operation !== 'message.send' || !changed || !reminded.has(login)) continue;
    messages.set(login, (messages.get(login) ?? 0) + 1);
  }
  return [...reminded].flatMap((login) =>
    messages.get(login) === 1 ? [] : [`${login}: reminders ${messages.get(login) ?? 0}, and not 1`],
  );
}
