import { isLoopback } from '../config/is-loopback.ts';
import type { Arrival } from './source-of.ts';

/** From this machine, and no proxy in between says to have passed it on. */
export function isFromHere({ headers, socket }: Arrival): boolean {
  const isForwarded = Object.keys(headers).some(
    (name) => name === 'forwarded' || name === 'via' || name === 'x-real-ip' || name.startsWith('x-forwarded-'),
  );
  return !isForwarded && isLoopback(socket.remoteAddress ?? '');
}
