import type { ListenForEvents } from './operations/listen-for-events.ts';
import type { OpenConversation } from './operations/open-conversation.ts';
import type { ReceiveWebhook } from './operations/receive-webhook.ts';
import type { ResolvePerson } from './operations/resolve-person.ts';
import type { SendMessage } from './operations/send-message.ts';
import type { UpdateMessage } from './operations/update-message.ts';

/** Every channel operation there is, by its name. */
export interface ChannelOperations {
  'webhook.receive': ReceiveWebhook;
  'event.listen': ListenForEvents;
  'person.resolve': ResolvePerson;
  'conversation.open': OpenConversation;
  'message.send': SendMessage;
  'message.update': UpdateMessage;
}

/** What a channel connector offers: messages out, and one way at least by which events come in. */
export type ChannelOperationSet = Pick<ChannelOperations, 'person.resolve' | 'message.send'> &
  Partial<ChannelOperations> &
  (Pick<ChannelOperations, 'webhook.receive'> | Pick<ChannelOperations, 'event.listen'>);

/** What a channel can show. */
export interface ChannelFeatures {
  /**
   * Without, the connector numbers the choices in the text and turns a typed number back into the token. `pages`: each choice,
   * and each form, is a link to `ConnectContext.choicePage`, and none comes back through the connector.
   */
  readonly buttons: boolean | 'pages';
  /**
   * What is certain of whoever writes; `user` unless said.
   * - `user`: that it is this user.
   * - `nothing`: users are addresses, and a text only says whose it is. It may begin something and answers no question; who
   *   somebody is, and where they are told things, is looked up in the directory each time.
   */
  readonly certainty?: 'user' | 'nothing';
  /** A form arrives whole, in the message or in a window of the channel's own over it; without, each option comes as a choice. */
  readonly forms: boolean;
  /** Shows a message that is sent again with the same `Call.idempotencyKey` once, wherever and whenever the repeat comes from. */
  readonly messageIds: boolean;
  /** Characters of `Message.text` that are always shown whole; the connector shortens a longer one at its end and says so with an ellipsis. */
  readonly maximumTextLength: number;
  /** How many servers may have `event.listen` open at a time; 1 unless said. */
  readonly maximumListeners?: number;
}
