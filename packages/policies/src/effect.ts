import type { Desk, InstructionTopic } from '@access-account/contract';
import type { FactorName, Sentence } from '@access-account/messages';
import type { Action } from './authorisation/asking.ts';
import type { PersonalSettings } from './personal-settings.ts';
import type { PolicyId } from './policy.ts';
import type { ApprovalSource, CaseOpening, ProofEvent } from './policy-event.ts';

/** A button's meaning: fixed for ever; its label is a sentence. */
export type ChoiceName =
  | 'yes'
  | 'no'
  | 'edit'
  | 'cancel'
  | 'continue'
  | 'not-me'
  | 'check-again'
  | 'unlock'
  | 'start-reset'
  | 'change-password'
  | 'lost-device'
  | 'reset-mfa'
  | 'view-answer'
  | 'ignore'
  | 'extend'
  | 'works'
  | 'ask-manager'
  | 'approve'
  | 'decline'
  | 'service-desk';

/** Names that are nobody's sentence are said as they are; the rest is said in the person's language. */
export type Label = string | Sentence;

/** A list to choose one from. The answer comes back in `values` under the name of the field. */
export interface ChoiceForm {
  readonly field: 'account' | 'factor' | 'person' | 'setting';
  readonly options: readonly { readonly label: Label; readonly value: string }[];
  /** The choice that sends it; it is one of the question's. */
  readonly submit: ChoiceName;
}

export interface SaidLink {
  readonly label: Label;
  readonly url: string;
}

export interface Question {
  readonly choices: readonly ChoiceName[];
  /** The targets it is about; they come back with the answer, so that only what was shown is acted on. */
  readonly about: readonly string[];
  readonly form?: ChoiceForm;
}

/** How the person can show on our page that it is they. */
export type ProofWay =
  /** Signing in afresh at the identity provider's own page. */
  | { readonly by: 'fresh-login' }
  /** Another second factor of the account: a question on the device, or a code that the person types on the page. */
  | { readonly by: 'factor'; readonly factor: string; readonly name: FactorName; readonly asks: 'push' | 'code' }
  /** A one-time code to an address of record, as the person sees it: "a…@acme.test". */
  | { readonly by: 'code'; readonly address: string };

/** The page on which the person shows that it is they, for one act on one account. */
export interface ProofLink {
  readonly label: Label;
  readonly action: Action;
  readonly system: string;
  readonly account: string;
  /** ISO 8601 instant after which it is of no use. */
  readonly until: string;
  /** Absent: `fresh-login` alone. */
  readonly ways?: readonly ProofWay[];
}

/** Something to be said. A question replaces the case's earlier one, whose buttons then stop working. */
export interface Say {
  readonly type: 'say';
  /** Said as one message, a paragraph each. */
  readonly sentences: readonly Sentence[];
  readonly links?: readonly SaidLink[];
  readonly question?: Question;
  /** A link to the page on which the person shows that it is they; its address is made when it is said. */
  readonly proof?: ProofLink;
  /** Takes the place of the open question's message instead of adding one, where the channel can. */
  readonly inPlace?: boolean;
  /** The person did not ask for it: it counts against the notice allowance and goes to the person's first reachable channel. */
  readonly notice?: boolean;
  /** Said on every channel of the person but the one the case came from, and not there: whoever took over one channel cannot hide it from the others. */
  readonly elsewhere?: true;
  /** Of what is said elsewhere: said in this conversation, too, whose user is not the person any more. */
  readonly also?: { readonly channel: string; readonly conversation: string };
}

/** Something to be read or done in an identity system. */
export type IdentityEffect =
  | { readonly type: 'identity'; readonly operation: 'account.read'; readonly system: string; readonly account: string }
  | {
      readonly type: 'identity';
      readonly operation: 'account.unlock';
      readonly system: string;
      readonly account: string;
      /** The lock the person was shown: another one is not lifted. */
      readonly episode: string;
    }
  | {
      readonly type: 'identity';
      readonly operation: 'password.start-reset' | 'password.start-change' | 'factor.list' | 'recovery.read';
      readonly system: string;
      readonly account: string;
    }
  | {
      readonly type: 'identity';
      readonly operation: 'activity.read';
      readonly system: string;
      readonly account: string;
      /** ISO 8601 instant from which on. */
      readonly since: string;
    }
  | {
      readonly type: 'identity';
      readonly operation: 'sessions.revoke';
      readonly system: string;
      readonly account: string;
      /** Whether the owner wants them ended, for what somebody else did; absent: it goes with the removal of a factor. */
      readonly reported?: true;
    }
  | {
      readonly type: 'identity';
      readonly operation: 'factor.remove';
      readonly system: string;
      readonly account: string;
      /** The id of one factor that the person was shown when they confirmed. */
      readonly factor: string;
    };

export type TicketEffect =
  | {
      readonly type: 'ticket';
      readonly operation: 'ticket.open';
      /** One per access episode. */
      readonly key: string;
      readonly subject: string;
      readonly description: string;
    }
  | { readonly type: 'ticket'; readonly operation: 'ticket.note'; readonly key: string; readonly text: string }
  | {
      readonly type: 'ticket';
      readonly operation: 'ticket.resolve';
      readonly key: string;
      readonly resolution: string;
      /** Somebody at the desk says so: whatever their ticket is still owed is done first, in whichever case it waits. */
      readonly byDesk?: true;
    }
  | {
      readonly type: 'ticket';
      readonly operation: 'ticket.hand-off';
      readonly key: string;
      readonly to: Desk;
      readonly reason: string;
    };

/** Looks for somebody by words. Only those are found whom the person of the case may help. */
export interface FindPeople {
  readonly type: 'people';
  readonly words: string;
  /** Whom they mentioned. */
  readonly user: { readonly channel: string; readonly id: string } | null;
  /** Whose accounts it is about; null: those of every system. */
  readonly system: string | null;
}

/** Opens another case, with this as the first thing it is told: in the same conversation, or with somebody else. */
export interface HandOver {
  readonly type: 'hand-over';
  readonly to: PolicyId;
  readonly event: CaseOpening;
  /** The case is the one of whoever owns this account, wherever they are reached; absent: of the same person. */
  readonly owner?: { readonly system: string; readonly account: string };
}

/** Answers the case of somebody else that asked for an approval. */
export interface Prove {
  readonly type: 'prove';
  readonly to: ApprovalSource;
  readonly event: ProofEvent;
}

/** What a policy wants done. The server does it; the outcome comes back as an event. */
export type Effect =
  | Say
  | IdentityEffect
  | TicketEffect
  | FindPeople
  | { readonly type: 'instructions'; readonly topic: InstructionTopic; readonly system: string }
  | HandOver
  | Prove
  /** What the person has set for themselves from now on: kept by the commit that decided it. */
  | { readonly type: 'personal-settings'; readonly settings: PersonalSettings }
  /** This user of a channel is the person no more, nor is whoever took the place from them: taken back by the commit that decided it. */
  | { readonly type: 'unlink'; readonly channel: string; readonly user: string }
  /** Brings `timer-due` at an ISO 8601 instant; a timer of the same name replaces the earlier one. */
  | { readonly type: 'timer'; readonly timer: string; readonly at: string }
  /** The case is over: its timers stop and its open question closes. */
  | { readonly type: 'close'; readonly outcome: CaseOutcome };

/** How a case ended. */
export type CaseOutcome =
  | 'answered'
  /** Somebody's request was confirmed by their manager. */
  | 'approved'
  | 'cancelled'
  | 'declined'
  | 'dismissed'
  | 'expired'
  | 'handed-off'
  | 'instructed'
  | 'not-told'
  | 'handed-over'
  /** The password was changed, or the account's end put off, before the case was over. */
  | 'renewed'
  | 'mfa-reset'
  /** The way to a new password was opened. */
  | 'password-started'
  | 'refused'
  | 'reported'
  | 'self-resolved'
  /** The person asked for themselves, and that case goes on in its place. */
  | 'taken-over'
  | 'unlocked'
  /** The time for which an account was watched is over. */
  | 'watched';
