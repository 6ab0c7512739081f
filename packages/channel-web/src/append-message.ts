import type { Conversation } from './conversation.ts';
import type { ConversationMessage } from './conversation-message.ts';

const maximumMessages = 100;

/** What a new message brings along; its place in the conversation is given by `appendMessage`. */
export type NewMessage = Omit<
  ConversationMessage,
  'answered' | 'formerChoices' | 'place' | 'position' | 'replaced' | 'updatedBy'
>;

/** Adds a message at the end and lets the oldest go. A message whose id is already there changes nothing. */
export function appendMessage(conversation: Conversation, message: NewMessage): Conversation {
  if (conversation.messages.some(({ id }) => id === message.id)) return conversation;
  const position = conversation.next;
  const fresh = { answered: null, formerChoices: [], replaced: false, updatedBy: null };
  const placed = { ...message, ...fresh, place: position, position };
  return { next: position + 1, messages: [...conversation.messages, placed].slice(-maximumMessages) };
}
