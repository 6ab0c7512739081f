import { setTimeout as delay } from 'node:timers/promises';
import type { ClickSubject } from './click-subject.ts';

/** Milliseconds between two looks, and without any change until it is over. */
const looks = { every: 50, calm: 1500 };

export interface Drained {
  /** Effects that came to an end after the start. */
  readonly effects: number;
  /** Until the last of them. */
  readonly seconds: number;
}

/** Waits until a subject has nothing left to do; undefined where it has no effects. What the outcomes bring counts too. */
export async function measureDrain({
  finishedEffects,
}: Pick<ClickSubject, 'finishedEffects'>): Promise<Drained | undefined> {
  if (finishedEffects === undefined) return undefined;
  const [begun, first] = [performance.now(), await finishedEffects()];
  let last = { at: begun, count: first };
  while (performance.now() - last.at < looks.calm) {
    await delay(looks.every);
    const count = await finishedEffects();
    if (count !== last.count) last = { at: performance.now(), count };
  }
  return { effects: last.count - first, seconds: (last.at - begun) / 1000 };
}
