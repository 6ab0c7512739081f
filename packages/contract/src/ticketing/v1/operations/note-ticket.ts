import type { Call } from '../../../shared/v1/call.ts';
import type { TicketReference } from '../ticket.ts';

export interface NoteTicketInput {
  readonly ticket: TicketReference;
  readonly text: string;
}

/** `ticket.note`: adds a line to the ticket's history, once per `Call.idempotencyKey`. */
export type NoteTicket = (input: NoteTicketInput, call: Call) => Promise<void>;
