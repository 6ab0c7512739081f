import { createHash } from 'node:crypto';
import { type ParsedMail, simpleParser } from 'mailparser';
import { mailAddress } from '../mail-address.ts';
import { isAuthenticated } from './is-authenticated.ts';
import { isAutomatic } from './is-automatic.ts';
import { stripHistory } from './strip-history.ts';

export interface ReadMailOptions {
  /** Its first bytes: of a big mail only the beginning is fetched. */
  readonly source: Uint8Array;
  /** The mailbox's own address. */
  readonly ownAddress: string;
  /** Whose Authentication-Results count; undefined: nobody's. */
  readonly authenticationServer: string | undefined;
}

/** A mail that somebody wrote to us. */
export interface WrittenMail {
  /** The same for every copy of this mail from this address. */
  readonly id: string;
  /** Who it says it is from: that is a hint, and no more. */
  readonly from: string;
  /** With angle brackets; undefined where it has none. */
  readonly messageId: string | undefined;
  readonly references: readonly string[];
  readonly text: string;
}

/** Why a mail is nothing for us. */
export type Unread = 'automatic' | 'no-sender' | 'unauthenticated' | 'empty' | 'unreadable';

/** Characters of a mail that are read: nobody needs more to say what they want. */
const longest = 20_000;

/** Reads a mail: who it says it is from, and what they wrote themselves. Whatever it is made of, it is read or left, and nothing breaks. */
export async function readMail({
  source,
  ownAddress,
  authenticationServer,
}: ReadMailOptions): Promise<WrittenMail | Unread> {
  let mail: ParsedMail;
  try {
    mail = await simpleParser(Buffer.from(source), {
      skipImageLinks: true,
      skipTextToHtml: true,
      skipTextLinks: true,
      ignoreEmbedded: true,
      maxHtmlLengthToParse: 500_000,
      maxHeadSize: 200_000,
      maxChildNodes: 200,
    });
  } catch {
    return 'unreadable';
  }
  const from = senderOf(mail);
  if (from === undefined) return 'no-sender';
  if (from === ownAddress || isAutomatic(mail, from)) return 'automatic';
  if (authenticationServer !== undefined && !isAuthenticated(mail, { from, authenticationServer })) {
    return 'unauthenticated';
  }
  const { inReplyTo, references = [], messageId } = mail;
  const before = [...(typeof references === 'string' ? [references] : references), ...(inReplyTo ? [inReplyTo] : [])];
  const ids = [...new Set(before.filter(isMessageId))];
  const text = textOf(mail, before.length > 0);
  if (text === '') return 'empty';
  const ownId = messageId !== undefined && isMessageId(messageId) ? messageId : undefined;
  const seed = ownId === undefined ? Buffer.from(source) : Buffer.from(ownId);
  return {
    // With the address: whoever copies somebody's Message-ID must not make theirs count as read.
    id: createHash('sha256').update(from).update('\n').update(seed).digest('base64url'),
    from,
    messageId: ownId,
    references: ids,
    text,
  };
}

/** The one address of the one From header. Two of either are a mail that says two things. */
function senderOf({ from, headerLines }: ParsedMail): string | undefined {
  const lines = headerLines.filter(({ key }) => key === 'from');
  const [sender, ...others] = from?.value ?? [];
  if (lines.length !== 1 || others.length > 0 || sender?.group !== undefined) return undefined;
  return mailAddress(sender?.address ?? '');
}

/** A subject is the beginning of what somebody writes; that of an answer is ours. */
function textOf({ text = '', subject = '' }: ParsedMail, isAnswer: boolean): string {
  const own = wordsOf(stripHistory(text.slice(0, longest * 5), isAnswer).slice(0, longest));
  const title = wordsOf(subject.replace(/\s+/g, ' ').trim().slice(0, 500));
  const isOurs = isAnswer || /^(re|aw|antw|sv|res|rif|tr|fwd?|wg|rv|enc|i)\s*:/i.test(title);
  return isOurs || title === '' ? own : own === '' ? title : `${title}\n\n${own}`;
}

/** What can be kept anywhere: no half characters, and no control characters, of which a database takes not every one. */
function wordsOf(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\n\t]/gu, '');
}

/** Something that may stand in a header of ours (RFC 5322, 3.6.4). */
function isMessageId(id: string): boolean {
  return /^<[\x21-\x3b\x3d\x3f-\x7e]{1,801}>$/.test(id);
}
