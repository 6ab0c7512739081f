import type { ConversationMessage } from './conversation-message.ts';

/** Every button of a message: its choices, and its form's. */
export function choicesOf({ choices, form }: ConversationMessage): ConversationMessage['choices'] {
  return [...choices, ...(form === null ? [] : [form.submit])];
}
