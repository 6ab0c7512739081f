import type { SendMessage } from '@access-account/contract';
import { NotFoundError } from '@access-account/contract';
import { composeMail, messageIdOf } from '../compose-mail.ts';
import { describeAddress } from '../describe-address.ts';
import type { EmailClient } from '../email-client.ts';
import { submitMail } from '../submit-mail.ts';

export function sendMessage(client: EmailClient): SendMessage {
  return async ({ to, message, atRecovery = false }, call) => {
    const { config, threads } = client;
    const person = describeAddress({ client, written: to.id, displayName: to.id, locale: null });
    // Whose own address it is says the directory, and it need not be one of the organisation's.
    if (person === undefined || person.kind === 'bot' || (person.kind === 'guest' && !atRecovery)) {
      throw new NotFoundError({
        system: config.displayName,
        summary: 'The address is none that mails may go to.',
        remedy: 'Check the address in the directory, and domains.',
      });
    }
    const address = person.conversation.id;
    const thread = await threads.of(address);
    const id = messageIdOf(call.idempotencyKey, client.address);
    // The server took it, and the core has not heard of that.
    if (thread.sent.includes(id)) return { id };
    const isAnswer = call.actor.kind === 'person' && !atRecovery;
    const mail = composeMail({
      client,
      to: address,
      message,
      key: call.idempotencyKey,
      thread: isAnswer ? thread : undefined,
      kind: isAnswer ? 'auto-replied' : 'auto-generated',
    });
    await submitMail({ client, mail, envelope: { from: client.address, to: address }, call });
    await threads.change(
      address,
      (before) => ({
        // No conversation is had there: nothing of what it says is kept, and what may be a code least of all.
        ...(atRecovery
          ? before
          : {
              subject: (isAnswer ? before.subject : null) ?? mail.subject,
              ids: [...(isAnswer ? before.ids : []), id],
            }),
        sent: [...before.sent, id],
      }),
      thread,
    );
    return { id };
  };
}
