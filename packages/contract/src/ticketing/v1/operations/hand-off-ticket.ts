import type { Call } from '../../../shared/v1/call.ts';
import type { Desk, Ticket, TicketReference } from '../ticket.ts';

export interface HandOffTicketInput {
  readonly ticket: TicketReference;
  readonly to: Desk;
  readonly reason: string;
}

/** `ticket.hand-off`: gives the ticket to people and reads it back. */
export type HandOffTicket = (input: HandOffTicketInput, call: Call) => Promise<Ticket>;
