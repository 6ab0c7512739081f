/** Names one account of one connected system by the provider's immutable id (objectGUID, entryUUID, Okta id), never by login or mail. */
export interface AccountReference {
  readonly id: string;
}

/** One account as the directory knows it. */
export interface Account extends AccountReference {
  /** What the person types to sign in. */
  readonly login: string;
  readonly displayName: string;
  /** The directory's address for the person, in lower case; null where there is none. */
  readonly email: string | null;
  /** The provider does not vouch for the address being the person's: nobody is linked by it. Absent: it does. */
  readonly emailVerified?: false;
  /** BCP 47, null where the directory does not say. */
  readonly locale: string | null;
}

/** Why a lock is there. Only a lock by failed logins is ever lifted. */
export type LockCause = 'failed-logins' | 'other';

/** A lock that holds now. */
export interface Lock {
  /** The same for one lock however often it is read, another for the next lock of the same account. */
  readonly episode: string;
  readonly cause: LockCause;
  /** ISO 8601 instant; null where the provider does not say. */
  readonly since: string | null;
  /** ISO 8601 instant at which the provider lifts it by itself; null: an administrator must. */
  readonly until: string | null;
}

/** Whether the account may be used at all. Anything but `enabled` is somebody's decision and is never undone by Access Account. */
export type Standing = 'enabled' | 'disabled' | 'suspended' | 'deprovisioned' | 'expired';

export interface PasswordStatus {
  /** ISO 8601 instant of the last change; null where unknown. */
  readonly changedAt: string | null;
  /** ISO 8601 instant; null: never, or unknown. */
  readonly expiresAt: string | null;
  /** The provider asks for a new password at the next sign-in. */
  readonly mustChange: boolean;
}

/** What can be done for this very account. The truth per account, whatever the connector can do for others. */
export type Capability =
  | { readonly able: true }
  | {
      readonly able: false;
      /** One sentence for an administrator. */
      readonly reason: string;
      /** The configured name or kind of the system that masters the account, where the provider knows it. */
      readonly delegateTo?: string;
      /** The account's immutable id in that system, where the provider knows it: then it is that account and no other. */
      readonly delegateAccount?: string;
    };

/** Operations that one account may allow and another not. */
export type AccountCapabilities = { readonly 'account.unlock': Capability } & {
  /** Absent: this connector does not offer it. */
  readonly [Operation in
    | 'password.start-reset'
    | 'password.start-change'
    | 'factor.check'
    | 'factor.remove']?: Capability;
};

/** The live state of one account. */
export interface AccountStatus {
  readonly account: Account;
  readonly standing: Standing;
  /** null: not locked, unless the provider hides its locks. A lock whose time is over is not a lock. */
  readonly lock: Lock | null;
  /** The provider shows nobody whether it locked the account: `lock` is null either way, and nobody may be told that there is none. Absent: it shows. */
  readonly hidesLocks?: true;
  readonly password: PasswordStatus;
  readonly capabilities: AccountCapabilities;
  /** ISO 8601 instant of the last sign-in that succeeded; null: never. Absent: the provider does not tell. */
  readonly lastSignInAt?: string | null;
  /** ISO 8601 instant at which the account itself ends; null: it does not. Absent: the provider does not tell. */
  readonly endsAt?: string | null;
  /** Absent: the provider does not tell. */
  readonly manager?: AccountReference | null;
}

/** What a changing operation brought. "Already so" is success with `changed: false`. */
export interface Change {
  /** Whether this call changed anything. */
  readonly changed: boolean;
  /** Whether the new state was read back from the provider after the change. */
  readonly verified: boolean;
  /** The display name of the system that was really acted on. */
  readonly system: string;
  readonly account: AccountReference;
}

/** A change that was read back. Only this may be spoken of as done. */
export interface VerifiedChange extends Change {
  readonly verified: true;
}
