import { createHmac } from 'node:crypto';

export interface SignedMessage {
  /** The same for every repeat. */
  readonly id: string;
  readonly sentAt: Date;
  /** The body, as it is sent. */
  readonly body: string;
}

/**
 * The headers of a signed message (Standard Webhooks 1.0): HMAC-SHA256 over `id.timestamp.body`, once for every key, so that
 * a receiver that knows one of them is enough.
 */
export function signatureHeaders(
  { id, sentAt, body }: SignedMessage,
  keys: readonly Buffer[],
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const signed = `${id}.${timestamp}.${body}`;
  const signatures = keys.map((key) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

/** The key behind a secret; undefined: it is none, or too short to be one. */
export function keyOf(secret: string): Buffer | undefined {
  const [, encoded = ''] = /^(?:whsec_)?([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  const key = Buffer.from(encoded, 'base64');
  return key.length >= 24 && key.length <= 64 && encoded.length % 4 === 0 ? key : undefined;
}
