import type { Call } from '../../../shared/v1/call.ts';
import type { RawRequest, RawResponse } from '../../../shared/v1/http-route.ts';
import type { InboundEvent, InboundOutcome } from '../inbound-event.ts';

export interface WebhookReceipt {
  /** Authentic events in the order they happened; empty when the request was refused or carries none. */
  readonly events: readonly InboundEvent[];
  /** Called once, after every event is stored (one outcome each, in order): so nothing is acknowledged before it is stored. */
  respond(outcomes: readonly InboundOutcome[]): Promise<RawResponse>;
}

/** `webhook.receive`: checks that a request is authentic, and reads the events in it. Anything doubtful is refused with a 4xx and no events. */
export type ReceiveWebhook = (input: RawRequest, call: Call) => Promise<WebhookReceipt>;
