import { createHmac } from 'node:crypto';
import type { Json } from './fake-blocks.ts';

export interface SignOptions {
  readonly payload: Json | string | null;
  readonly secret: string;
  /** Seconds since 1970, as text: it may be none. */
  readonly timestamp: string;
  readonly retry?: number;
}

export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request as Slack signs it: events as JSON, interactions as a form with JSON in it. */
export function sign({ payload, secret, timestamp, retry }: SignOptions): SignedRequest {
  const isEvent =
    typeof payload === 'string' ||
    payload === null ||
    payload.type === 'event_callback' ||
    payload.type === 'url_verification';
  const json = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const body = isEvent ? json : new URLSearchParams({ payload: json }).toString();
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    headers: {
      'content-type': isEvent ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
      ...(retry === undefined ? {} : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' }),
    },
    body,
  };
}
