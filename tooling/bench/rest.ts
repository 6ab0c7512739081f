import { setTimeout as delay } from 'node:timers/promises';
import type { BenchWorld } from './bench-world.ts';
import { everyIdentity, sandbox } from './every-identity.ts';
import { residentMegabytes, watchMachine } from './machine.ts';
import { processorSeconds } from './processor-time.ts';
import type { Reading } from './reading.ts';

export interface RestOptions {
  readonly world: BenchWorld;
  /** Milliseconds of rest. */
  readonly rest: number;
  readonly starts: number;
  readonly say: (line: string) => void;
}

/** Milliseconds between two polls where the cost of one is measured. */
const pause = 100;
/** Milliseconds after a start until it counts as rest. */
const settling = 5000;

/** What an operator sees: how soon it is ready on a database that exists, what it takes while nothing happens, what a poll costs. */
export async function atRest({ world, rest, starts, say }: RestOptions): Promise<readonly Reading[]> {
  const directory = await world.directory();
  await directory.recruit(500);
  const readings: Reading[] = [];
  const often = await world.product({ kind: 'postgres', directory, pollEvery: `${pause}ms` });
  const never = await world.product({ kind: 'postgres', directory, pollEvery: '1d' });
  const embedded = await world.product({ kind: 'embedded', directory, pollEvery: '1s' });
  const server = await world.product({ kind: 'postgres', directory, pollEvery: '1s' });

  for (const [subject, product] of [
    ['postgres', server],
    ['embedded', embedded],
  ] as const) {
    say(`… ${subject}: start to ready, the database exists`);
    await product.start();
    for (let round = 0; round < starts; round += 1) {
      await product.stop();
      const during = watchMachine();
      const value = await product.start();
      readings.push({ subject, figure: 'start to ready', unit: 'ms', value, n: 1, machine: during() });
    }
  }
  readings.push(...(await startsOf({ world, directory, starts, say })));
  const bot = await world.reference('limit-durable-bot', directory);
  const poll = await world.reference('limit-ldap-poll', directory);
  await Promise.all([often.start(), never.start()]);
  await Promise.all([poll.run({ milliseconds: settling, pause }), delay(settling)]);

  say(`… at rest for ${rest / 1000} s`);
  const during = watchMachine();
  const pids = { postgres: server.pids[0], embedded: embedded.pids[0], often: often.pids[0], never: never.pids[0] };
  const used = () => Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, processorSeconds(pid ?? 0)]));
  const [before, begun] = [used(), performance.now()];
  const [run] = await Promise.all([poll.run({ milliseconds: rest, pause }), delay(rest)]);
  const after = used();
  const seconds = (performance.now() - begun) / 1000;
  const spent = (name: keyof typeof pids) => (after[name] ?? Number.NaN) - (before[name] ?? Number.NaN);
  const machine = during();
  const common = { n: 1, machine };
  for (const subject of ['postgres', 'embedded'] as const) {
    readings.push({
      ...common,
      subject,
      figure: 'processor at rest',
      unit: '%',
      value: (100 * spent(subject)) / seconds,
    });
    readings.push({
      ...common,
      subject,
      figure: 'memory at rest',
      unit: 'MB',
      value: residentMegabytes(pids[subject] ?? 0),
    });
  }
  const polls = (1000 * seconds) / pause;
  const value = ((spent('often') - spent('never')) / polls) * 1e6;
  readings.push({
    ...common,
    n: Math.round(polls),
    subject: 'postgres',
    figure: 'processor per poll',
    unit: 'µs',
    value,
  });
  readings.push({
    ...common,
    n: run.times,
    subject: 'limit-ldap-poll',
    figure: 'processor per poll',
    unit: 'µs',
    value: (run.processor / run.times) * 1e6,
  });
  readings.push({
    ...common,
    subject: 'limit-durable-bot',
    figure: 'memory at rest',
    unit: 'MB',
    value: residentMegabytes(bot.pid),
  });
  for (const product of [often, never, embedded, server]) await product.stop();
  await Promise.all([bot.stop(), poll.stop()]);
  return readings;
}

interface StartsOptions extends Pick<RestOptions, 'world' | 'starts' | 'say'> {
  readonly directory: Awaited<ReturnType<BenchWorld['directory']>>;
}

/** What connectors that are configured cost, and those that are not do not: the same start with the sandbox alone, and with every identity system. */
async function startsOf({ world, directory, starts, say }: StartsOptions): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  const identities = await everyIdentity();
  const installed = { kind: 'postgres', directory } as const;
  const alone = await world.product({ ...installed, identities: { connectors: { sandbox }, withDirectory: false } });
  const every = await world.product({
    ...installed,
    identities: { connectors: identities.connectors, withDirectory: true },
  });
  const both = [
    ['the sandbox alone', alone],
    ['every identity system', every],
  ] as const;
  // Once, so that the database exists.
  for (const [, product] of both) {
    await product.start();
    await product.stop();
  }
  for (let round = 0; round < starts; round += 1) {
    for (const [which, product] of both) {
      say(`… start with ${which}`);
      const during = watchMachine();
      const value = await product.start();
      await delay(settling);
      const machine = during();
      const common = { subject: 'postgres', n: 1, machine } as const;
      readings.push({ ...common, figure: `start to ready, ${which}`, unit: 'ms', value });
      const memory = residentMegabytes(product.pids[0] ?? 0);
      readings.push({ ...common, figure: `memory at rest, ${which}`, unit: 'MB', value: memory });
      await product.stop();
    }
  }
  await identities.close();
  return readings;
}
