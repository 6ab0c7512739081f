import type { Call } from '../../../shared/v1/call.ts';
import type { JsonValue } from '../../../shared/v1/json-value.ts';
import type { Account, Lock } from '../account.ts';

export interface PollLockoutsInput {
  /** What the last poll answered; null at the very first. */
  readonly cursor: JsonValue;
  /** Milliseconds by which a lock may become visible late, as by replication: what a time in the cursor has to be looked behind. */
  readonly grace?: number;
}

export interface Lockout {
  readonly account: Account;
  readonly lock: Lock;
}

export interface LockoutPage {
  /** Accounts that are locked now and whose lock is new since the cursor; a repeat is harmless, a miss is not. */
  readonly lockouts: readonly Lockout[];
  /** Saved by the core in the transaction that records the lockouts. */
  readonly cursor: JsonValue;
  /** True when the next page waits: the core polls again at once. */
  readonly more: boolean;
}

/**
 * `lockout.poll`: who was locked out since the cursor. The core owns interval, lease, budget and cursor.
 * A cursor that is null, too old or from another server means a full look: everybody who is locked now.
 */
export type PollLockouts = (input: PollLockoutsInput, call: Call) => Promise<LockoutPage>;
