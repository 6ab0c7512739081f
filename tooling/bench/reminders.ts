import { percentile } from '../testing/index.ts';
import type { BenchWorld } from './bench-world.ts';
import type { ClickSubject } from './click-subject.ts';
import { countFaults } from './count-faults.ts';
import { helpPeople, productSubject, words } from './helper.ts';
import { openLoop } from './http-load.ts';
import { watchMachine } from './machine.ts';
import { measureDrain } from './measure-drain.ts';
import type { Reading } from './reading.ts';
import { untilAtRest } from './until-at-rest.ts';
import { untilMetric } from './until-metric.ts';
import { warmUp } from './warm-up.ts';

export interface RemindersOptions {
  readonly world: BenchWorld;
  readonly kind: 'postgres' | 'embedded';
  /** People whose password ends the day after tomorrow. */
  readonly people: number;
  /** Clicks beside the reminders, twice as many before and as many afterwards, and how many of them a second. */
  readonly clicks: number;
  readonly rate: number;
  /** Seconds, at least, to get ready before the reminders are due: they are due at a whole minute. */
  readonly ready: number;
  readonly say: (line: string) => void;
}

const minute = 60_000;

/** How soon clicks are acknowledged while everybody is reminded of their password, and when nobody is. */
export async function reminders(options: RemindersOptions): Promise<readonly Reading[]> {
  const { world, kind, clicks, rate, ready, say } = options;
  const directory = await world.directory();
  await directory.slapd.setPolicy({ attempts: 1, seconds: 0, days: 2 });
  say(`… ${options.people} people whose password ends the day after tomorrow, ${kind}`);
  const reminded = await directory.recruit(options.people);
  const due = Math.ceil((Date.now() + ready * 1000) / minute) * minute;
  const at = new Date(due).toISOString().slice(11, 16);
  const policies = { passwordExpiry: { at, timeZone: 'UTC' } };
  const product = await world.product({ kind, directory, listEvery: '1d', policies });
  await product.start();
  await untilMetric(product, 'access_account_directory_accounts', reminded.length);

  say(`… ${clicks} people are locked and told, four times`);
  const clicked: string[] = [];
  const click = productSubject({ name: kind, product, world });
  const noticed = (login: string) => world.follower.shown(login, words.locked);
  await warmUp((sizes) => helpPeople({ subject: click, directory, product, noticed, clicked }, sizes));
  const people = await directory.recruit(4 * clicks);
  clicked.push(...people);
  await directory.lock(people);
  await Promise.all(people.map(noticed));
  await rest(click);

  const measure = async (turn: number) => {
    const during = watchMachine();
    const logins = people.slice(turn * clicks, (turn + 1) * clicks);
    const { answers } = await openLoop({ members: logins, rate, post: (login) => click.click(login) });
    const wrong = answers.filter(({ status }) => status !== 202).length;
    if (wrong > 0) throw new Error(`${wrong} clicks were not stored.`);
    const took = answers.map((one) => one.took);
    const common = { subject: kind, unit: 'ms', n: logins.length, machine: during() } as const;
    return { common, endedAt: Date.now(), p50: percentile(took, 0.5), p99: percentile(took, 0.99) };
  };
  say(`… ${rate} clicks come a second, and nobody is reminded`);
  const before = [];
  for (const turn of [0, 1]) {
    before.push(await measure(turn));
    await rest(click);
  }
  if (Date.now() >= due) throw new Error('The reminders were due before everybody was ready.');
  say(`… reminders are due at ${at}, and ${rate} clicks come a second`);
  await untilMetric(product, 'access_account_reminders_due_total', 1);
  const beside = await measure(2);
  await rest(click);
  say(`… ${rate} clicks come a second, and everybody is reminded`);
  const after = await measure(3);
  await measureDrain(click);

  const during = watchMachine();
  const ledger = await world.standIn.ledger();
  const told = timesTold(ledger, new Set(reminded));
  const moments = [...told.values()].flat();
  const left = moments.filter((moment) => moment > beside.endedAt).length;
  if (left === 0) throw new Error('The reminders were out before the clicks were over.');
  const seconds = (moments.reduce((last, moment) => Math.max(last, moment), 0) - due) / 1000;
  say(
    `  ${left} reminders were still to go out when the clicks beside them ended; the last went out after ${seconds.toFixed(0)} s`,
  );
  const faults = [
    ...(await countFaults({ world, directory, clicked })),
    ...reminded.flatMap((login) => {
      const times = told.get(login)?.length ?? 0;
      return times === 1 ? [] : [`${login}: reminders ${times}, and not 1`];
    }),
  ];
  for (const fault of faults.slice(0, 10)) say(`✗ ${fault}`);
  await product.stop();
  const machine = during();
  return [
    { ...beside.common, figure: 'click acknowledged, beside reminders, p50', value: beside.p50 },
    { ...beside.common, figure: 'click acknowledged, beside reminders, p99', value: beside.p99 },
    ...[...before, after].flatMap(({ common, p50, p99 }): readonly Reading[] => [
      { ...common, figure: 'click acknowledged, without reminders, p50', value: p50 },
      { ...common, figure: 'click acknowledged, without reminders, p99', value: p99 },
    ]),
    { ...beside.common, figure: 'reminders told', unit: '/s', value: moments.length / seconds, n: moments.length },
    {
      ...{ subject: kind, machine, unit: '' },
      figure: 'clicks or reminders lost, doubled or left locked',
      value: faults.length,
      n: clicked.length + reminded.length,
    },
  ];
}

/** Until nothing is left to do, and nobody tidies up behind it. */
async function rest(click: ClickSubject): Promise<void> {
  await measureDrain(click);
  await untilAtRest();
}

/** When the stand-in showed whoever was reminded a message, in milliseconds since the epoch. */
function timesTold(ledger: Awaited<ReturnType<BenchWorld['standIn']['ledger']>>, reminded: ReadonlySet<string>) {
  const told = new Map<string, number[]>();
  for (const { login, operation, changed, at } of ledger) {
    if (operation !== 'message.send' || !changed || !reminded.has(login)) continue;
    told.set(login, [...(told.get(login) ?? []), at]);
  }
  return told;
}
