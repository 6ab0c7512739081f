import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type KeepPressingOptions, measurePressure } from '../testing/index.ts';
import type { BenchWorld } from './bench-world.ts';
import { countFaults } from './count-faults.ts';
import { helping, helpPeople, words } from './helper.ts';
import { watchMachine } from './machine.ts';
import { measureDrain } from './measure-drain.ts';
import { installPoisonedConnector, poisonedConnector } from './poison.ts';
import type { Reading } from './reading.ts';
import { warmUp } from './warm-up.ts';

export interface PressureOptions {
  readonly world: BenchWorld;
  readonly rounds: number;
  /** Clicks of each half of a round, and how many of them a second. */
  readonly clicks: number;
  readonly rate: number;
  readonly say: (line: string) => void;
}

/** Clients that begin and never finish, and every second a wave of what is too large: heads of 1 MB, a body of 10 MB. */
const crowd = { slowHeads: 300, slowBodies: 200, headerBombs: 5, bigBodies: 1, every: 1000 };
const presser = fileURLToPath(new URL('presser.ts', import.meta.url));

/** What others do while people click: what a round without it and one with it is called, and how it begins. */
interface Trouble {
  readonly without: 'quiet' | 'healthy';
  readonly during: 'pressed' | 'poisoned';
  readonly press: () => Promise<{ release(): Promise<void> }>;
}

/** How soon clicks are acknowledged beside clients that are slow, large and many, and beside a connector that does what it must not; each without and with it, in turn. */
export async function pressure({ world, rounds, clicks, rate, say }: PressureOptions): Promise<readonly Reading[]> {
  const subject = 'postgres';
  const directory = await world.directory();
  const identities = { connectors: { poisoned: poisonedConnector }, withDirectory: true };
  const product = await world.product({ kind: 'postgres', directory, identities });
  const connector = installPoisonedConnector(join(product.folder, 'data'));
  await product.start();
  const helper = helping({ name: subject, product, directory, world });
  const troubles: readonly Trouble[] = [
    {
      without: 'quiet',
      during: 'pressed',
      press: () => pressFromOutside({ url: product.url, path: '/connectors/chat/events', ...crowd }),
    },
    {
      without: 'healthy',
      during: 'poisoned',
      press: async () => {
        connector.poison();
        return { release: async () => connector.heal() };
      },
    },
  ];
  say(
    '… clicks in quiet, beside 500 slow clients, bombs in headers and bodies of 10 MB, and beside a poisoned connector',
  );
  await warmUp((sizes) => helpPeople(helper, sizes));
  const people = await directory.recruit(rounds * troubles.length * 2 * clicks);
  await directory.lock(people);
  await Promise.all(people.map((login) => world.follower.shown(login, words.locked)));
  await measureDrain(helper.subject);

  const readings: Reading[] = [];
  const waiting = people.values();
  for (let round = 0; round < rounds; round += 1) {
    for (const { without, during: troubled, press } of troubles) {
      const during = watchMachine();
      const refused: string[] = [];
      const { quiet, pressed } = await measurePressure({
        questions: clicks,
        rate,
        press,
        ask: async () => {
          const { url, ...request } = helper.subject.click(waiting.next().value ?? '');
          const response = await fetch(url, { method: 'POST', ...request });
          const text = await response.text();
          if (response.status !== 202) refused.push(`${response.status} ${text}`);
          return response.status === 202;
        },
      });
      if (quiet.wrong + pressed.wrong > 0)
        throw new Error(
          `${without}, ${quiet.wrong} clicks were not stored, ${troubled}, ${pressed.wrong}: ${refused.join(', ')}.`,
        );
      const common = { subject, unit: 'ms', n: clicks, machine: during() } as const;
      readings.push({ ...common, figure: `click acknowledged, ${without}, p50`, value: quiet.p50 });
      readings.push({ ...common, figure: `click acknowledged, ${without}, p99`, value: quiet.p99 });
      readings.push({ ...common, figure: `click acknowledged, ${troubled}, p50`, value: pressed.p50 });
      readings.push({ ...common, figure: `click acknowledged, ${troubled}, p99`, value: pressed.p99 });
      await measureDrain(helper.subject);
    }
  }
  const during = watchMachine();
  const faults = await countFaults({ world, directory, clicked: people });
  for (const fault of faults.slice(0, 10)) say(`✗ ${fault}`);
  await product.stop();
  const counted = { subject, unit: '', n: people.length, machine: during() } as const;
  return [...readings, { ...counted, figure: 'pressed clicks lost, doubled or left locked', value: faults.length }];
}

async function pressFromOutside(options: KeepPressingOptions) {
  const child = fork(presser, [JSON.stringify(options)], { execArgv: [] });
  const ended = once(child, 'exit');
  const next = async () => {
    const [open] = await Promise.race([once(child, 'message'), ended.then(() => [0])]);
    if (open !== options.slowHeads + options.slowBodies) throw new Error(`${open} slow clients are there.`);
  };
  await next();
  return {
    release: async () => {
      child.send('?');
      try {
        await next();
      } finally {
        child.kill('SIGKILL');
        await ended;
      }
    },
  };
}
