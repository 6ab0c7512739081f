import type { RawRequest } from '@access-account/contract';

export interface RawRequestOptions {
  readonly method?: string;
  readonly path: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: string | Uint8Array | object;
  readonly remoteAddress?: string;
  readonly signal?: AbortSignal;
}

/** A request as the core would hand it to a connector. */
export function rawRequest(options: RawRequestOptions): RawRequest {
  const { method, path, query = '', headers = {}, body, remoteAddress = '127.0.0.1' } = options;
  const isJson = typeof body === 'object' && !(body instanceof Uint8Array);
  const text = typeof body === 'string' ? body : isJson ? JSON.stringify(body) : '';
  const bytes = body instanceof Uint8Array ? body : new TextEncoder().encode(text);
  const defaults = { host: '127.0.0.1:3000', ...(isJson ? { 'content-type': 'application/json' } : {}) };
  return {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    path,
    query: new URLSearchParams(query),
    headers: new Map(Object.entries({ ...defaults, ...headers }).map(([name, value]) => [name.toLowerCase(), value])),
    body: bytes,
    remoteAddress,
    signal: options.signal ?? new AbortController().signal,
  };
}
