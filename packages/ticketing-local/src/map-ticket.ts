import type { Ticket, TicketReference } from '@access-account/contract';
import type { TicketRecord } from './ticket-record.ts';

export function mapTicketReference({ number }: TicketRecord): TicketReference {
  return { id: number, number, url: null };
}

export function mapTicket(ticket: TicketRecord): Ticket {
  return { reference: mapTicketReference(ticket), status: ticket.status };
}
