import { percentile } from '../testing/index.ts';
import type { BenchWorld } from './bench-world.ts';
import { momentOf } from './chat-follower.ts';
import { strewn } from './crowd.ts';
import { words } from './helper.ts';
import { watchMachine } from './machine.ts';
import type { Reading, Subject } from './reading.ts';

export interface NoticesOptions {
  readonly world: BenchWorld;
  readonly people: number;
  /** Milliseconds between two people, on average. */
  readonly every: number;
  /** Seconds between two polls. */
  readonly poll: 1 | 30;
  readonly say: (line: string) => void;
}

/** How long somebody who locked themselves out waits until they hear of it, the people one by one at any moment. */
export async function notices({ world, people, every, poll, say }: NoticesOptions): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  const watched = async (
    subject: Subject,
    start: (directory: Awaited<ReturnType<BenchWorld['directory']>>) => Promise<() => Promise<void>>,
  ) => {
    const directory = await world.directory();
    const stop = await start(directory);
    say(`… ${subject}: lock to notice, polled every ${poll} s`);
    const everybody = await directory.recruit(people + 5);
    // The first ones make everybody warm.
    const told = async (login: string) => {
      const locked = performance.now();
      await directory.lock([login]);
      return momentOf(await world.follower.shown(login, words.locked)) - locked;
    };
    await strewn(everybody.slice(0, 5), { every, work: told });
    const during = watchMachine();
    const waits = await strewn(everybody.slice(5), { every, work: told });
    const common = { subject, unit: 'ms', n: people, machine: during() } as const;
    const seconds = poll === 1 ? '' : ' (polled every 30 s)';
    readings.push({ ...common, figure: `lock to notice, p50${seconds}`, value: percentile(waits, 0.5) });
    readings.push({ ...common, figure: `lock to notice, p99${seconds}`, value: percentile(waits, 0.99) });
    await stop();
  };
  if (poll === 1) {
    await watched('limit-durable-bot', async (directory) => {
      const reference = await world.reference('limit-durable-bot', directory);
      return () => reference.stop();
    });
  }
  for (const kind of ['postgres', 'embedded'] as const) {
    await watched(kind, async (directory) => {
      const product = await world.product({ kind, directory, pollEvery: `${poll}s` });
      await product.start();
      return () => product.stop();
    });
  }
  return readings;
}
