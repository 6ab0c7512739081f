import type { Call } from '../../../shared/v1/call.ts';
import type { ConversationReference } from '../conversation.ts';
import type { Message, MessageReference } from '../message.ts';

export interface UpdateMessageInput {
  readonly to: ConversationReference;
  readonly at: MessageReference;
  readonly message: Message;
}

/**
 * `message.update`: puts a message in the place of one that was shown.
 * @throws NotFoundError when that message is gone.
 */
export type UpdateMessage = (input: UpdateMessageInput, call: Call) => Promise<MessageReference>;
