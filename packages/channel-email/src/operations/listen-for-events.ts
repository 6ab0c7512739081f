import type { ListenForEvents } from '@access-account/contract';
import type { EmailClient } from '../email-client.ts';
import { followMailbox } from '../follow-mailbox.ts';
import { findPosition, openMailbox } from '../mailbox.ts';

export function listenForEvents(client: EmailClient): ListenForEvents {
  const { context, listening } = client;
  return async ({ deliver, signal }, call) => {
    const imap = await openMailbox(client, { signal: AbortSignal.any([call.signal, signal]) });
    const mailbox = imap.mailbox;
    if (mailbox === false) throw new Error('The mailbox was opened and is not there.');
    try {
      const position = await findPosition(context.store, mailbox, context.clock.now());
      listening.mailboxes += 1;
      const ended = followMailbox({ client, imap, position, deliver, signal }).finally(() => {
        listening.mailboxes -= 1;
      });
      return { ended };
    } catch (error) {
      imap.close();
      throw error;
    }
  };
}
