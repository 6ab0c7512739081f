import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Milliseconds that a code is shown for. */
const period = 30_000;
const digits = 6;

/** A secret as an authenticator app and the directory share one: 160 random bits, in base64. */
export function newTotpSecret(): string {
  return randomBytes(20).toString('base64');
}

/** Which period an instant is in, counted from 1970. */
export function totpStep(now: Date): number {
  return Math.floor(now.getTime() / period);
}

/** What an authenticator app shows in a period (RFC 6238 over RFC 4226: HMAC-SHA-1, six digits). */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', Buffer.from(secret, 'base64')).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits;
  return String(number).padStart(digits, '0');
}

/** The period whose code it is: this one, or one to either side for clocks that are not quite right; undefined: none's. */
export function totpMatch(secret: string, code: string, now: Date): number | undefined {
  const step = totpStep(now);
  // Each is looked at, whatever the others brought, so that time tells nothing.
  const matching = [step - 1, step, step + 1].filter((each) => isSame(totpCode(secret, each), code));
  return matching[0];
}

function isSame(right: string, given: string): boolean {
  const [one, other] = [Buffer.from(right), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
