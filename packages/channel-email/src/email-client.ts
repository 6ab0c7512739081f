import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigurationInvalidError, type ConnectContext } from '@access-account/contract';
import { createTransport } from 'nodemailer';
import { Allowance } from './allowance.ts';
import { Credentials } from './credentials.ts';
import type { EmailConfig } from './email-config.ts';
import { mailAddress } from './mail-address.ts';
import { addressOf } from './server-address.ts';
import { Threads } from './threads.ts';

/** What the operations share. */
export interface EmailClient {
  readonly config: EmailConfig;
  readonly context: ConnectContext;
  /** The mailbox's own address. */
  readonly address: string;
  readonly credentials: Credentials;
  readonly certificateAuthority: string | undefined;
  readonly transport: ReturnType<typeof openTransport>;
  readonly threads: Threads;
  readonly allowance: Allowance;
  /** Whether a mailbox is open at this moment. */
  readonly listening: { mailboxes: number };
  close(): void;
}

/** Milliseconds that an SMTP server may take to be there, to greet us, and between two of its answers. */
const patience = { connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 8000, dnsTimeout: 5000 };
/** Mails before a connection to the SMTP server is made anew. */
const pool = { pool: true, maxMessages: 200, maxRequeues: 0 } as const;
/**
 * Connections to the SMTP server at a time, beside the one by which it is seen every minute whether it lets us in:
 * Exchange Online refuses a mailbox's fourth (432 4.3.2), Postfix a client's fifty-first.
 */
const connections = { mailbox: 2, relay: 12 };

/** Reads nothing and sends nothing yet: both servers are met when there is something to do. */
export async function connectEmail(config: EmailConfig, context: ConnectContext): Promise<EmailClient> {
  const closing = new AbortController();
  const credentials = new Credentials({ config, context, lifetime: closing.signal });
  const certificateAuthority = readCertificateAuthority(config, context);
  const transport = openTransport({ config, credentials, certificateAuthority });
  return {
    config,
    context,
    address: mailAddress(config.address) ?? config.address,
    credentials,
    certificateAuthority,
    transport,
    threads: new Threads(context),
    allowance: new Allowance(context),
    listening: { mailboxes: 0 },
    close: () => {
      closing.abort();
      transport.close();
    },
  };
}

interface OpenTransportOptions {
  readonly config: EmailConfig;
  readonly credentials: Credentials;
  readonly certificateAuthority: string | undefined;
}

function openTransport({ config, credentials, certificateAuthority }: OpenTransportOptions) {
  const { host, port, isSecure, isLoopback } = addressOf(config.smtp);
  const user = config.username ?? config.address;
  const auth = config.relay
    ? {}
    : config.password === undefined
      ? { auth: { type: 'OAuth2' as const, user } }
      : { auth: { user, pass: config.password.reveal() } };
  const transport = createTransport({
    ...pool,
    ...patience,
    ...auth,
    maxConnections: config.connections ?? (config.relay ? connections.relay : connections.mailbox),
    host,
    port,
    secure: isSecure,
    // Never in the clear over a network: a server that cannot do TLS gets neither password nor mail.
    requireTLS: !isSecure && !isLoopback,
    ...(certificateAuthority === undefined ? {} : { tls: { ca: certificateAuthority } }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  transport.set('oauth2_provision_cb', credentials.provide);
  // What happens to an idle connection is nobody's business: whatever is sent next opens another.
  transport.on('error', () => undefined);
  return transport;
}

function readCertificateAuthority(
  { certificateAuthority, displayName }: EmailConfig,
  { configurationDirectory }: ConnectContext,
): string | undefined {
  if (certificateAuthority === undefined) return undefined;
  const file = resolve(configurationDirectory, certificateAuthority);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigurationInvalidError({
      system: displayName,
      summary: `The file ${file} cannot be read.`,
      remedy: 'Let certificateAuthority name a PEM file that this server may read.',
      cause: error,
    });
  }
}
