import type { RefusalReason, TicketReference } from '@access-account/contract';
import type {
  ChoiceName,
  Effect,
  LinkedAccount,
  PersonalSettings,
  PolicyEvent,
  PolicyId,
  Reach,
  Request,
  Say,
  TicketEffect,
  Wariness,
} from '@access-account/policies';

/** Somebody the product helps. */
export interface Person {
  readonly id: string;
  readonly displayName: string;
  readonly login: string;
  readonly email: string | null;
  /** The language they are told things in: what they write may be answered in another. */
  readonly locale: string;
}

/** Where a case's messages go. */
export interface Address {
  readonly channel: string;
  readonly conversation: string;
}

/** A question that waits for its answer. */
export interface OpenQuestion {
  /** The effect that asks it. */
  readonly effect: string;
  readonly choices: readonly ChoiceName[];
  readonly about: readonly string[];
  /** ISO 8601. */
  readonly askedAt: string;
}

/** One course of help: one policy instance for one person. */
export interface HelpCase {
  readonly id: string;
  readonly person: string;
  readonly policy: PolicyId;
  readonly policyVersion: number;
  readonly state: unknown;
  /** 0: not stored yet. */
  readonly version: number;
  readonly nextOrdinal: number;
  readonly question: OpenQuestion | null;
  /** The accounts it has looked at or acted on, as `system/account`. */
  readonly subjects: readonly string[];
  readonly address: Address | null;
  /** The language it is led in: the one the person last wrote in, and until then the one they are told things in. */
  readonly locale: string;
  /** The language they wrote in, where it could be told. BCP 47. */
  readonly writtenIn: string | null;
  /** The replica that performs its effects; null: nobody at this moment. */
  readonly holder: string | null;
  /** It only watches: what it decides is recorded, and of that only looks are performed. */
  readonly shadow: boolean;
}

/** Bringing a question's message up to date once it was answered or closed. Not a policy's business. */
export interface Settle {
  readonly type: 'settle';
  /** The effect that asked. */
  readonly question: string;
  /** null: the question was closed without one. */
  readonly answer: ChoiceName | null;
}

/** Closing a ticket that was opened beside the one of its key. Not a policy's business. */
export interface CloseDouble {
  readonly type: 'ticket';
  readonly operation: 'ticket.close-double';
  /** Of the ticket that counts. */
  readonly key: string;
  readonly double: TicketReference;
}

export type RecordedTicket = TicketEffect | CloseDouble;

/** What a policy wants done as it waits to be performed; a message in place of another knows which. */
export type RecordedEffect =
  | Exclude<Effect, Say | TicketEffect | { type: 'close' | 'personal-settings' | 'unlink' }>
  | RecordedSay
  | RecordedTicket
  | Settle;

export type RecordedSay = Say & {
  readonly replaces?: string;
  /** The effect whose question is said once more: with the buttons it has, since nobody answered it. */
  readonly repeats?: string;
};

/** What one event does to one case. */
export interface Decision {
  readonly case: HelpCase;
  readonly event: PolicyEvent;
  readonly state: unknown;
  readonly effects: readonly Effect[];
}

/** What is going on with a person at this moment: every stored fact a decision may use. */
export interface Conversation {
  readonly person: Person;
  /** ISO 8601. */
  readonly instant: string;
  readonly accounts: readonly LinkedAccount[];
  readonly notices: readonly string[];
  /** When the person would have been told something, by cases that only watch. */
  readonly shadowNotices: readonly string[];
  readonly lastLockoutResolved: boolean;
  readonly wariness: Wariness;
  readonly openCases: readonly HelpCase[];
  readonly personal: PersonalSettings;
  readonly reach: Reach;
  /** Who they are on the channels; the one used last first. */
  readonly links: readonly Link[];
  /** Whether many people are being locked at this moment. */
  readonly attack: boolean;
  /** What operators have stopped. */
  readonly paused: readonly string[];
  /** The language they last wrote in, within a day; null: they wrote nothing that tells. */
  readonly spoken: string | null;
}

/** A user of a channel whom a person is. */
export interface Link {
  readonly channel: string;
  readonly user: string;
  /** Whether it was last used a while ago. */
  readonly stale: boolean;
}

/** What a button's token stands for. */
export interface Token {
  readonly person: string;
  readonly case: string;
  readonly question: string;
  readonly choice: ChoiceName;
  readonly about: readonly string[];
  /** The option of the form it stands for, by field; null: it stands for none. */
  readonly chosen: Readonly<{ [field: string]: string }> | null;
  readonly expired: boolean;
  readonly used: boolean;
  /** Whether its question was answered; one that is over without an answer is used as well. */
  readonly answered: boolean;
  /** The event that used this very button; null where another button of the question was pressed, or none. */
  readonly usedBy: string | null;
}

/** The answer to a case's question, pressed or typed. */
export interface Answer {
  readonly kind: 'answer';
  /** The case that asked, with the conversation the answer came from. */
  readonly case: HelpCase;
  readonly question: string;
  readonly choice: ChoiceName;
  readonly about: readonly string[];
  readonly expired: boolean;
  /** The option of a form that the very button stands for. */
  readonly chosen: Token['chosen'];
  /** What was chosen in a form, by field. */
  readonly values: Readonly<{ [field: string]: string }>;
}

/** What an event from a channel comes to, once it is known what it belongs to. */
export type Arrival =
  | Answer
  | {
      readonly kind: 'request';
      readonly request: Request;
      readonly address: Address;
      /** The language it is answered in. */
      readonly locale: string;
      /** The language it is written in; null where it cannot be told. */
      readonly writtenIn: string | null;
      /** Whether there are instructions for the system that was named. */
      readonly instructed: boolean;
    }
  /** Words that would answer a question, from whoever says that they are this person. */
  | { readonly kind: 'unproven'; readonly case: HelpCase; readonly choice: ChoiceName }
  /** `foreign`: the button is somebody else's. */
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly foreign?: true }
  /** The same answer came before, as this event. */
  | { readonly kind: 'repeated'; readonly event: string };

/** An answer in words. */
export type TypedAnswer = 'yes' | 'no' | 'cancel' | 'edit' | 'ignore';

/** What somebody's words mean here. */
export type Meaning = (
  | { readonly kind: 'answer'; readonly answer: TypedAnswer; readonly containedSecret: boolean }
  | { readonly kind: 'request'; readonly request: Request }
) & {
  /** BCP 47; null where too little was written to tell. */
  readonly language: string | null;
};
