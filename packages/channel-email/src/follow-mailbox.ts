import type { InboundEvent, ListenForEventsInput } from '@access-account/contract';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { deliverUntilStored } from './deliver-until-stored.ts';
import type { EmailClient } from './email-client.ts';
import { forgetOld } from './forget-old.ts';
import { domainOf } from './mail-address.ts';
import { keepPosition, type Position } from './mailbox.ts';
import { readMail, type WrittenMail } from './read/read-mail.ts';
import { replyToStranger } from './reply-to-stranger.ts';

export interface FollowMailboxOptions extends ListenForEventsInput {
  readonly client: EmailClient;
  readonly imap: ImapFlow;
  readonly position: Position;
}

/** Mails that are fetched at a time, and the bytes of each: what somebody wrote stands at its beginning, whatever is attached. */
const atOnce = 20;
const mostBytes = 512 * 1024;
const day = 24 * 60 * 60_000;

/** Reads what is there and what comes, in its order, until the connection or the listening ends. */
export async function followMailbox(options: FollowMailboxOptions): Promise<void> {
  const { client, imap, signal } = options;
  const over = new AbortController();
  const closed = Promise.withResolvers<void>();
  let news = Promise.withResolvers<void>();
  const end = () => over.abort();
  imap.on('close', () => {
    over.abort();
    closed.resolve();
  });
  imap.on('exists', () => news.resolve());
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted || !imap.usable) over.abort();
  const stopped = new Promise<void>((resolve) => {
    if (over.signal.aborted) resolve();
    else over.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  let { position } = options;
  try {
    while (!over.signal.aborted) {
      await forgetOld(client.context);
      news = Promise.withResolvers<void>();
      position = await takeNew({ ...options, position, over: over.signal });
      if (over.signal.aborted) break;
      // At once: left to itself, the library would begin to idle after fifteen seconds.
      const idling = imap.idle().then(
        () => undefined,
        () => undefined,
      );
      await Promise.race([news.promise, idling, stopped]);
    }
  } catch (error) {
    if (!over.signal.aborted) {
      client.context.logger.warn('the mailbox could not be read', { reason: (error as Error).message });
    }
  } finally {
    signal.removeEventListener('abort', end);
    imap.close();
  }
}

interface TakeOptions extends FollowMailboxOptions {
  readonly over: AbortSignal;
}

/** Everything behind the position. Answers how far it is read then. */
async function takeNew(options: TakeOptions): Promise<Position> {
  const { imap, over } = options;
  let { position } = options;
  // Numbered anew: of what lies there only the last day can be news.
  const since = position.renumbered === null ? {} : { since: new Date(Date.parse(position.renumbered) - day) };
  const found = await imap.search({ uid: `${position.uid + 1}:*`, ...since }, { uid: true });
  // `n:*` always names the last mail, whatever its number.
  const uids = (found || []).filter((uid) => uid > position.uid).toSorted((a, b) => a - b);
  for (let start = 0; start < uids.length && !over.aborted; start += atOnce) {
    position = await take({ ...options, position }, uids.slice(start, start + atOnce));
  }
  return position;
}

async function take(options: TakeOptions, uids: readonly number[]): Promise<Position> {
  const { client, imap, position, over } = options;
  const fetched = await imap.fetchAll(
    uids.join(','),
    { uid: true, internalDate: true, source: { maxLength: mostBytes } },
    { uid: true },
  );
  const mails = fetched.toSorted((a, b) => a.uid - b.uid);
  const events: { readonly event: InboundEvent; readonly mail: WrittenMail; readonly mayReply: boolean }[] = [];
  let { at } = position;
  for (const mail of mails) {
    const arrived = arrivalOf(mail, client.context.clock.now());
    const read = await readOne(client, mail, {
      isKnown: position.renumbered !== null && arrived <= position.renumbered,
    });
    if (arrived > at) at = arrived;
    if (read !== undefined) events.push({ ...read, event: eventOf(read.mail, arrived) });
  }
  const outcomes =
    events.length === 0
      ? []
      : await deliverUntilStored({
          context: client.context,
          deliver: options.deliver,
          events: events.map(({ event }) => event),
          signal: over,
        });
  // Nobody listens any more, and nothing was stored: whoever listens next finds them again.
  if (outcomes === undefined) return position;
  const next = { ...position, uid: uids.at(-1) ?? position.uid, at };
  await keepPosition(client.context.store, next);
  if (!over.aborted) await imap.messageFlagsAdd(uids.join(','), ['\\Seen'], { uid: true }).catch(() => false);
  for (const [index, { mail, mayReply }] of events.entries()) {
    const outcome = outcomes[index];
    if (outcome?.status === 'refused' && outcome.reason === 'unknown-person' && mayReply) {
      await replyToStranger({ client, mail, message: outcome.message });
    }
  }
  return next;
}

interface ReadOneOptions {
  /** It was read before, under another number. */
  readonly isKnown: boolean;
}

async function readOne(client: EmailClient, { source }: FetchMessageObject, { isKnown }: ReadOneOptions) {
  const { config, address, context, threads, allowance } = client;
  const mail =
    source === undefined
      ? ('unreadable' as const)
      : await readMail({ source, ownAddress: address, authenticationServer: config.authenticationServer });
  if (typeof mail === 'string') {
    context.logger.debug('a mail is nothing for us', { reason: mail });
    return undefined;
  }
  const { mails, mayReply } = isKnown ? { mails: 0, mayReply: false } : await allowance.spend(mail.from);
  if (mails > config.mailsPerHour) {
    context.logger.warn('an address writes more often than it may, and is left for an hour', {
      domain: domainOf(mail.from),
    });
    return undefined;
  }
  const { messageId, references } = mail;
  await threads.change(mail.from, ({ subject, ids, sent }) => {
    // Which thread it belongs to is known by what it answers; a subject that somebody else made up never becomes ours.
    const goesOn = references.some((id) => ids.includes(id));
    const own = messageId === undefined ? [] : [messageId];
    return { subject: goesOn ? subject : null, ids: [...(goesOn ? ids : references), ...own], sent };
  });
  return { mail, mayReply };
}

function eventOf({ id, from, text }: WrittenMail, at: string): InboundEvent {
  return { kind: 'text', id, user: { id: from }, conversation: { id: from }, at, text };
}

function arrivalOf({ internalDate }: FetchMessageObject, now: Date): string {
  const date = new Date(internalDate ?? now);
  return (Number.isNaN(date.getTime()) || date > now ? now : date).toISOString();
}
