import { setTimeout as delay } from 'node:timers/promises';

/** What a run of the same thing, again and again, came to. */
export interface Run {
  readonly times: number;
  readonly seconds: number;
  /** Processor seconds of this process. */
  readonly processor: number;
}

export interface RunOptions {
  readonly milliseconds: number;
  /** Milliseconds between two; 0: at once. */
  readonly pause: number;
}

/** A reference without HTTP: runs for as long as its parent asks, and answers with what it came to. */
export function serveRuns(once: () => Promise<void>): void {
  process.on('message', (options: RunOptions) => void run(options));
  process.once('disconnect', () => process.exit(0));
  process.send?.({ url: '' });

  async function run({ milliseconds, pause }: RunOptions): Promise<void> {
    const [begun, used] = [performance.now(), process.cpuUsage()];
    let times = 0;
    while (performance.now() - begun < milliseconds) {
      await once();
      times += 1;
      if (pause > 0) await delay(pause);
    }
    const { user, system } = process.cpuUsage(used);
    const seconds = (performance.now() - begun) / 1000;
    process.send?.({ times, seconds, processor: (user + system) / 1e6 } satisfies Run);
  }
}
