import { createHmac, timingSafeEqual } from 'node:crypto';

/** Headers that prove who sent a request: seconds since 1970, and an HMAC-SHA256 over them and the raw body. */
export const timestampHeader = 'x-stand-in-timestamp';
export const signatureHeader = 'x-stand-in-signature';
/** Seconds a signature may be old, or early. */
const tolerance = 300;

export function signatureOf(secret: string, timestamp: string, body: string | Uint8Array): string {
  return createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex');
}

export interface SignedRequest {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

export function isAuthentic({ headers, body }: SignedRequest, secret: string, now: Date): boolean {
  const timestamp = headers.get(timestampHeader) ?? '';
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > tolerance) return false;
  const expected = Buffer.from(signatureOf(secret, timestamp, body));
  const given = Buffer.from(headers.get(signatureHeader) ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
