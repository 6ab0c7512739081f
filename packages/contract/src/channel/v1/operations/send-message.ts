import type { Call } from '../../../shared/v1/call.ts';
import type { ConversationReference } from '../conversation.ts';
import type { Message, MessageReference } from '../message.ts';

export interface SendMessageInput {
  readonly to: ConversationReference;
  readonly message: Message;
  /**
   * `to` is an address of the person's own that a directory keeps beside the one it knows them by, wherever that is: no
   * conversation is had there. Only where `features.certainty` is `nothing`. Absent: it is a conversation of the channel.
   */
  readonly atRecovery?: true;
}

/**
 * `message.send`: shows a message. `Call.idempotencyKey` is the message's own id: a channel that can keep it shows a repeat once.
 * @throws NotFoundError when the conversation is gone.
 */
export type SendMessage = (input: SendMessageInput, call: Call) => Promise<MessageReference>;
