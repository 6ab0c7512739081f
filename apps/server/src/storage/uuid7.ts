import { randomUUID } from 'node:crypto';

let lastMillisecond = 0;
let counter = 0;

/** A UUID version 7 (RFC 9562 §5.7) that sorts by time, and within one process by the order of the calls (method 1: a 12-bit counter). */
export function uuid7(now: number = Date.now()): string {
  // The variant and the random bits stand in the same place in every version, and Node has random ones in stock.
  const random = randomUUID();
  if (now > lastMillisecond) {
    lastMillisecond = now;
    counter = Number.parseInt(random.slice(0, 2), 16);
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastMillisecond += 1;
      counter = 0;
    }
  }
  const time = lastMillisecond.toString(16).padStart(12, '0');
  const counted = counter.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counted}-${random.slice(19)}`;
}
