import { createHash } from 'node:crypto';
import type { Message } from '@access-account/contract';
import type { EmailClient } from './email-client.ts';
import { domainOf } from './mail-address.ts';
import { subjectOf } from './render/subject-of.ts';
import { toHtml } from './render/to-html.ts';
import { toParts } from './render/to-parts.ts';
import { toPlainText } from './render/to-plain-text.ts';
import type { Thread } from './threads.ts';

export interface ComposeMailOptions {
  readonly client: Pick<EmailClient, 'config' | 'context' | 'address'>;
  readonly to: string;
  readonly message: Message;
  /** The same for every repeat. */
  readonly key: string;
  /** What it goes on with; undefined: it begins something. */
  readonly thread: Pick<Thread, 'subject' | 'ids'> | undefined;
  /** An answer to a mail, or something nobody asked for (RFC 3834, 5). */
  readonly kind: 'auto-replied' | 'auto-generated';
}

/** A message as a mail: what it says, what it belongs to, and that no machine may answer it. */
export function composeMail({ client, to, message, key, thread, kind }: ComposeMailOptions) {
  const { config, context, address } = client;
  const parts = toParts(message, (token) => context.choicePage(token));
  const own = subjectOf(message.text) || config.senderName;
  const subject = thread?.subject ? `Re: ${thread.subject}` : own;
  const stops = message.choices?.find((choice) => choice.stops === true);
  const last = thread?.ids.at(-1);
  const messageId = messageIdOf(key, address);
  return {
    from: { name: config.senderName, address },
    to: { name: '', address: to },
    subject,
    messageId,
    // What stands between the parts: nobody whose words are in them can know it, for the key is one of ours.
    baseBoundary: messageId.slice(1, 1 + boundaryLength),
    date: context.clock.now(),
    ...(thread === undefined || last === undefined ? {} : { inReplyTo: last, references: [...thread.ids] }),
    text: toPlainText(parts),
    html: toHtml(parts, subject),
    headers: {
      'Auto-Submitted': kind,
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': message.locale,
      // RFC 8058: the mail program's own button does what the choice does.
      ...(stops === undefined
        ? {}
        : {
            'List-Unsubscribe': `<${context.choicePage(stops.token)}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
    },
  };
}

/** Characters of the boundary that are of this mail alone. */
const boundaryLength = 16;

/** Derived from the message's key, so that a mail that is sent again has the id of the first. */
export function messageIdOf(key: string, address: string): string {
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${domainOf(address)}>`;
}
