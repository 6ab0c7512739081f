/** Hours that passed in the directory at one instant of the real day. */
export type DayMove = {
  /** ISO 8601 instant. */
  readonly at: string;
  readonly hours: number;
};

const hourLength = 60 * 60_000;

export interface DaysPassedOptions {
  readonly moves: readonly DayMove[];
  /** Milliseconds since the epoch: earlier moves do not count for what came to be after them. */
  readonly since: number;
}

/** Milliseconds that passed in the directory beyond the real ones. */
export function daysPassed({ moves, since }: DaysPassedOptions): number {
  const later = moves.filter(({ at }) => Date.parse(at) >= since);
  return later.reduce((sum, { hours }) => sum + hours, 0) * hourLength;
}
