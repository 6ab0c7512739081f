import type { Call } from '../../../shared/v1/call.ts';
import type { AccountReference } from '../account.ts';

/** A mail address of the person's own, beside the one the directory knows them by. */
export interface RecoveryAddress {
  /** In lower case. */
  readonly address: string;
  /** ISO 8601 instant since when it is certain to have been this very address; null: nothing is certain, so that it counts as changed just now. */
  readonly unchangedSince: string | null;
}

export interface Recovery {
  /** The one that is used first. */
  readonly addresses: readonly RecoveryAddress[];
  /** The provider keeps no record of when addresses change: `unchangedSince` is never known. Absent: it does. */
  readonly keepsNoHistory?: true;
}

/**
 * `recovery.read`: the addresses of record that a one-time code may go to, never from a cache; nobody's is an empty list, not an error.
 * The account's own mail address is none of them.
 * @throws NotFoundError when the account is gone.
 */
export type ReadRecovery = (account: AccountReference, call: Call) => Promise<Recovery>;
