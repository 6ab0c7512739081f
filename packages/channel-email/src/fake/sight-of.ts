import { simpleParser } from 'mailparser';

/** A mail as somebody sees it. */
export interface SeenMail {
  readonly id: string;
  readonly subject: string;
  /** The words of the message, without its facts, links and buttons. */
  readonly text: string;
  readonly plain: string;
  readonly html: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly links: readonly { readonly label: string; readonly url: string }[];
  readonly buttons: readonly { readonly label: string; readonly url: string }[];
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly inReplyTo: string | undefined;
  readonly references: readonly string[];
}

/** Reads a mail of ours from its bytes, as a mail program does. */
export async function sightOf(raw: Buffer): Promise<SeenMail> {
  const mail = await simpleParser(raw, { skipTextToHtml: true, skipImageLinks: true });
  const html = mail.html || '';
  const all = (part: string) =>
    [...html.matchAll(new RegExp(`<(\\w+) data-part="${part}"([^>]*)>(.*?)</\\1>`, 'gs'))].map(
      ([, , attributes = '', inner = '']) => ({
        words: decode(inner),
        url: decode(/href="([^"]*)"/.exec(attributes)?.[1] ?? ''),
      }),
    );
  const values = all('value');
  const leading = (part: string) => all(part).map(({ words, url }) => ({ label: words, url }));
  return {
    id: mail.messageId ?? '',
    subject: mail.subject ?? '',
    text: all('text')[0]?.words ?? '',
    plain: mail.text ?? '',
    html,
    facts: all('label').map(({ words }, index) => ({ label: words, value: values[index]?.words ?? '' })),
    links: leading('link'),
    buttons: leading('button'),
    headers: new Map(
      mail.headerLines.map(({ key, line }) => [
        key,
        line
          .slice(line.indexOf(':') + 1)
          .replace(/\r\n\s+/g, ' ')
          .trim(),
      ]),
    ),
    inReplyTo: mail.inReplyTo,
    references: typeof mail.references === 'string' ? [mail.references] : (mail.references ?? []),
  };
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function decode(inner: string): string {
  return inner.replace(/<br>/g, '\n').replace(/&(amp|lt|gt|quot|#39);/g, (_whole, name: string) => named[name] ?? '');
}
