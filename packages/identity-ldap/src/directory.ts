import type { Account, AccountStatus, Call, FindAccountInput, Lock } from '@access-account/contract';
import type { Change, Filter } from 'ldapts';
import type { LdapEntry } from './ldap-entry.ts';

/** Where a poll stands: on which server, and how far. Only the directory that made a position understands it. */
export interface LockoutPosition {
  readonly server: string;
  readonly position: string;
}

export interface LockoutSearch extends LockoutPosition {
  /** Entries that may be locked; whether they are is still to be judged. */
  readonly candidates: readonly LdapEntry[];
  /** Whether everybody was looked at, and not only what changed. */
  readonly isFullLook: boolean;
}

export interface SearchLockedInput {
  /** Where the last poll stood; null: look at everybody. */
  readonly since: LockoutPosition | null;
  /** Milliseconds by which a lock may become visible late. */
  readonly grace: number;
}

/** How one kind of directory says what Access Account asks. */
export interface Directory {
  /** Every attribute the `to…` methods look at. */
  readonly attributes: readonly string[];
  readonly binaryAttributes: readonly string[];
  /** The right that unlocking needs, in the directory's own words. */
  readonly unlockPermission: string;
  /** A filter for people whom nothing special protects, for trying rights on. */
  readonly ordinaryPeople: string;
  /** undefined when no account can match, so that nothing needs to be asked. */
  filterFor(input: FindAccountInput): string | Filter | undefined;
  toAccount(entry: LdapEntry): Account;
  /** The locks that hold now, one per entry and in their order; null where there is none. */
  toLocks(entries: readonly LdapEntry[], call: Call): Promise<readonly (Lock | null)[]>;
  toStatus(entry: LdapEntry, call: Call): Promise<AccountStatus>;
  /** The change that lifts the lock this entry shows. */
  unlocking(entry: LdapEntry): Change;
  /** Whether the service account could lift a lock of this entry; asks without changing it. */
  mayUnlock(entry: LdapEntry, call: Call): Promise<boolean>;
  searchLocked(input: SearchLockedInput, call: Call): Promise<LockoutSearch>;
}
