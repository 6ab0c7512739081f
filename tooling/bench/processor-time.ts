import { readdirSync, readFileSync } from 'node:fs';

/** Processor seconds of one process and all its threads, to the nanosecond; NaN where there is no /proc. */
export function processorSeconds(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => {
      const [nanoseconds] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
      return sum + Number(nanoseconds) / 1e9;
    }, 0);
  } catch {
    return Number.NaN;
  }
}
