import type { OpenConversation } from './operations/open-conversation.ts';
import type { ReceiveWebhook } from './operations/receive-webhook.ts';
import type { ResolvePerson } from './operations/resolve-person.ts';
import type { SendMessage } from './operations/send-message.ts';
import type { UpdateMessage } from './operations/update-message.ts';

/** Every channel operation there is, by its name. */
export interface ChannelOperations {
  'webhook.receive': ReceiveWebhook;
  'person.resolve': ResolvePerson;
  'conversation.open': OpenConversation;
  'message.send': SendMessage;
  'message.update': UpdateMessage;
}

/** What a channel connector offers. */
export type ChannelOperationSet = Pick<ChannelOperations, 'webhook.receive' | 'person.resolve' | 'message.send'> &
  Partial<ChannelOperations>;

/** What a channel can show. */
export interface ChannelFeatures {
  readonly buttons: boolean;
  readonly forms: boolean;
  /** Keeps `Call.idempotencyKey` of a message and shows a repeat once. */
  readonly messageIds: boolean;
  /** Characters. */
  readonly maximumTextLength: number;
}
