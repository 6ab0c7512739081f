import type { ParsedMail } from 'mailparser';
import { domainOf } from '../mail-address.ts';

export interface AuthenticatedOptions {
  readonly from: string;
  readonly authenticationServer: string;
}

/**
 * Whether the organisation's own mail server found that the mail passes DMARC (RFC 8601). Only the topmost
 * Authentication-Results counts, and only by that server's name: whatever stands below may have come with the mail.
 */
export function isAuthenticated(
  { headerLines }: Pick<ParsedMail, 'headerLines'>,
  { from, authenticationServer }: AuthenticatedOptions,
): boolean {
  const topmost = headerLines.find(({ key }) => key === 'authentication-results')?.line ?? '';
  const plain = withoutForeignWords(topmost.slice(topmost.indexOf(':') + 1));
  if (plain === undefined) return false;
  const [server = '', ...results] = plain.split(';').map((part) => part.replace(/\s+/g, ' ').trim().toLowerCase());
  if (server.split(' ')[0] !== authenticationServer.toLowerCase()) return false;
  // Two signs that were never meant as a pair may be one: what is left of an address between them is no result.
  if (!results.every((result) => resultShape.test(result))) return false;
  const verdicts = results.filter((result) => /^dmarc ?=/.test(result));
  const [verdict = ''] = verdicts;
  // A finding need not say of which domain it is; where it means to and nothing can be read, it is of none.
  const isOfDomain = verdict.includes('header.from');
  const domains = [...verdict.matchAll(/(?<= )header\.from ?= ?("?)([^\s"]+)\1(?= |$)/g)].map(
    ([, , domain = '']) => domain,
  );
  return (
    verdicts.length === 1 &&
    /^dmarc ?= ?pass( |$)/.test(verdict) &&
    (!isOfDomain || (domains.length === 1 && domainOf(`@${domains[0]}`) === domainOf(from)))
  );
}

/** RFC 8601, 2.2: a method with what it found, and anything about it; `none` by itself; nothing after the last semicolon. */
const resultShape = /^(|none|[\w.-]+( ?\/ ?\d+)? ?= ?[\w-]+( .*)?)$/;

/**
 * A header without its comments, and with nothing in its quoted strings that divides results or names one (RFC 5322, 3.2.2 and
 * 3.2.4): either may hold whatever the sender wrote, such as an address `"x; dmarc=pass"@evil.test`. Undefined: one never ends.
 */
function withoutForeignWords(header: string): string | undefined {
  let plain = '';
  let depth = 0;
  let isQuoted = false;
  for (let index = 0; index < header.length; index += 1) {
    const isEscaped: boolean = header[index] === '\\' && (isQuoted || depth > 0);
    if (isEscaped) index += 1;
    const sign = header.charAt(index);
    if (depth > 0) {
      if (!isEscaped && sign === '(') depth += 1;
      if (!isEscaped && sign === ')') depth -= 1;
    } else if (isQuoted) {
      isQuoted = isEscaped || sign !== '"';
      plain += isQuoted && !/[\w.@-]/.test(sign) ? '\ufffd' : sign;
    } else if (sign === '(') {
      depth = 1;
      plain += ' ';
    } else {
      isQuoted = sign === '"';
      plain += sign;
    }
  }
  return isQuoted || depth > 0 ? undefined : plain;
}
