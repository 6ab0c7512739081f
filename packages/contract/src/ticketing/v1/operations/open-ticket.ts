import type { Call } from '../../../shared/v1/call.ts';
import type { Requester, TicketFeature, TicketReference } from '../ticket.ts';

export interface OpenTicketInput {
  /** One key per access episode. Opening twice by one key opens one ticket: a connector whose desk keeps no keys looks for it when the call is `repeated`. */
  readonly key: string;
  readonly requester: Requester;
  readonly subject: string;
  readonly description: string;
  /** Absent: it is not said. */
  readonly feature?: TicketFeature;
}

/**
 * `ticket.open`: the ticket of this key, opened where there is none yet.
 * @throws AmbiguousOutcomeError when the answer was lost: the core then looks for the key before it opens again.
 * @throws RateLimitedError when it was refused and no ticket was opened: the core then opens without a look.
 */
export type OpenTicket = (input: OpenTicketInput, call: Call) => Promise<TicketReference>;
