import type { RawRequest } from '@access-account/contract';

export type Payload = { readonly [name: string]: unknown };

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The payload in a request's body: JSON, or a form with JSON in it. Undefined: there is none, or it is no object. */
export function readPayload({ headers, body }: Pick<RawRequest, 'headers' | 'body'>): Payload | undefined {
  try {
    const text = decoder.decode(body);
    const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers.get('content-type') ?? '');
    const payload: unknown = JSON.parse(isForm ? (new URLSearchParams(text).get('payload') ?? '') : text);
    return typeof payload === 'object' && payload !== null && !Array.isArray(payload)
      ? (payload as Payload)
      : undefined;
  } catch {
    return undefined;
  }
}
