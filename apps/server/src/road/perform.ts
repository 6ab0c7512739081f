import type { Call, ConnectorError, Logger, RateLimitedError } from '@access-account/contract';
import { LeftAloneError } from '../registry/left-alone-error.ts';

/** What a performer needs of the road. */
export interface PerformContext {
  readonly call: Call;
  readonly logger: Logger;
  /**
   * Commits that a try which may change something begins now, and the lock it is about to lift.
   * @throws LostCase when the case is somebody else's by now: nothing may be changed.
   */
  begin(lifted?: Lifted): Promise<void>;
}

/** A lock that is about to be lifted. */
export interface Lifted {
  readonly system: string;
  readonly account: string;
  readonly episode: string;
}

/** Somebody else holds the case: whatever we do does not count any more. */
export class LostCase extends Error {
  constructor(id: string) {
    super(`The case ${id} is held by somebody else.`);
  }
}

/** Milliseconds, at most, over which those are spread that were told to come again at the same moment. */
const crowded = 5000;

/** Milliseconds until an effect that met trouble is tried again: as the provider says, or after a while that grows with the tries. */
export function waitAfter(error: ConnectorError, { attempts, longest }: Omit<BackoffOptions, 'random'>): number {
  const random = Math.random();
  // Nobody was asked, so that this was no try. Whoever asks first tells the others when it answers again.
  if (error instanceof LeftAloneError) return error.retryAfter + Math.round(random * 1000);
  if (error.code !== 'rate-limited') return backoff({ attempts, longest, random });
  // It answers, and says when: the tries of an outage that is over make nobody wait for minutes more.
  const { retryAfter } = error as RateLimitedError;
  return Math.max(retryAfter, backoff({ attempts, longest: Math.min(longest, retryAfter + crowded), random }));
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
