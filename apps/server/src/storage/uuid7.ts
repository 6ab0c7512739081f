import { randomBytes } from 'node:crypto';

let lastMillisecond = 0;
let counter = 0;

/** A UUID version 7 (RFC 9562 §5.7) that sorts by time, and within one process by the order of the calls (method 1: a 12-bit counter). */
export function uuid7(now: number = Date.now()): string {
  if (now > lastMillisecond) {
    lastMillisecond = now;
    counter = randomBytes(1)[0] ?? 0;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastMillisecond += 1;
      counter = 0;
    }
  }
  const time = lastMillisecond.toString(16).padStart(12, '0');
  const tail = randomBytes(8);
  tail[0] = ((tail[0] ?? 0) & 0x3f) | 0x80;
  const random = tail.toString('hex');
  const counted = counter.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counted}-${random.slice(0, 4)}-${random.slice(4)}`;
}
