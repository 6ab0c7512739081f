import { z } from 'zod';
import { conversationMessage } from './conversation-message.ts';

/** One person's conversation: a single JSON document in the connector's store. */
export const conversation = z.object({
  /** The next position in the stream, from 1. */
  next: z.number(),
  /** In the order they were first shown. */
  messages: z.array(conversationMessage),
});

export type Conversation = z.infer<typeof conversation>;

export const emptyConversation: Conversation = { next: 1, messages: [] };
