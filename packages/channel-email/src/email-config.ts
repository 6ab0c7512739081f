import { secret } from '@access-account/connector-kit';
import { z } from 'zod';
import { mailAddress } from './mail-address.ts';

const loopback = String.raw`(localhost|127\.\d+\.\d+\.\d+|\[::1\])`;

/** A server: `imaps://` is TLS from the first byte, `imap://` asks for it (STARTTLS) and goes on only with it, except on the loopback. */
function server(scheme: 'imap' | 'smtp') {
  return z.string().regex(new RegExp(`^${scheme}s?://[^/?#@\\s:]+(:\\d{1,5})?/?$`), {
    error: `must be ${scheme}s://host[:port], or ${scheme}://host[:port] for STARTTLS`,
  });
}

export const emailConfig = z
  .strictObject({
    address: z
      .string()
      .refine((value) => mailAddress(value) !== undefined, 'must be a mail address: help@acme.test')
      .describe('The address of the mailbox: people write to it, and every mail comes from it.'),
    senderName: z.string().min(1).max(80).default('Access Account').describe('The name beside it in every mail.'),
    displayName: z.string().min(1).default('Email').describe('What people call the channel in messages.'),
    imap: server('imap').describe('Where mails are read: imaps://outlook.office365.com'),
    smtp: server('smtp').describe('Where mails are sent: smtp://smtp.office365.com:587'),
    mailbox: z.string().min(1).default('INBOX').describe('The folder that is read.'),
    username: z.string().min(1).optional().describe('The user who signs in; unset: the address.'),
    password: secret('The password of the mailbox, where OAuth is not used.').optional(),
    oauth: z
      .strictObject({
        tokenUrl: z
          .string()
          .regex(
            new RegExp(`^(https://[^?#@\\s]+|http://${loopback}(:\\d+)?(/[^?#\\s]*)?)$`),
            'must be an https address (http only on loopback)',
          )
          .describe('The token endpoint: https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token'),
        clientId: z.string().min(1).describe('The application.'),
        clientSecret: secret('Its secret.'),
        scope: z
          .string()
          .min(1)
          .default('https://outlook.office365.com/.default')
          .describe('What the token is asked for.'),
      })
      .optional()
      .describe('Sign-in by OAuth client credentials (SASL XOAUTH2), for IMAP and SMTP alike.'),
    relay: z
      .boolean()
      .default(false)
      .describe('The SMTP server takes our mails without a sign-in, because of where they come from.'),
    connections: z
      .int()
      .min(1)
      .max(50)
      .optional()
      .describe(
        'Connections to the SMTP server at a time that mails are sent over, of each server of yours; one more looks once a minute whether it lets us in. Unset: 2, since Microsoft 365 gives a mailbox three, and 12 to a relay.',
      ),
    certificateAuthority: z
      .string()
      .min(1)
      .optional()
      .describe(
        'A PEM file with the authority that signed the servers’ certificates, relative to the configuration file.',
      ),
    domains: z
      .array(z.string().regex(/^[a-z0-9.-]+\.[a-z0-9-]+$/, 'must be a domain in small letters: acme.test'))
      .default([])
      .describe(
        'People with an address in one of these are helped; unset: everybody whom the directory knows by their address.',
      ),
    authenticationServer: z
      .string()
      .min(1)
      .optional()
      .describe(
        'The name with which the organisation’s own mail server begins its Authentication-Results. Set, a mail that it has not found to pass DMARC is read by nobody.',
      ),
    strangers: z
      .enum(['ignore', 'reply'])
      .default('ignore')
      .describe('What whoever is not known by their address gets: nothing, or one fixed reply a day.'),
    recoveryUrl: z
      .string()
      .regex(/^https:\/\/[^@\s]+$/, 'must be an https address')
      .optional()
      .describe('The page that the fixed reply names.'),
    mailsPerHour: z
      .int()
      .min(1)
      .max(1000)
      .default(12)
      .describe(
        'Mails of one address that are read in an hour. Further ones are left, so that nobody is flooded by somebody who uses their address.',
      ),
  })
  .refine(({ password, oauth }) => (password === undefined) !== (oauth === undefined), {
    error: 'needs either password or oauth',
  })
  .meta({ title: 'Email' });

export type EmailConfig = z.output<typeof emailConfig>;
