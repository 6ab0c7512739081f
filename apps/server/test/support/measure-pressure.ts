import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from '../../../../tooling/testing/index.ts';
import { type PressOptions, press } from './press.ts';

export interface MeasurePressureOptions extends PressOptions {
  /** Asks the server for something well-behaved, and answers whether it came and was right. */
  readonly ask: () => Promise<boolean>;
  /** Questions of each half, and how many of them a second, whatever becomes of those before. */
  readonly questions: number;
  readonly rate: number;
}

export interface Asked {
  /** Questions that were answered wrongly or not at all. */
  readonly wrong: number;
  /** Milliseconds; what a question took counts from its own moment. */
  readonly p50: number;
  readonly p99: number;
}

/**
 * How the well-behaved fare without and under the pressure of the others: the same questions at the same rate, first in
 * quiet, then beside slow clients, with bombs and large bodies coming all the time.
 */
export async function measurePressure(
  options: MeasurePressureOptions,
): Promise<{ readonly quiet: Asked; readonly pressed: Asked }> {
  const quiet = await askAll(options);
  const slow = await press({ ...options, headerBombs: 0, bigBodies: 0 });
  const over = new AbortController();
  const bombs = keepBombing(options, over.signal);
  try {
    return { quiet, pressed: await askAll(options) };
  } finally {
    over.abort();
    slow.release();
    await bombs;
  }
}

/** One wave after the other, each when the last one was refused. */
async function keepBombing(options: PressOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && options.headerBombs + options.bigBodies > 0) {
    const wave = await press({ ...options, slowHeads: 0, slowBodies: 0 });
    await wave.refused;
  }
}

async function askAll({ ask, questions, rate }: MeasurePressureOptions): Promise<Asked> {
  const begun = performance.now();
  const asked = Array.from({ length: questions }, async (_, index) => {
    const due = begun + (index * 1000) / rate;
    await delay(Math.max(0, due - performance.now()));
    const isRight = await ask().catch(() => false);
    return { isRight, took: performance.now() - due };
  });
  const answers = await Promise.all(asked);
  const took = answers.map((answer) => answer.took);
  return {
    wrong: answers.filter(({ isRight }) => !isRight).length,
    p50: percentile(took, 0.5),
    p99: percentile(took, 0.99),
  };
}
