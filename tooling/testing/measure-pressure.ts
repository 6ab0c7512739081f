import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from './percentile.ts';

export interface MeasurePressureOptions {
  /** Puts the server under pressure until that is released. */
  readonly press: () => Promise<{ release(): Promise<void> }>;
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

/** How the well-behaved fare without and under the pressure of the others: the same questions at the same rate, first in quiet. */
export async function measurePressure({
  press,
  ...questions
}: MeasurePressureOptions): Promise<{ readonly quiet: Asked; readonly pressed: Asked }> {
  const quiet = await askAll(questions);
  const pressure = await press();
  try {
    return { quiet, pressed: await askAll(questions) };
  } finally {
    await pressure.release();
  }
}

async function askAll({ ask, questions, rate }: Omit<MeasurePressureOptions, 'press'>): Promise<Asked> {
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
