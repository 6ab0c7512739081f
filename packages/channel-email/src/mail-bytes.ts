import * as base64 from 'nodemailer/lib/base64';
import * as mimeFuncs from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import * as quotedPrintable from 'nodemailer/lib/qp';
import type { composeMail } from './compose-mail.ts';

type Mail = ReturnType<typeof composeMail>;

/** How long a line of a mail's head, and one of a part that is sent as it is, may be. */
const longestLine = 76;

/** A node that is part of no mail: it knows how the value of each header is written. */
const encoder = new MimeNode('text/plain');

/**
 * The bytes of a mail that says the same as text and as HTML, as nodemailer writes them and with its own encoders: what it
 * builds to write any mail there may be, and the streams that it takes it through, cost several times what this one does.
 */
export function mailBytes(mail: Mail): Buffer {
  const boundary = `--_NmP-${mail.baseBoundary}-Part_1`;
  const head = [
    ...Object.entries(mail.headers),
    ['From', mail.from],
    ['To', mail.to],
    ['In-Reply-To', mail.inReplyTo],
    ['References', mail.references],
    ['Subject', mail.subject],
    ['Message-ID', mail.messageId],
    ['Date', mail.date],
    ['MIME-Version', '1.0'],
    ['Content-Type', `multipart/alternative; boundary="${boundary}"`],
  ] as const;
  const lines = head.flatMap(([name, value]) => (value === undefined ? [] : headerLine(name, value)));
  const parts = [part('text/plain', mail.text), part('text/html', mail.html)];
  return Buffer.from(
    `${lines.join('\r\n')}\r\n\r\n${parts.map((one) => `--${boundary}\r\n${one}`).join('\r\n')}\r\n--${boundary}--\r\n`,
  );
}

/** None where there is nothing to say. */
function headerLine(name: string, value: unknown): readonly string[] {
  const encoded = encoder.encodeHeaderValue(name, value as Parameters<MimeNode['encodeHeaderValue']>[1]);
  return encoded.trim() === '' ? [] : [mimeFuncs.foldLines(`${name}: ${encoded}`, longestLine)];
}

function part(type: string, content: string): string {
  const { encoding, body } = encodedPart(content);
  return `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`;
}

/** As it is where any server takes it so; else in whichever encoding is the shorter. */
function encodedPart(content: string): { readonly encoding: string; readonly body: string } {
  if (mimeFuncs.isPlainText(content) && !mimeFuncs.hasLongerLines(content, longestLine))
    return { encoding: '7bit', body: content };
  return isMostlyLatin(content)
    ? { encoding: 'quoted-printable', body: quotedPrintable.wrap(quotedPrintable.encode(content)) }
    : { encoding: 'base64', body: base64.wrap(base64.encode(content)) };
}

/** Whether there are more Latin letters in it than what quoted-printable writes in several characters. */
function isMostlyLatin(content: string): boolean {
  const letters = content.match(/[A-Za-z]/g)?.length ?? 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is counted.
  const others = content.match(/[\x00-\x08\x0b\x0c\x0e-\x1f\x80-\uffff]/g)?.length ?? 0;
  return others < letters;
}
