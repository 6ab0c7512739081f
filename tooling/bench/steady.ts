import { percentile } from '../testing/index.ts';
import type { BenchWorld } from './bench-world.ts';
import { countFaults } from './count-faults.ts';
import { productSubject, words } from './helper.ts';
import { openLoop } from './http-load.ts';
import { watchMachine } from './machine.ts';
import { measureDrain } from './measure-drain.ts';
import type { Reading } from './reading.ts';

export interface SteadyOptions {
  readonly world: BenchWorld;
  readonly kind: 'postgres' | 'embedded';
  /** Clicks per second, whatever becomes of those before. */
  readonly rate: number;
  readonly seconds: number;
  readonly say: (line: string) => void;
}

/** Milliseconds a click may wait for its acknowledgement. */
const longestWait = 300;

/** Clicks that keep coming, each at its moment; then the rest of the work, until nothing is left. */
export async function steady({ world, kind, rate, seconds, say }: SteadyOptions): Promise<readonly Reading[]> {
  const directory = await world.directory();
  const product = await world.product({ kind, directory });
  await product.start();
  const subject = productSubject({ name: kind, product, world });
  const people = await directory.recruit(rate * seconds);
  say(`… ${kind}: ${people.length} people are locked and told`);
  await directory.lock(people);
  await Promise.all(people.map((login) => world.follower.shown(login, words.locked)));
  await measureDrain(subject);

  say(`… ${kind}: ${rate} clicks per second for ${seconds} s`);
  const during = watchMachine();
  const { answers } = await openLoop({
    members: people,
    rate,
    post: (login) => subject.click(login),
  });
  // Those who click last are given as long as anybody may wait: what is acknowledged later was not kept up with.
  const kept = answers.filter(({ status, took }, index) => {
    return status === 202 && (index * 1000) / rate + took <= seconds * 1000 + longestWait;
  }).length;
  const machine = during();
  const drained = await measureDrain(subject);
  const faults = await countFaults({ world, directory, clicked: people });
  for (const fault of faults.slice(0, 10)) say(`✗ ${kind}: ${fault}`);
  await product.stop();
  const common = { subject: kind, n: people.length, machine };
  return [
    { ...common, figure: 'steady clicks', unit: '/s', value: kept / seconds },
    {
      ...common,
      figure: 'steady clicks acknowledged, p99',
      unit: 'ms',
      value: percentile(
        answers.map((one) => one.took),
        0.99,
      ),
    },
    { ...common, figure: 'steady clicks lost, doubled or left locked', unit: '', value: faults.length },
    ...(drained === undefined
      ? []
      : ([
          { ...common, figure: 'steady: backlog when the clicks ended', unit: '', value: drained.effects },
          {
            ...common,
            n: drained.effects,
            figure: 'steady: backlog drained',
            unit: '/s',
            value: drained.effects / drained.seconds,
          },
        ] as const)),
  ];
}
