import { setTimeout as delay } from 'node:timers/promises';
import { cpuSeconds } from './machine.ts';

export interface RestOptions {
  /** Cores, at most, that count as rest: whoever polls every second takes some. */
  readonly cores?: number;
  /** Of it in a row. */
  readonly seconds?: number;
  /** Seconds after which no more is waited. */
  readonly patience?: number;
}

/**
 * Resolves when we and everything we started have rested for a while: what a storm leaves behind is more than its effects. The
 * database counts, cleans and writes down what came, and whoever is measured next would pay for it.
 */
export async function untilAtRest({ cores = 0.1, seconds = 5, patience = 60 }: RestOptions = {}): Promise<void> {
  let used = cpuSeconds(process.pid);
  for (let [waited, rested] = [0, 0]; rested < seconds && waited < patience; waited += 1) {
    await delay(1000);
    const now = cpuSeconds(process.pid);
    rested = now - used <= cores ? rested + 1 : 0;
    used = now;
  }
}
