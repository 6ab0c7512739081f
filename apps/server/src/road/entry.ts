import type { InboundEvent, Lockout } from '@access-account/contract';
import type { DueEffect } from './due-effect.ts';
import type { Outcome } from './outcome.ts';
import type { NamedSystem } from './understand.ts';

/** What enters the road, of one person. Many enter in one commit, each on its own. */
export type Entry = Arriving | Detected | Returning | Looking;

/** An event from a channel. */
export interface Arriving {
  readonly kind: 'arriving';
  readonly person: string;
  readonly channel: string;
  readonly event: InboundEvent;
  readonly systems: readonly NamedSystem[];
}

/** A lockout that a watch detected. */
export interface Detected {
  readonly kind: 'detected';
  readonly person: string;
  readonly system: string;
  readonly lockout: Lockout;
}

/** The outcome of an effect. */
export interface Returning {
  readonly kind: 'returning';
  readonly person: string;
  readonly due: DueEffect;
  readonly outcome: Outcome;
}

/** A look at what a case that we hold has due: something was recorded elsewhere, or nothing seems to be left. */
export interface Looking {
  readonly kind: 'looking';
  readonly person: string;
  readonly case: string;
  /** The replica that looks. */
  readonly holder: string;
}

/** Somebody waits for the answer to a click; a poll has time. */
export function rankOf({ kind }: Entry): number {
  switch (kind) {
    case 'arriving':
      return 0;
    case 'returning':
    case 'looking':
      return 1;
    case 'detected':
      return 2;
  }
}
