import { Readable } from 'node:stream';
import type { Call } from '@access-account/contract';
import { ConnectorError, TimedOutError } from '@access-account/contract';
import type MailMessage from 'nodemailer/lib/mailer/mail-message';
import type { composeMail } from './compose-mail.ts';
import type { EmailClient } from './email-client.ts';
import { mailBytes } from './mail-bytes.ts';
import { mapSmtpError } from './map-smtp-error.ts';

type Mail = ReturnType<typeof composeMail>;

interface Envelope {
  readonly from: string;
  readonly to: string;
}

export interface SubmitMailOptions {
  readonly client: Pick<EmailClient, 'config' | 'credentials' | 'transport'>;
  readonly mail: Mail;
  readonly envelope: Envelope;
  readonly call: Pick<Call, 'signal'>;
}

/** Hands a mail to the SMTP server. @throws ConnectorError; AmbiguousOutcomeError when it may have been taken */
export async function submitMail({ client, mail, envelope, call }: SubmitMailOptions): Promise<void> {
  const { config, credentials, transport } = client;
  const system = config.displayName;
  if (call.signal.aborted) {
    throw new TimedOutError({
      system,
      summary: 'There was no time left to send the mail.',
      remedy: 'Look for what makes the SMTP server slow.',
    });
  }
  const attempt = () => handOver(transport, mail, envelope);
  try {
    await attempt().catch((error) => {
      // A token may end before its time: Exchange Online refuses it as it refuses a wrong password, and has taken nothing.
      const isRefused = mapSmtpError({ error, system }).code === 'authentication-failed';
      if (ConnectorError.isInstance(error) || !isRefused || !credentials.renewForSmtp()) throw error;
      // The next try has the new token, where nobody waits for this one any more.
      if (call.signal.aborted) throw error;
      return attempt();
    });
  } catch (error) {
    throw mapSmtpError({ error, system });
  }
}

/**
 * Straight to the connections of nodemailer: what it does before that is for mails which are not written yet, and costs as
 * much as all the rest.
 */
function handOver({ transporter }: EmailClient['transport'], mail: Mail, { from, to }: Envelope): Promise<void> {
  const bytes = mailBytes(mail);
  const message = {
    getEnvelope: () => ({ from, to: [to] }),
    messageId: () => mail.messageId,
    getHeader: () => mail.messageId,
    createReadStream: () => oneChunk(bytes),
  };
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  // All that its connections ask of a mail.
  transporter.send({ data: {}, message } as unknown as MailMessage, (error) => (error ? reject(error) : resolve()));
  return promise;
}

function oneChunk(bytes: Buffer): Readable {
  return new Readable({
    read() {
      this.push(bytes);
      this.push(null);
    },
  });
}
