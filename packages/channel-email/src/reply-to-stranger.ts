import type { Message } from '@access-account/contract';
import { composeMail } from './compose-mail.ts';
import type { EmailClient } from './email-client.ts';
import type { WrittenMail } from './read/read-mail.ts';
import { submitMail } from './submit-mail.ts';

export interface ReplyToStrangerOptions {
  readonly client: EmailClient;
  readonly mail: WrittenMail;
  /** What whoever is not known is told: the same for all of them. */
  readonly message: Message;
}

/** Milliseconds: nobody waits for it. */
const patience = 8000;

/**
 * The one fixed reply, where the organisation wants one. It says nothing of the mail it answers and names no thread of
 * anybody's; from nobody (RFC 3834, 3.3), so that no machine answers it. Lost, it is not repeated.
 */
export async function replyToStranger({ client, mail, message }: ReplyToStrangerOptions): Promise<void> {
  const { config, context } = client;
  const { strangers, recoveryUrl } = config;
  if (strangers === 'ignore') return;
  const { text, locale } = message;
  const links = recoveryUrl === undefined ? {} : { links: [{ label: recoveryUrl, url: recoveryUrl }] };
  const reply = composeMail({
    client,
    to: mail.from,
    message: { text, locale, ...links },
    key: `stranger:${mail.id}`,
    thread: { subject: null, ids: mail.messageId === undefined ? [] : [mail.messageId] },
    kind: 'auto-replied',
  });
  try {
    await submitMail({
      client,
      mail: reply,
      envelope: { from: '', to: mail.from },
      call: { signal: AbortSignal.timeout(patience) },
    });
  } catch (error) {
    context.logger.warn('the reply to somebody unknown could not be sent', { reason: (error as Error).message });
  }
}
