import type { Call } from '@access-account/contract';
import { TimedOutError } from '@access-account/contract';
import type { composeMail } from './compose-mail.ts';
import type { EmailClient } from './email-client.ts';
import { mailBytes } from './mail-bytes.ts';
import { mapSmtpError } from './map-smtp-error.ts';

export interface SubmitMailOptions {
  readonly client: Pick<EmailClient, 'config' | 'transport'>;
  readonly mail: ReturnType<typeof composeMail>;
  readonly envelope: { readonly from: string; readonly to: string };
  readonly call: Pick<Call, 'signal'>;
}

/** Hands a mail to the SMTP server. @throws ConnectorError; AmbiguousOutcomeError when it may have been taken */
export async function submitMail({ client, mail, envelope, call }: SubmitMailOptions): Promise<void> {
  const { config, transport } = client;
  const system = config.displayName;
  if (call.signal.aborted) {
    throw new TimedOutError({
      system,
      summary: 'There was no time left to send the mail.',
      remedy: 'Look for what makes the SMTP server slow.',
    });
  }
  try {
    const { messageId } = mail;
    await transport.sendMail({
      raw: mailBytes(mail),
      messageId,
      envelope: { from: envelope.from, to: [envelope.to] },
    });
  } catch (error) {
    throw mapSmtpError({ error, system });
  }
}
