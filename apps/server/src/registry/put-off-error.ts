import { RateLimitedError } from '@access-account/contract';
import { LeftAloneError } from './left-alone-error.ts';

/** Nobody was asked: too many calls wait for the system already, or this one waited too long. */
export class PutOffError extends RateLimitedError {
  constructor(system: string) {
    super({
      system,
      summary: 'has more calls waiting than it can take.',
      remedy: 'Nothing: it goes on by itself. If this happens often, the system is too slow for what it is asked.',
      retryAfter: 1000,
    });
  }
}

/** Whether the system was not asked at all, so that a try which ended so was none. */
export function isUnasked(error: unknown): boolean {
  return error instanceof PutOffError || error instanceof LeftAloneError;
}
