import { createHash } from 'node:crypto';
import type { RawResponse } from '@access-account/contract';
import { Html, html } from './html.ts';

export interface PageOptions {
  readonly status: number;
  /** Who speaks: the organisation. */
  readonly title: string;
  /** BCP 47: the language of all words in it. */
  readonly locale: string;
  readonly body: Html;
  /** Another origin that its form leads on to, by a redirect. */
  readonly goesTo?: string;
  /** Seconds after which it is asked for again. Absent: it stays. */
  readonly lookAgainAfter?: number;
}

/** For a hand that holds a phone, in the light and in the dark. */
const style = [
  ':root{color-scheme:light dark;--ground:#f4f5f7;--card:#fff;--words:#1b1f24;--quiet:#57606a;--line:#6b7480;--act:#0a4fb3;--on-act:#fff;--danger:#b3261e}',
  '@media(prefers-color-scheme:dark){:root{--ground:#14171b;--card:#1e2329;--words:#eceff3;--quiet:#a9b2bd;--line:#8a94a0;--act:#8ab8ff;--on-act:#0b1a2e;--danger:#ffb4ab}}',
  '*{box-sizing:border-box}',
  'body{margin:0;padding:16px;background:var(--ground);color:var(--words);font:1rem/1.5 system-ui,sans-serif}',
  'main{max-width:34rem;margin:0 auto;padding:20px;background:var(--card);border-radius:8px}',
  'h1{margin:0 0 12px;font-size:1rem;color:var(--quiet);overflow-wrap:anywhere}',
  'p{margin:0 0 16px;white-space:pre-wrap;overflow-wrap:anywhere}',
  'label{display:block;margin:0 0 4px;font-weight:600}',
  'select,input{width:100%;min-height:44px;margin:0 0 16px;padding:8px;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px}',
  'button{min-height:48px;min-width:120px;max-width:100%;padding:10px 20px;font:inherit;font-weight:600;color:var(--on-act);background:var(--act);border:0;border-radius:6px;overflow-wrap:anywhere;cursor:pointer}',
  'form+form{margin-top:24px}',
  '.number{font-size:2.5rem;font-weight:700}',
  'button.danger{color:var(--card);background:var(--danger)}',
  ':focus-visible{outline:3px solid var(--words);outline-offset:2px}',
  '.quiet{margin:16px 0 0;color:var(--quiet)}',
].join('\n');

/** No script at all, no other style than ours, nothing from elsewhere, in nobody's frame, and a form that goes nowhere else. */
const policy = (goesTo: string | undefined) =>
  [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    ['form-action', "'self'", ...(goesTo === undefined ? [] : [goesTo])].join(' '),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');

/** A page of the product: whole without a script, and kept by nobody. */
export function page({ status, title, locale, body, goesTo, lookAgainAfter }: PageOptions): RawResponse {
  const document = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
${lookAgainAfter === undefined ? '' : html`<meta http-equiv="refresh" content="${String(lookAgainAfter)}">\n`}<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<main>
<h1 dir="auto">${title}</h1>
${body}
</main>
</body>
</html>
`;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(goesTo),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    },
    body: document.text,
  };
}
