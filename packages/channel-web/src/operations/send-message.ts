import type { SendMessage } from '@access-account/contract';
import { appendMessage } from '../append-message.ts';
import { mapMessage } from '../map-message.ts';
import { requireConversation } from '../require-conversation.ts';
import type { WebClient } from '../web-client.ts';

export function sendMessage({ conversations, context }: WebClient): SendMessage {
  return async ({ to, message }, { idempotencyKey }) => {
    const user = requireConversation(to, context);
    const at = context.clock.now().toISOString();
    const shown = { id: idempotencyKey, from: 'assistant' as const, at, ...mapMessage(message) };
    await conversations.change(user, (conversation) => appendMessage(conversation, shown));
    return { id: idempotencyKey };
  };
}
