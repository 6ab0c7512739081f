import { setTimeout as delay } from 'node:timers/promises';
import { type PressOptions, press } from './press.ts';

export interface KeepPressingOptions extends PressOptions {
  /** Milliseconds from one wave to the next; a wave that takes longer is waited for. */
  readonly every: number;
}

export interface KeptPressure {
  /** Slow connections that are still open. */
  open(): number;
  /** Resolves when nobody presses any more. */
  release(): Promise<void>;
}

/** Pressure that stays: slow clients, and one wave of bombs and bodies after the other. */
export async function keepPressing(options: KeepPressingOptions): Promise<KeptPressure> {
  const slow = await press({ ...options, headerBombs: 0, bigBodies: 0 });
  let isOver = false;
  const waves = (async () => {
    while (!isOver && options.headerBombs + options.bigBodies > 0) {
      const [wave] = await Promise.all([press({ ...options, slowHeads: 0, slowBodies: 0 }), delay(options.every)]);
      await wave.refused;
    }
  })();
  return {
    open: slow.open,
    release: async () => {
      isOver = true;
      slow.release();
      await waves;
    },
  };
}
