import { randomUUID } from 'node:crypto';
import type { Call, Logger } from '@access-account/contract';

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** A call as the core would make it, with whatever a test wants to be different. */
export function fakeCall(differences: Partial<Call> = {}): Call {
  return {
    signal: AbortSignal.timeout(20_000),
    idempotencyKey: randomUUID(),
    repeated: false,
    actor: { kind: 'schedule' },
    logger: silentLogger,
    ...differences,
  };
}
