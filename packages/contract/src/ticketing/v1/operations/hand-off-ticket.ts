import type { Call } from '../../../shared/v1/call.ts';
import type { Desk, Ticket, TicketFeature, TicketReference } from '../ticket.ts';

export interface HandOffTicketInput {
  readonly ticket: TicketReference;
  readonly to: Desk;
  readonly reason: string;
  /** What the ticket was opened about. Absent: it is not said. */
  readonly feature?: TicketFeature;
}

/** `ticket.hand-off`: gives the ticket to people and reads it back. */
export type HandOffTicket = (input: HandOffTicketInput, call: Call) => Promise<Ticket>;
