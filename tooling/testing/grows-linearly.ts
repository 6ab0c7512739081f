export interface GrowsLinearlyOptions {
  readonly read: (text: string) => unknown;
  /** A hostile text of so many characters. */
  readonly text: (length: number) => string;
}

/** Whether reading a text eight times as long takes about eight times as long: quadratic growth would be 64 times as much. */
export function growsLinearly({ read, text }: GrowsLinearlyOptions): boolean {
  // What this thread computes, in milliseconds: others may use the machine.
  const time = (length: number) => {
    const hostile = text(length);
    const start = process.threadCpuUsage();
    read(hostile);
    const { user, system } = process.threadCpuUsage(start);
    return (user + system) / 1000;
  };
  const best = (length: number) => Math.min(time(length), time(length), time(length));
  return best(40_000) < Math.max(best(5_000) * 24, 60);
}
