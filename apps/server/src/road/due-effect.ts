import type { Address, RecordedEffect } from './help-case.ts';

/** An effect that is to be performed now. */
export interface DueEffect {
  readonly id: string;
  readonly person: string;
  readonly case: string;
  /** The replica that holds the case for it. */
  readonly holder: string;
  readonly ordinal: number;
  readonly lane: string;
  readonly effect: RecordedEffect;
  /** Tries so far. */
  readonly attempts: number;
  /** Milliseconds, by the database's clock, since the last try that may have changed something was begun; null: there was none. */
  readonly attemptedAgo: number | null;
  /** When this try was noted as begun together with the effect, by `performance.now()`; null: it was not. */
  readonly begunAt: number | null;
  /** Milliseconds, by the database's clock, since it was recorded, or last taken up again by an operator. */
  readonly recordedAgo: number;
  /** Where the case's messages go, and in which language; null: wherever the person is reached. */
  readonly address: Address | null;
  readonly locale: string;
}

/** Milliseconds for which that note stands in for a look at who holds the case: far less than a replica lives without a sign of life. */
const fresh = 1000;

/** Whether a try needs no note of its own: it was recorded as begun just now, by whoever performs it. */
export function isJustBegun({ begunAt }: Pick<DueEffect, 'begunAt'>, now: number): boolean {
  return begunAt !== null && now - begunAt < fresh;
}

/** A case that is ours to perform, with what it has due. */
export interface CaseInHand {
  readonly person: string;
  readonly id: string;
  /** The version its effects were read or written at. */
  readonly version: number;
  /** In order. */
  readonly effects: readonly DueEffect[];
  /** Lanes whose first effect is not due yet; undefined: that was not looked at. */
  readonly heldBack?: ReadonlySet<string>;
}
