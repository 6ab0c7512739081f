import type { Effect } from './effect.ts';
import type { PolicyEvent } from './policy-event.ts';
import type { Situation } from './situation.ts';

export type PolicyId =
  | 'account-extension'
  | 'account-watch'
  | 'another-person'
  | 'approval'
  | 'attack-incident'
  | 'desk-answer'
  | 'help'
  | 'hold-notice'
  | 'lockout-notification'
  | 'mfa-reset'
  | 'operator-notice'
  | 'password-expiry'
  | 'password-reset'
  | 'personal-settings'
  | 'security-notice'
  | 'service-desk'
  | 'unlock-account';

export interface Step<State> {
  readonly state: State;
  /** In the order in which they are to be performed. */
  readonly effects: readonly Effect[];
}

/**
 * One course of help as a pure reducer: no clock, no network, no randomness.
 * The same state, event and situation always give the same step, so a case can be replayed.
 * An event a state has no use for leaves the state as it is, with no effects.
 */
export interface Policy<State> {
  readonly id: PolicyId;
  /** Rises when states of the earlier version cannot be read any more. Kept with every case and audit entry. */
  readonly version: number;
  readonly initial: State;
  step(state: State, event: PolicyEvent, situation: Situation): Step<State>;
}
