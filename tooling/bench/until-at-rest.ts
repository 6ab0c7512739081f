import { setTimeout as delay } from 'node:timers/promises';
import { cpuSeconds } from './machine.ts';

/** Cores, at most, that count as rest, seconds of it in a row, and seconds after which no more is waited. */
const rest = { cores: 0.1, seconds: 5, patience: 60 };

/**
 * Resolves when we and everything we started have rested for a while: what a storm leaves behind is more than its effects. The
 * database counts, cleans and writes down what came, and whoever is measured next would pay for it.
 */
export async function untilAtRest(): Promise<void> {
  let used = cpuSeconds(process.pid);
  for (let [waited, rested] = [0, 0]; rested < rest.seconds && waited < rest.patience; waited += 1) {
    await delay(1000);
    const now = cpuSeconds(process.pid);
    rested = now - used <= rest.cores ? rested + 1 : 0;
    used = now;
  }
}
