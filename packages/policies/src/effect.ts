import type { Desk, InstructionTopic, Link } from '@access-account/contract';
import type { Sentence } from '@access-account/messages';

/** A button's meaning: fixed for ever; its label is a sentence. */
export type ChoiceName = 'yes' | 'no' | 'edit' | 'cancel' | 'continue' | 'not-me' | 'check-again';

/** A list of a person's accounts to choose from. */
export interface AccountForm {
  readonly options: readonly { readonly label: string; readonly value: string }[];
}

export interface Question {
  readonly choices: readonly ChoiceName[];
  /** The targets it is about; they come back with the answer, so that only what was shown is acted on. */
  readonly about: readonly string[];
  readonly form?: AccountForm;
}

/** Something to be said. A question replaces the case's earlier one, whose buttons then stop working. */
export interface Say {
  readonly type: 'say';
  /** Said as one message, a paragraph each. */
  readonly sentences: readonly Sentence[];
  readonly links?: readonly Link[];
  readonly question?: Question;
  /** Takes the place of the open question's message instead of adding one, where the channel can. */
  readonly inPlace?: boolean;
  /** The person did not ask for it: it counts against the notice allowance and goes to the person's first reachable channel. */
  readonly notice?: boolean;
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
  | { readonly type: 'ticket'; readonly operation: 'ticket.resolve'; readonly key: string; readonly resolution: string }
  | {
      readonly type: 'ticket';
      readonly operation: 'ticket.hand-off';
      readonly key: string;
      readonly to: Desk;
      readonly reason: string;
    };

/** What a policy wants done. The server does it; the outcome comes back as an event. */
export type Effect =
  | Say
  | IdentityEffect
  | TicketEffect
  | { readonly type: 'instructions'; readonly topic: InstructionTopic; readonly system: string }
  /** Brings `timer-due` at an ISO 8601 instant; a timer of the same name replaces the earlier one. */
  | { readonly type: 'timer'; readonly timer: string; readonly at: string }
  /** The case is over: its timers stop and its open question closes. */
  | { readonly type: 'close'; readonly outcome: CaseOutcome };

/** How a case ended. */
export type CaseOutcome =
  | 'answered'
  | 'cancelled'
  | 'declined'
  | 'dismissed'
  | 'expired'
  | 'handed-off'
  | 'instructed'
  | 'not-told'
  | 'refused'
  | 'reported'
  | 'self-resolved'
  /** The person asked for themselves, and that case goes on in its place. */
  | 'taken-over'
  | 'unlocked';
