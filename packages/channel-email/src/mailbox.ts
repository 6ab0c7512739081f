import type { ConnectorStore } from '@access-account/contract';
import { type Call, ConnectorError } from '@access-account/contract';
import { ImapFlow, type MailboxObject } from 'imapflow';
import { z } from 'zod';
import type { EmailClient } from './email-client.ts';
import { mapImapError } from './map-imap-error.ts';
import { addressOf } from './server-address.ts';

/** How far the mailbox is read. */
export interface Position {
  /** With another one every mail has another number. */
  readonly validity: string;
  /** The number of the last mail that was read. */
  readonly uid: number;
  /** ISO 8601: when the last one arrived. */
  readonly at: string;
  /** ISO 8601: what arrived before was read under other numbers; null: the numbers have always been these. */
  readonly renumbered: string | null;
}

const shape = z.object({ validity: z.string(), uid: z.number(), at: z.string(), renumbered: z.string().nullable() });
const key = 'position';

/** Milliseconds: one IDLE lasts at most so long (RFC 2177 says 29 minutes, and firewalls forget sooner). */
const idleFor = 5 * 60_000;

/** Signs in and opens the folder. Whoever gets it closes it. @throws ConnectorError */
export async function openMailbox(client: EmailClient, call: Pick<Call, 'signal'>): Promise<ImapFlow> {
  const { config, credentials, certificateAuthority } = client;
  const { host, port, isSecure, isLoopback } = addressOf(config.imap);
  const auth = await credentials.forImap(call);
  const imap = new ImapFlow({
    host,
    port,
    secure: isSecure,
    ...(isSecure || isLoopback ? {} : { doSTARTTLS: true }),
    auth,
    logger: false,
    tls: certificateAuthority === undefined ? {} : { ca: certificateAuthority },
    disableAutoIdle: true,
    maxIdleTime: idleFor,
    connectionTimeout: 5000,
    greetingTimeout: 5000,
    socketTimeout: idleFor + 60_000,
    // A mail is fetched by its beginning alone: nothing bigger is an answer.
    maxLiteralSize: 4_000_000,
  });
  // Told by whatever is done next; unheard it would end the process.
  imap.on('error', () => undefined);
  const abort = () => imap.close();
  call.signal.addEventListener('abort', abort, { once: true });
  try {
    await imap.connect();
    await imap.mailboxOpen(config.mailbox);
    return imap;
  } catch (error) {
    imap.close();
    const mapped = ConnectorError.isInstance(error) ? error : mapImapError({ error, system: config.displayName });
    if (mapped.code === 'authentication-failed')
      credentials.forget('accessToken' in auth ? auth.accessToken : undefined);
    throw mapped;
  } finally {
    call.signal.removeEventListener('abort', abort);
  }
}

/**
 * Where reading begins. At the very first time: behind what lies there, which was not written to us. With other numbers than
 * before: on the day of the last mail that was read, and whatever was read before is told by its own id.
 */
export async function findPosition(
  store: ConnectorStore,
  { uidValidity, uidNext }: Pick<MailboxObject, 'uidValidity' | 'uidNext'>,
  now: Date,
): Promise<Position> {
  const validity = String(uidValidity);
  const known = shape.safeParse((await store.get(key))?.value).data;
  if (known?.validity === validity) return known;
  const position =
    known === undefined
      ? { validity, uid: Math.max(0, Number(uidNext ?? 1) - 1), at: now.toISOString(), renumbered: null }
      : { validity, uid: 0, at: known.at, renumbered: known.at };
  await keepPosition(store, position);
  return position;
}

export async function keepPosition(store: ConnectorStore, { validity, uid, at, renumbered }: Position): Promise<void> {
  await store.put(key, { validity, uid, at, renumbered });
}
