import type { RawResponse } from '@access-account/contract';
import { jsonResponse } from './json-response.ts';

export interface ErrorResponseOptions {
  readonly status: number;
  /** Kebab-case and for ever. */
  readonly code: string;
  /** One or two sentences for the person: what happened and what to do. */
  readonly message: string;
  readonly headers?: { readonly [name: string]: string };
}

export function errorResponse({ status, code, message, headers = {} }: ErrorResponseOptions): RawResponse {
  return jsonResponse({ status, body: { error: { code, message } }, headers });
}
