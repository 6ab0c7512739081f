/** What a run of the same thing, again and again, came to. */
export interface Run {
  readonly times: number;
  readonly seconds: number;
  /** Processor seconds of this process. */
  readonly processor: number;
}

/** A reference without HTTP: runs for as many milliseconds as its parent asks, and answers with what it came to. */
export function serveRuns(once: () => Promise<void>): void {
  process.on('message', (milliseconds: number) => void run(milliseconds));
  process.once('disconnect', () => process.exit(0));
  process.send?.({ url: '' });

  async function run(milliseconds: number): Promise<void> {
    const [begun, used] = [performance.now(), process.cpuUsage()];
    let times = 0;
    while (performance.now() - begun < milliseconds) {
      await once();
      times += 1;
    }
    const { user, system } = process.cpuUsage(used);
    process.send?.({
      times,
      seconds: (performance.now() - begun) / 1000,
      processor: (user + system) / 1e6,
    } satisfies Run);
  }
}
