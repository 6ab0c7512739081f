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
  // Comments may hold anything, a result among it.
  const [server = '', ...results] = topmost
    .slice(topmost.indexOf(':') + 1)
    .replace(/\([^()]*\)/g, ' ')
    .split(';')
    .map((part) => part.replace(/\s+/g, ' ').trim().toLowerCase());
  if (server.split(' ')[0] !== authenticationServer.toLowerCase()) return false;
  const verdicts = results.filter((result) => /^dmarc ?=/.test(result));
  const [verdict = ''] = verdicts;
  // A finding need not say of which domain it is; where it means to and nothing can be read, it is of none.
  const isOfDomain = verdict.includes('header.from');
  const domain = /\bheader\.from ?= ?"?([^\s";]+)"?/.exec(verdict)?.[1] ?? '';
  return (
    verdicts.length === 1 &&
    /^dmarc ?= ?pass( |$)/.test(verdict) &&
    (!isOfDomain || domainOf(`@${domain}`) === domainOf(from))
  );
}
