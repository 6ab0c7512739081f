import type { Conversation } from './conversation.ts';
import type { ConversationMessage } from './conversation-message.ts';

export interface Replacement {
  readonly id: string;
  readonly change: Partial<Omit<ConversationMessage, 'id' | 'place' | 'position' | 'replaced'>>;
}

/** Changes a message where it stands and moves it to the end of the stream, so that open and resuming pages learn of it. */
export function replaceMessage(conversation: Conversation, { id, change }: Replacement): Conversation {
  const position = conversation.next;
  return {
    next: position + 1,
    messages: conversation.messages.map((message) =>
      message.id === id ? { ...message, ...change, position, replaced: true } : message,
    ),
  };
}
