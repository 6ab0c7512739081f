import type { ParsedMail } from 'mailparser';

/** Senders that are no person (RFC 5321, RFC 2142). */
const machines = /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|listserv|majordomo)([+.-].*)?@/;

/** Headers that only automatic mails and lists have. */
const marks = [
  'x-auto-response-suppress',
  'x-autoreply',
  'x-autorespond',
  'x-autoresponder',
  'x-loop',
  'list-id',
  'list-post',
  'list-unsubscribe',
  'list-help',
  'feedback-id',
];

/** Whether a machine wrote it (RFC 3834, 2): it gets no answer, so that two machines never talk to each other for ever. */
export function isAutomatic({ headerLines, headers }: ParsedMail, from: string): boolean {
  const valuesOf = (name: string) =>
    headerLines
      .filter(({ key }) => key === name)
      .map(({ line }) =>
        line
          .slice(line.indexOf(':') + 1)
          .trim()
          .toLowerCase(),
      );
  const type = headers.get('content-type');
  const contentType = typeof type === 'object' && 'value' in type && typeof type.value === 'string' ? type.value : '';
  return (
    machines.test(from) ||
    valuesOf('auto-submitted').some((value) => !/^no\b/.test(value)) ||
    valuesOf('precedence').some((value) => /^(bulk|junk|list|auto_reply)\b/.test(value)) ||
    valuesOf('return-path').some((value) => value.replace(/\s/g, '') === '<>') ||
    valuesOf('list-unsubscribe-post').length > 0 ||
    marks.some((name) => valuesOf(name).length > 0) ||
    contentType.toLowerCase() === 'multipart/report'
  );
}
