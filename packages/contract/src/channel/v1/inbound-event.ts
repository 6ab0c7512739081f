import type { ChannelUserReference, ConversationReference } from './conversation.ts';
import type { Message } from './message.ts';

interface InboundBase {
  /** The channel's own id of this event: the same for every redelivery. */
  readonly id: string;
  readonly user: ChannelUserReference;
  readonly conversation: ConversationReference;
  /** ISO 8601 instant. */
  readonly at: string;
}

/** Somebody who is called by a text, as the channel knows them. */
export interface Mention {
  /** As they stand in the text: `@jane`. */
  readonly words: string;
  readonly user: ChannelUserReference;
}

/** Somebody wrote something. */
export interface InboundText extends InboundBase {
  readonly kind: 'text';
  readonly text: string;
  /** Absent: nobody is mentioned. */
  readonly mentions?: readonly Mention[];
}

/** Somebody pressed a button or sent a form. */
export interface InboundChoice extends InboundBase {
  readonly kind: 'choice';
  readonly token: string;
  readonly values?: { readonly [field: string]: string };
}

export type InboundEvent = InboundText | InboundChoice;

/** Why an event was not taken: none of the reasons tells one person anything about another. */
export type RefusalReason = 'unknown-person' | 'unknown-choice' | 'already-answered' | 'invalid';

/** What became of an event, known only after it is stored. */
export type InboundOutcome =
  | {
      readonly status: 'accepted' | 'repeated';
      /** The product's id of the stored event; a repeat gets the id of the first. */
      readonly event: string;
    }
  | {
      readonly status: 'refused';
      readonly reason: RefusalReason;
      /** A neutral sentence to show. */
      readonly message: Message;
    };
