import { randomUUID } from 'node:crypto';
import type { Actor, Call, Logger } from '@access-account/contract';

export interface RoadCallOptions {
  readonly logger: Logger;
  /** Aborted when whatever still waits for an answer is left. */
  readonly signal: AbortSignal;
}

/** What a connector is called with, by whoever the call is for. */
export function roadCall(actor: Actor, { logger, signal }: RoadCallOptions): Call {
  return { actor, idempotencyKey: randomUUID(), repeated: false, logger, signal };
}
