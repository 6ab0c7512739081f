import type { Call, Logger } from '@access-account/contract';

/** What a performer needs of the road. */
export interface PerformContext {
  readonly call: Call;
  readonly logger: Logger;
  /** Commits that a try which may change something begins now. */
  begin(): Promise<void>;
}

export interface BackoffOptions {
  /** Tries so far, from 0. */
  readonly attempts: number;
  /** Milliseconds. */
  readonly longest: number;
  /** From 0 to 1. */
  readonly random: number;
}

/** Exponential with full jitter, from one second on. */
export function backoff({ attempts, longest, random }: BackoffOptions): number {
  const ceiling = Math.min(longest, 1000 * 2 ** Math.min(attempts, 20));
  return Math.max(100, Math.round(ceiling * random));
}
