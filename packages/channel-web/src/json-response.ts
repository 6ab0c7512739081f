import type { JsonValue, RawResponse } from '@access-account/contract';

export interface JsonResponseOptions {
  readonly status: number;
  readonly body: JsonValue;
  readonly headers?: { readonly [name: string]: string };
}

export function jsonResponse({ status, body, headers = {} }: JsonResponseOptions): RawResponse {
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
    body: JSON.stringify(body),
  };
}
