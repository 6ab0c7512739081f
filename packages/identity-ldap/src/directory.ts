import type { Account, AccountStatus, Call, FindAccountInput, Lock } from '@access-account/contract';
import type { Change, Filter } from 'ldapts';
import type { LdapEntry } from './ldap-entry.ts';
import type { LdapPage, LdapSearch } from './ldap-session.ts';
import type { Listed } from './listed.ts';

/** How far the changes of a directory were followed: on which server, and up to where. Only the directory that made a position understands it. */
export interface DirectoryPosition {
  readonly server: string;
  readonly position: string;
}

export interface LockoutSearch extends DirectoryPosition {
  /** Entries that may be locked; whether they are is still to be judged. */
  readonly candidates: readonly LdapEntry[];
  /** Whether everybody was looked at, and not only what changed. */
  readonly isFullLook: boolean;
}

export interface SearchLockedInput {
  /** Where the last poll stood; null: look at everybody. */
  readonly since: DirectoryPosition | null;
  /** Milliseconds by which a lock may become visible late. */
  readonly grace: number;
}

/** People, page by page. Its position is where the next changes count from, once every page of it was read. */
export interface AccountListing extends DirectoryPosition {
  /** Whether everybody is told, and not only who changed. */
  readonly isEverybody: boolean;
  /** null: nothing changed. */
  readonly first: LdapPage | null;
}

/** How one kind of directory says what Access Account asks. */
export interface Directory {
  /** Every attribute the `to…` methods look at. */
  readonly attributes: readonly string[];
  readonly binaryAttributes: readonly string[];
  /** What `changedAt` looks at besides. */
  readonly changeAttributes: readonly string[];
  /** When an attribute last got another value, in milliseconds since 1970; null: unknown of this one; undefined: the directory tells it of none. */
  changedAt(entry: LdapEntry, attribute: string): number | null | undefined;
  /** The right that unlocking needs, in the directory's own words. */
  readonly unlockPermission: string;
  /** A filter for people whom nothing special protects, for trying rights on. */
  readonly ordinaryPeople: string;
  /** undefined when no account can match, so that nothing needs to be asked. */
  filterFor(input: FindAccountInput): string | Filter | undefined;
  /** The id of the account; undefined where the directory hides it. */
  idOf(entry: LdapEntry): string | undefined;
  toAccount(entry: LdapEntry): Account;
  /** For the entries of one call: the lock that holds now; null where there is none. */
  toLocks(call: Call): (entry: LdapEntry) => Promise<Lock | null>;
  toStatus(entry: LdapEntry, call: Call): Promise<AccountStatus>;
  /** The change that lifts the lock this entry shows. */
  unlocking(entry: LdapEntry): Change;
  /** Whether the service account could lift a lock of this entry; asks without changing it. */
  mayUnlock(entry: LdapEntry, call: Call): Promise<boolean>;
  /** The search for everybody. */
  readonly people: LdapSearch & { readonly filter: string };
  /** @param since where the last listing ended; null: everybody. */
  beginListing(since: DirectoryPosition | null, call: Call): Promise<AccountListing>;
  /** What `toStatus` says of these people, as far as reminders need it; without those of whom the directory hides something. */
  toListed(entries: readonly LdapEntry[], call: Call): Promise<Listed>;
  searchLocked(input: SearchLockedInput, call: Call): Promise<LockoutSearch>;
}
