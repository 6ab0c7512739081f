import type {
  AccountActivity,
  AccountStatus,
  Factor,
  FactorKind,
  IdentityOperationName,
  Instructions,
  Lockout,
  PasswordStart,
  VerifiedChange,
} from '@access-account/contract';
import type {
  AccountName,
  FactorName,
  Suspected,
  Trouble,
  VerifiedRemoval,
  VerifiedUnlock,
} from '@access-account/messages';
import type { Action, Proof, ProofKind } from './authorisation/asking.ts';
import type { Cycle } from './calendar/cycle-of.ts';
import type { ChoiceName } from './effect.ts';

/** What a person asked for in words, after understanding. */
export interface Request {
  readonly about:
    | 'unlock'
    | 'password'
    | 'mfa'
    /** "I can't get in": what stands in the way is not said. */
    | 'sign-in'
    | 'service-desk'
    | 'settings'
    | 'help'
    | 'unclear'
    | 'which-question';
  /** Of a password: whether the person still knows the current one. Absent: forgotten. */
  readonly how?: 'forgot' | 'knows';
  /** They ask for the way, not for the deed. */
  readonly wantsInstructions?: boolean;
  /** A system that was named; null: none was. `connected: false` carries the person's own words for it. */
  readonly system:
    | { readonly connected: true; readonly name: string }
    | { readonly connected: false; readonly words: string }
    | null;
  /** Keys of the accounts for which this help was offered: it is given for no other. Absent: none were singled out. */
  readonly accounts?: readonly string[];
  /** Whether the person means somebody else's account. */
  readonly forSomebodyElse: boolean;
  /** Whom they mean, in their own words; `user`: whom they mentioned. Absent: nobody in particular. */
  readonly somebody?: { readonly words: string; readonly user?: { readonly channel: string; readonly id: string } };
  /** Something that looked like a password was in the text and was cut out of it. */
  readonly containedSecret: boolean;
  /** What a second reader made of it: a proposal of a question, or the other way round. No policy looks at it; the audit keeps it. */
  readonly secondOpinion?: 'propose' | 'clarify' | 'none';
}

/** Why something could not be done, in the contract's closed codes. */
export interface Failure {
  readonly code: string;
  readonly system: string;
}

interface AccountEvent {
  /** The connector's name. */
  readonly system: string;
  readonly account: string;
}

/** A password, or an account with an end date, is about to run out or has. */
export interface ReminderDue extends AccountEvent {
  readonly type: 'reminder-due';
  readonly kind: 'password' | 'account';
  /** As it was when the reminder was planned; `expiresAt` in it is the end as it was first read. */
  readonly cycle: Cycle;
  /** ISO 8601 instant: the end as it was last read. */
  readonly expiresAt: string;
  /** Counts down to 1. */
  readonly mark: number | 'expired';
  /** IANA name: the zone in which the days that are left are counted. */
  readonly timeZone: string;
}

/** The directory tells of another password, or another end, than the person was reminded of. */
export interface ExpiryChanged extends AccountEvent {
  readonly type: 'expiry-changed';
  readonly kind: ReminderDue['kind'];
}

/** A manager is told that the account of somebody they manage ends. */
export interface ReportEnding extends AccountEvent {
  readonly type: 'report-ending';
  readonly systemName: string;
  readonly login: string;
  readonly displayName: string;
  /** ISO 8601 instant: ahead, or past. */
  readonly endsAt: string;
  /** IANA name: the zone in which the days that are left are counted. */
  readonly timeZone: string;
}

/** A person's second factors were removed: their other channels are to hear of it. */
export interface FactorsReset {
  readonly type: 'factors-reset';
  readonly removals: readonly VerifiedRemoval[];
}

/** Something was reset that lets whoever asked for it into an account: what happens to it next is watched for a while. */
export interface AccountReset extends AccountEvent {
  readonly type: 'account-reset';
  readonly name: AccountName;
  /** ISO 8601 instant. */
  readonly at: string;
  /** What was reset. */
  readonly what: 'factors' | 'password';
  /** The kinds of the factors that were removed. */
  readonly removed: readonly FactorKind[];
}

/** What the provider's log tells of an account speaks against its owner having done it: they are to hear of it on all their channels. */
export interface AccountSuspected {
  readonly type: 'account-suspected';
  readonly name: AccountName;
  readonly suspected: readonly Suspected[];
  /** Of the ticket that the security team has of it. */
  readonly key: string;
}

/** The case that asks for an approval. */
export interface ApprovalSource {
  readonly person: string;
  readonly case: string;
}

/** Somebody else had the person's account unlocked: they are to hear of it on all their channels. */
export interface UnlockedByAnother {
  readonly type: 'unlocked-by-another';
  /** Who asked for it. */
  readonly by: string;
  readonly unlocks: readonly VerifiedUnlock[];
}

/** Another user of a channel is the person from now on: whoever was, and their other channels, are to hear of it. */
export interface LinkMoved {
  readonly type: 'link-moved';
  /** The connector's name. */
  readonly channel: string;
  readonly channelName: string;
  /** Who is the person now, as the channel knows them. */
  readonly user: string;
  /** Where whoever was the person is talked to; null: they are gone from the channel. */
  readonly before: string | null;
}

/** Somebody whom the person may help. */
export interface FoundPerson {
  readonly person: string;
  readonly displayName: string;
  readonly login: string;
  /** What lets the person help them. */
  readonly as: 'manager' | 'help-desk';
  /** Those that they may help with. */
  readonly accounts: readonly {
    readonly system: string;
    readonly systemName: string;
    readonly account: string;
    readonly login: string;
  }[];
}

/** A manager is asked whether it is really somebody they manage who asks for something. */
export interface ApprovalAsked extends AccountEvent {
  readonly type: 'approval-asked';
  readonly from: ApprovalSource;
  readonly displayName: string;
  readonly action: Action;
  readonly accounts: readonly AccountName[];
  /** Those to be removed; none where it is about something else. */
  readonly factors: readonly FactorName[];
  /** ISO 8601 instant after which nobody waits for the answer. */
  readonly until: string;
}

/** Factors are to be removed after a while: the person's other channels are to hear of it, and can stop it. */
export interface ResetHeld {
  readonly type: 'reset-held';
  readonly from: ApprovalSource;
  readonly accounts: readonly AccountName[];
  readonly factors: readonly FactorName[];
  /** ISO 8601 instant of the removal. */
  readonly until: string;
}

/** It was shown that it is the person, or it was not. */
export type ProofEvent =
  | { readonly type: 'proof-given'; readonly proof: Proof }
  | {
      readonly type: 'proof-refused';
      readonly kind: ProofKind;
      /** `nobody`: there is nobody to be asked. `not-me`: the person says that it was somebody else. */
      readonly because: 'declined' | 'nobody' | 'not-me';
    };

/** Somebody at the desk has dealt with a ticket that people had taken over. */
export interface DeskAnswered {
  readonly type: 'desk-answered';
  /** The ticket's. */
  readonly key: string;
  /** null where no desk has given it one yet. */
  readonly number: string | null;
  readonly subject: string;
  /** In the desk's words. null: another desk resolved it, and its words stay there. */
  readonly resolution: string | null;
}

/** What needs a human has changed: the operators are to hear of it, in one message. */
export interface TroublesChanged {
  readonly type: 'troubles-changed';
  readonly began: readonly Trouble[];
  readonly over: readonly Trouble[];
}

/** Many people are being locked at once. */
export interface AttackBegan {
  readonly type: 'attack-began';
  readonly attack: string;
  /** Locked within so many minutes. */
  readonly people: number;
  readonly minutes: number;
}

/** It is quiet again. */
export interface AttackOver {
  readonly type: 'attack-over';
  readonly attack: string;
  readonly people: number;
  /** Those who were not told yet. */
  readonly held: number;
}

/** What one case can open another with. */
export type CaseOpening =
  | { readonly type: 'help-asked'; readonly request: Request }
  | ReportEnding
  | FactorsReset
  | AccountReset
  | AccountSuspected
  | UnlockedByAnother
  | LinkMoved
  | ApprovalAsked
  | ResetHeld
  | DeskAnswered
  | TroublesChanged
  | AttackBegan
  | AttackOver;

/** Operations whose failure is told as `identity-failed`. */
export type FallibleOperation = Extract<
  IdentityOperationName,
  | 'activity.read'
  | 'password.start-reset'
  | 'password.start-change'
  | 'factor.list'
  | 'factor.remove'
  | 'recovery.read'
  | 'sessions.revoke'
>;

/** What a policy is told. Events are noun-verb. */
export type PolicyEvent =
  | CaseOpening
  | ProofEvent
  | ReminderDue
  | ExpiryChanged
  | { readonly type: 'lockout-detected'; readonly system: string; readonly lockout: Lockout }
  | {
      readonly type: 'choice-made';
      readonly choice: ChoiceName;
      /** What the question was about: the targets that were shown with it. */
      readonly about: readonly string[];
      readonly values: Readonly<Record<string, string>>;
    }
  /** A button of a question that is older than its time. */
  | { readonly type: 'choice-expired'; readonly choice: ChoiceName }
  /** Words that would choose, on a channel where anybody can write in anybody's name. It is recorded, and no policy is told. */
  | { readonly type: 'answer-unproven'; readonly choice: ChoiceName }
  | ({ readonly type: 'account-read'; readonly status: AccountStatus } & AccountEvent)
  | ({ readonly type: 'account-read-failed'; readonly failure: Failure } & AccountEvent)
  | ({ readonly type: 'account-unlocked'; readonly change: VerifiedChange } & AccountEvent)
  /** The fresh look right before the act found the account open: nothing was changed. */
  | ({ readonly type: 'account-found-open' } & AccountEvent)
  /** The fresh look found another lock than the one the person was shown, or a state that must not be undone. */
  | ({ readonly type: 'account-changed'; readonly status: AccountStatus } & AccountEvent)
  | ({ readonly type: 'account-unlock-failed'; readonly failure: Failure } & AccountEvent)
  | ({
      readonly type: 'password-started';
      readonly operation: 'password.start-reset' | 'password.start-change';
      readonly start: PasswordStart;
    } & AccountEvent)
  | ({ readonly type: 'factors-listed'; readonly factors: readonly Factor[] } & AccountEvent)
  | ({ readonly type: 'activity-read'; readonly activity: readonly AccountActivity[] } & AccountEvent)
  /** Addresses that a code may go to, as the person sees them. */
  | ({ readonly type: 'recovery-read'; readonly addresses: readonly string[] } & AccountEvent)
  | ({ readonly type: 'factor-removed'; readonly factor: string; readonly change: VerifiedChange } & AccountEvent)
  | ({ readonly type: 'sessions-revoked'; readonly change: VerifiedChange } & AccountEvent)
  | ({
      readonly type: 'identity-failed';
      readonly operation: FallibleOperation;
      /** Of `factor.remove`. */
      readonly factor?: string;
      readonly failure: Failure;
    } & AccountEvent)
  /** The first try did not reach the system; it is tried again. */
  | { readonly type: 'identity-delayed'; readonly system: string }
  /** The nearest to the words first; a handful at most. */
  | { readonly type: 'people-found'; readonly people: readonly FoundPerson[] }
  | { readonly type: 'instructions-read'; readonly system: string; readonly instructions: Instructions | null }
  | { readonly type: 'ticket-opened'; readonly key: string; readonly number: string }
  | { readonly type: 'timer-due'; readonly timer: string };
