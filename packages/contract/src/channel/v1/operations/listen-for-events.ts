import type { Call } from '../../../shared/v1/call.ts';
import type { InboundEvent, InboundOutcome } from '../inbound-event.ts';

export interface ListenForEventsInput {
  /**
   * Hands over authentic events in the order they happened. Resolves once every one of them is stored, with one outcome each,
   * in order: only then may the provider be told that they arrived. Rejects when they could not be stored: the provider must
   * not be told then, so that it sends them again.
   */
  deliver(events: readonly InboundEvent[]): Promise<readonly InboundOutcome[]>;
  /** Aborted when listening is to end. Nothing is delivered after that; what was delivered before may still be acknowledged. */
  readonly signal: AbortSignal;
}

export interface Listening {
  /** Resolves when nothing comes in any more, because of the signal or because the way to the provider broke; the core then listens anew. */
  readonly ended: Promise<void>;
}

/**
 * `event.listen`: opens the way by which events come where no webhook reaches us (a socket, a mailbox), and resolves once it is
 * open. It connects once: coming back after a break, and how long to wait before that, is the core's.
 * @throws OperationUnsupportedError when this configuration has nothing to listen to: it is not tried again.
 */
export type ListenForEvents = (input: ListenForEventsInput, call: Call) => Promise<Listening>;
