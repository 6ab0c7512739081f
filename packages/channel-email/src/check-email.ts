import { type Call, ConnectorError, type Diagnostic, RateLimitedError } from '@access-account/contract';
import type { EmailClient } from './email-client.ts';
import { openMailbox } from './mailbox.ts';
import { mapSmtpError } from './map-smtp-error.ts';

export interface CheckEmailOptions {
  readonly client: EmailClient;
  readonly call: Call;
}

/** Signs in at both servers; reads nobody's mail and sends none. */
export async function checkEmail({ client, call }: CheckEmailOptions): Promise<readonly Diagnostic[]> {
  return [
    ...(await Promise.all([reading({ client, call }), sending(client)])),
    trust(client),
    {
      severity: 'ok',
      operation: 'conversation.open',
      summary: 'People are written to at the directory’s address.',
      remedy: '',
    },
  ];
}

async function reading({ client, call }: CheckEmailOptions): Promise<Diagnostic> {
  const { config, listening } = client;
  const operation = 'event.listen';
  const found = (summary: string): Diagnostic => ({ severity: 'ok', operation, summary, remedy: '' });
  // An open mailbox says it by being open: nobody signs in every minute beside it.
  if (listening.mailboxes > 0) return found(`“${config.mailbox}” is read by this server.`);
  try {
    const imap = await openMailbox(client, call);
    imap.close();
    return found(`“${config.mailbox}” can be read; this server does not listen now.`);
  } catch (error) {
    return problem(operation, error);
  }
}

async function sending({ config, transport }: EmailClient): Promise<Diagnostic> {
  const operation = 'message.send';
  try {
    await transport.verify();
    return { severity: 'ok', operation, summary: 'The SMTP server lets us in.', remedy: '' };
  } catch (error) {
    const mapped = mapSmtpError({ error, system: config.displayName });
    // It is there, and busy: with our mails, or another server's.
    if (RateLimitedError.isInstance(mapped))
      return { severity: 'ok', operation, summary: mapped.summary, remedy: mapped.remedy };
    return problem(operation, mapped);
  }
}

function trust({ config }: EmailClient): Diagnostic {
  const operation = 'person.resolve';
  if (config.authenticationServer !== undefined) {
    return { severity: 'ok', operation, summary: 'Only mails that pass DMARC are read.', remedy: '' };
  }
  return {
    severity: 'warning',
    operation,
    summary:
      'Every mail is read, whoever it is really from. Nothing is done because of one, but anybody can have people written to.',
    remedy: 'Set authenticationServer to the name that your mail server writes into Authentication-Results.',
  };
}

function problem(operation: string, error: unknown): Diagnostic {
  if (!ConnectorError.isInstance(error)) throw error;
  return { severity: 'error', operation, summary: error.summary, remedy: error.remedy };
}
