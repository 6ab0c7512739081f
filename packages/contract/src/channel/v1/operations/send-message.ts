import type { Call } from '../../../shared/v1/call.ts';
import type { ConversationReference } from '../conversation.ts';
import type { Message, MessageReference } from '../message.ts';

export interface SendMessageInput {
  readonly to: ConversationReference;
  readonly message: Message;
}

/**
 * `message.send`: shows a message. `Call.idempotencyKey` is the message's own id: a channel that can keep it shows a repeat once.
 * @throws NotFoundError when the conversation is gone.
 */
export type SendMessage = (input: SendMessageInput, call: Call) => Promise<MessageReference>;
