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
  /** When a try that may have changed something was begun; null: never. */
  readonly attemptedAt: Date | null;
  /** This try was noted as begun when the effect was recorded. */
  readonly begun: boolean;
  readonly createdAt: Date;
  /** Where the case's messages go, and in which language; null: wherever the person is reached. */
  readonly address: Address | null;
  readonly locale: string;
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
