import type { ConnectContext, ConversationReference } from '@access-account/contract';
import { NotFoundError } from '@access-account/contract';
import { login } from './login.ts';

/** The user a conversation belongs to. @throws NotFoundError for an id this channel never gave out. */
export function requireConversation({ id }: ConversationReference, context: ConnectContext): string {
  const read = login.safeParse(id);
  if (read.success && read.data === id) return id;
  throw new NotFoundError({
    system: context.name,
    summary: 'There is no such conversation in the web chat.',
    remedy: 'Open the conversation anew for the person.',
  });
}
