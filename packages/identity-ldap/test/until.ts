import { setTimeout as delay } from 'node:timers/promises';

/** Asks a real server until it says yes. */
export async function until(condition: () => Promise<boolean>, within = 20_000): Promise<void> {
  for (const deadline = Date.now() + within; !(await condition()); await delay(100)) {
    if (Date.now() > deadline) throw new Error('it did not come about in time');
  }
}
