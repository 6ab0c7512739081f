import type { ConnectContext, ConversationReference } from '@access-account/contract';
import { NotFoundError } from '@access-account/contract';
import { login } from './login.ts';
import { accountOf, isAccount } from './sign-in.ts';

/** The user a conversation belongs to. @throws NotFoundError for an id this channel never gave out. */
export function requireConversation({ id }: ConversationReference, context: ConnectContext): string {
  // An account's id is the directory's, capitals and all; a login is a persona's.
  const isOurs = isAccount(id) ? accountOf(id) !== '' : login.safeParse(id).data === id;
  if (isOurs) return id;
  throw new NotFoundError({
    system: context.name,
    summary: 'There is no such conversation in the web chat.',
    remedy: 'Open the conversation anew for the person.',
  });
}
