import type { FindTicket } from './operations/find-ticket.ts';
import type { HandOffTicket } from './operations/hand-off-ticket.ts';
import type { NoteTicket } from './operations/note-ticket.ts';
import type { OpenTicket } from './operations/open-ticket.ts';
import type { ResolveTicket } from './operations/resolve-ticket.ts';

/** Every ticketing operation there is, by its name. */
export interface TicketingOperations {
  'ticket.open': OpenTicket;
  'ticket.find': FindTicket;
  'ticket.note': NoteTicket;
  'ticket.resolve': ResolveTicket;
  'ticket.hand-off': HandOffTicket;
}

/** What a ticketing connector offers. */
export type TicketingOperationSet = Pick<TicketingOperations, 'ticket.open' | 'ticket.resolve'> &
  Partial<TicketingOperations>;

export interface TicketingFeatures {
  /** Two simultaneous `ticket.open` by one key open one ticket. */
  readonly atomicOpen: boolean;
  /** Milliseconds until `ticket.find` sees a ticket that was just opened. */
  readonly searchLag: number;
}
