import type { Call, InboundEvent, InboundOutcome, RawRequest, RawResponse } from '@access-account/contract';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';

export interface Received {
  readonly events: readonly InboundEvent[];
  respond(outcomes: readonly InboundOutcome[]): Promise<RawResponse>;
}

/** Station 1. A channel's webhook becomes authentic events; the answer waits until they are stored. */
export class Receive {
  readonly #registry: ConnectorRegistry;

  constructor(registry: ConnectorRegistry) {
    this.#registry = registry;
  }

  async webhook(channel: string, request: RawRequest, call: Call): Promise<Received | undefined> {
    return this.#registry.ready('channel', channel)?.operations['webhook.receive']?.(request, call);
  }
}
