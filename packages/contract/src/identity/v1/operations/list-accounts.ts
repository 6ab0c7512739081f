import type { Call } from '../../../shared/v1/call.ts';
import type { JsonValue } from '../../../shared/v1/json-value.ts';
import type { Account, AccountReference, Standing } from '../account.ts';

export interface ListAccountsInput {
  /** What the last page answered; null: from the start, everybody. */
  readonly cursor: JsonValue;
}

/** One account with what reminders need. All instants are ISO 8601, null where there is none or the provider does not say. */
export interface ListedAccount extends Account {
  readonly standing: Standing;
  readonly passwordChangedAt: string | null;
  /** null: never, or unknown. */
  readonly passwordExpiresAt: string | null;
  /** When the account itself ends: contractors have such a day. */
  readonly endsAt: string | null;
  readonly manager: AccountReference | null;
  /** IANA name: "Europe/Berlin". */
  readonly timeZone: string | null;
}

export interface AccountPage {
  readonly accounts: readonly ListedAccount[];
  /** Accounts that are gone since the cursor. */
  readonly removed: readonly AccountReference[];
  /** Saved by the core in the transaction that records the page. */
  readonly cursor: JsonValue;
  /** True when the next page waits: the core asks again at once. */
  readonly more: boolean;
  /** Whether the pages since the null cursor are everybody: who is in none of them is gone. False for changes since a cursor. */
  readonly isComplete: boolean;
}

/**
 * `account.list`: the directory in pages, or what changed since the cursor where the provider can tell.
 * A cursor that is null, too old or from another server means everybody. A repeat is harmless, a miss is not.
 */
export type ListAccounts = (input: ListAccountsInput, call: Call) => Promise<AccountPage>;
