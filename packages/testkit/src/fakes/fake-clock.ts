import type { Clock } from '@access-account/contract';

/** A clock that stands still until it is told to move. */
export interface FakeClock extends Clock {
  /** @param milliseconds at least 0. */
  advance(milliseconds: number): void;
  set(instant: Date): void;
}

export function fakeClock(start: Date | string = '2026-01-15T09:00:00Z'): FakeClock {
  let now = new Date(start).getTime();
  return {
    now: () => new Date(now),
    advance: (milliseconds) => {
      now += milliseconds;
    },
    set: (instant) => {
      now = instant.getTime();
    },
  };
}
