import type { ConnectContext, PasswordWay, Standing } from '@access-account/contract';
import type { WorldNetwork } from './world-network.ts';

/** A person in a world's directory, with the password that really signs in. */
export interface WorldPerson {
  readonly login: string;
  readonly email: string;
  readonly displayName: string;
  readonly password: string;
}

/**
 * The directory an identity connector is judged against: a real one, a sandbox or a fake.
 * The required members make the required cases; every optional one adds the cases that need it.
 * The object exists when the tests are declared, the directory only when they run: start it in `beforeAll`.
 */
export interface IdentityWorld {
  /** The connector's configuration as an operator would write it, not yet validated. */
  config(): Promise<unknown>;
  /** Handed to `connect` as it is; its clock must show the directory's own time. */
  context(): Promise<ConnectContext>;
  /**
   * A new, enabled, unlocked person whom no other test touches. Every member is new unless `differences` says otherwise.
   * The display name may hold any text; a mail address may be given to two people.
   */
  newPerson(differences?: Partial<WorldPerson>): Promise<WorldPerson>;
  /** Really signs in, as the person would; answers whether the directory let them in. */
  signIn(person: WorldPerson, password: string): Promise<boolean>;
  /** Signs in with wrong passwords until the directory locks the account. */
  lockByFailedLogins(person: WorldPerson): Promise<void>;
  /** The directory shows nobody that it locked an account, and lets nobody lift it: nothing of a lock may then be claimed. */
  readonly hidesLocks?: true;
  /** Milliseconds between two locks of one account below which the directory cannot tell them apart; none unless given. */
  readonly lockResolution?: number;
  /** Disables the account, as an administrator would. */
  readonly disable?: (person: WorldPerson) => Promise<void>;
  /** How an account is called that was disabled so: `disabled` unless given. */
  readonly standingWhenDisabled?: Exclude<Standing, 'enabled'>;
  /** Locks by failed logins and comes back when the directory has lifted that lock by time. */
  readonly lockThatRanOut?: (person: WorldPerson) => Promise<void>;
  /** Says that the person must choose a new password at the next sign-in. */
  readonly demandNewPassword?: (person: WorldPerson) => Promise<void>;
  /** Enrols one more second factor, as the person would. */
  readonly enrolFactor?: (person: WorldPerson) => Promise<void>;
  /** Enrols one that is verified by a code; answers how to read the code off the device, one that was not taken yet. */
  readonly enrolCodeFactor?: (person: WorldPerson) => Promise<{ readonly label: string; code(): Promise<string> }>;
  /** Enrols one that is verified by a push; answers how the person presses on the device that asks now. */
  readonly enrolPushFactor?: (
    person: WorldPerson,
  ) => Promise<{ readonly label: string; press(answer: 'approve' | 'reject'): Promise<void> }>;
  /** Lets so much time pass that nobody can answer a push any more. */
  readonly pushesRunOut?: () => Promise<void>;
  /** Gives the account another address of record, beside its own; comes back when the directory has it. */
  readonly setRecovery?: (person: WorldPerson, address: string) => Promise<void>;
  /** Gives the account a new password, as an administrator would. */
  readonly setPassword?: (person: WorldPerson, password: string) => Promise<void>;
  /** Goes the way that a started reset answered, to its end, as the person would; answers whether the directory took the password. */
  readonly choosePassword?: (by: PasswordWay, password: string) => Promise<boolean>;
  /** Whether a session that `signIn` began is still good. */
  readonly isSignedIn?: (person: WorldPerson) => Promise<boolean>;
  /** Deletes the account, as an administrator would. */
  readonly remove?: (person: WorldPerson) => Promise<void>;
  /** A person whose account another directory masters, so that here it is neither unlocked nor given a password. */
  readonly newMasteredElsewhere?: () => Promise<WorldPerson>;
  /** How many requests that could change something have reached the directory so far. */
  readonly changesAsked?: () => Promise<number>;
  /** How many requests of any kind have reached the directory so far. */
  readonly requestsAsked?: () => number;
  /** The same directory behind a network that can be broken. */
  readonly network?: WorldNetwork;
  /** The same directory by credentials that may read everything and change nothing. */
  readonly readOnlyConfig?: () => Promise<unknown>;
  /** A configuration that names a directory which refuses connections. */
  readonly unreachableConfig?: () => Promise<unknown>;
}
