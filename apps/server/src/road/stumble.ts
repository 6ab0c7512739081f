import type { DueEffect } from './due-effect.ts';
import type { Outcome } from './outcome.ts';
import { backoff } from './perform.ts';

/** Tries after which an effect that our own code fails at is put aside: about four minutes. */
const most = 8;

/** What becomes of an effect that failed in a way nobody foresaw: tried again, and put aside in the end. */
export function stumble(due: DueEffect, error: Error): Outcome {
  if (due.attempts + 1 >= most) return { status: 'parked', error, event: null };
  const after = backoff({ attempts: due.attempts, longest: 60_000, random: 1 });
  return { status: 'later', after, error: null, event: null };
}
