import { setTimeout as delay } from 'node:timers/promises';
import { type Call, ConnectorError } from '@access-account/contract';

/** Milliseconds between two readings, and for all of them: Graph answers from more than one place. */
const readBack = { every: 250, atMost: 4000 };

/**
 * Reads until it is so, for a few seconds. The change has happened by now, so that a reading that fails leaves it unverified and
 * is no error.
 */
export async function untilReadBack(call: Call, isSo: (call: Call) => Promise<boolean>): Promise<boolean> {
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(readBack.atMost)]);
  while (!signal.aborted) {
    try {
      if (await isSo({ ...call, signal })) return true;
    } catch (error) {
      if (!ConnectorError.isInstance(error)) throw error;
      if (!error.isRetryable) return false;
    }
    await delay(readBack.every, undefined, { signal }).catch(() => undefined);
  }
  return false;
}
