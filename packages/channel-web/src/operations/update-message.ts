import type { UpdateMessage } from '@access-account/contract';
import { NotFoundError } from '@access-account/contract';
import { choicesOf } from '../choices-of.ts';
import { mapMessage } from '../map-message.ts';
import { replaceMessage } from '../replace-message.ts';
import { requireConversation } from '../require-conversation.ts';
import type { WebClient } from '../web-client.ts';

export function updateMessage({ conversations, context }: WebClient): UpdateMessage {
  return async ({ to, at, message }, { idempotencyKey }) => {
    const user = requireConversation(to, context);
    await conversations.change(user, (conversation) => {
      const shown = conversation.messages.find(({ id }) => id === at.id);
      if (shown === undefined) {
        throw new NotFoundError({
          system: context.name,
          summary: 'The message to replace is not in the conversation any more.',
          remedy: 'Send a new message.',
        });
      }
      if (shown.updatedBy === idempotencyKey) return conversation;
      const formerChoices = [...shown.formerChoices, ...choicesOf(shown)];
      const change = { ...mapMessage(message), answered: null, formerChoices, updatedBy: idempotencyKey };
      return replaceMessage(conversation, { id: at.id, change });
    });
    return { id: at.id };
  };
}
