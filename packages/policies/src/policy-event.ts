import type { AccountStatus, Instructions, Lockout, VerifiedChange } from '@access-account/contract';
import type { ChoiceName } from './effect.ts';

/** What a person asked for in words, after understanding. */
export interface Request {
  readonly about: 'unlock' | 'password' | 'mfa' | 'service-desk' | 'help' | 'unclear' | 'which-question';
  /** A system that was named; null: none was. `connected: false` carries the person's own words for it. */
  readonly system:
    | { readonly connected: true; readonly name: string }
    | { readonly connected: false; readonly words: string }
    | null;
  /** Whether the person means somebody else's account. */
  readonly forSomebodyElse: boolean;
  /** Something that looked like a password was in the text and was cut out of it. */
  readonly containedSecret: boolean;
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

/** What a policy is told. Events are noun-verb. */
export type PolicyEvent =
  | { readonly type: 'help-asked'; readonly request: Request }
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
  | ({ readonly type: 'account-read'; readonly status: AccountStatus } & AccountEvent)
  | ({ readonly type: 'account-read-failed'; readonly failure: Failure } & AccountEvent)
  | ({ readonly type: 'account-unlocked'; readonly change: VerifiedChange } & AccountEvent)
  /** The fresh look right before the act found the account open: nothing was changed. */
  | ({ readonly type: 'account-found-open' } & AccountEvent)
  /** The fresh look found another lock than the one the person was shown, or a state that must not be undone. */
  | ({ readonly type: 'account-changed'; readonly status: AccountStatus } & AccountEvent)
  | ({ readonly type: 'account-unlock-failed'; readonly failure: Failure } & AccountEvent)
  /** The first try did not reach the system; it is tried again. */
  | { readonly type: 'identity-delayed'; readonly system: string }
  | { readonly type: 'instructions-read'; readonly system: string; readonly instructions: Instructions | null }
  | { readonly type: 'ticket-opened'; readonly key: string; readonly number: string }
  | { readonly type: 'timer-due'; readonly timer: string };
