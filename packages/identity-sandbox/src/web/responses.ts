import { createHash } from 'node:crypto';
import type { RawRequest, RawResponse } from '@access-account/contract';
import { pageStyle } from './page-style.ts';
import { isJson } from './read-body.ts';

/** What became of what somebody sent. */
export interface Answer {
  readonly status: number;
  /** Kebab-case and for ever: what a program reads. */
  readonly result: string;
  /** What a person reads. */
  readonly text: string;
  readonly headers?: { readonly [name: string]: string };
}

const styleHash = createHash('sha256').update(pageStyle).digest('base64');

const commonHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

const pageHeaders = {
  ...commonHeaders,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    'img-src data:',
    "form-action 'self'",
    "frame-ancestors 'self'",
    "base-uri 'none'",
  ].join('; '),
};

export function json(status: number, body: object, headers: Answer['headers'] = {}): RawResponse {
  return {
    status,
    headers: { ...commonHeaders, 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

export function htmlPage(status: number, body: string, headers: Answer['headers'] = {}): RawResponse {
  return { status, headers: { ...pageHeaders, ...headers }, body };
}

export interface RespondOptions {
  readonly request: RawRequest;
  readonly answer: Answer;
  /** The page that shows the answer. */
  readonly page: () => string | Promise<string>;
}

/** A form gets a page, JSON gets JSON. */
export async function respond({ request, answer, page }: RespondOptions): Promise<RawResponse> {
  const { status, result, text, headers } = answer;
  return wantsJson(request)
    ? json(status, { result, message: text }, headers)
    : htmlPage(status, await page(), headers);
}

export function wantsJson({ headers }: RawRequest): boolean {
  return isJson(headers.get('content-type')) || (headers.get('accept') ?? '').includes('application/json');
}
