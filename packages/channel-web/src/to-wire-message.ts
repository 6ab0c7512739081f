import type { ConversationMessage } from './conversation-message.ts';

/** What the page gets to see of a message. */
export interface WireMessage
  extends Omit<ConversationMessage, 'formerChoices' | 'position' | 'replaced' | 'updatedBy'> {
  /** The id of the shown message whose place this one takes: its own. Absent when there was no earlier version. */
  readonly replaces?: string;
}

export function toWireMessage({
  formerChoices,
  position,
  replaced,
  updatedBy,
  ...message
}: ConversationMessage): WireMessage {
  return replaced ? { ...message, replaces: message.id } : message;
}
