import type { Call } from '../../../shared/v1/call.ts';
import type { Ticket, TicketReference } from '../ticket.ts';

export interface ResolveTicketInput {
  readonly ticket: TicketReference;
  readonly resolution: string;
}

/** `ticket.resolve`: resolves the ticket and reads it back. Already resolved is success. */
export type ResolveTicket = (input: ResolveTicketInput, call: Call) => Promise<Ticket>;
