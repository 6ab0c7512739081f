import type { Ticket, TicketReference, TicketStatus } from '@access-account/contract';
import { deskMark } from './marks.ts';
import type { RequestTrackerClient } from './request-tracker-client.ts';
import type { RequestTrackerTicket } from './request-tracker-shapes.ts';

export function mapReference(id: string, { config: { url } }: RequestTrackerClient): TicketReference {
  return { id, number: `#${id}`, url: `${url}/Ticket/Display.html?id=${id}` };
}

export function mapTicket(ticket: RequestTrackerTicket, client: RequestTrackerClient): Ticket {
  return { reference: mapReference(ticket.id, client), status: statusOf(ticket, client) };
}

function statusOf(ticket: RequestTrackerTicket, { config: { statuses } }: RequestTrackerClient): TicketStatus {
  if (statuses.over.includes(ticket.Status)) return 'resolved';
  const refersTo = ticket._hyperlinks.map(({ _url }) => _url);
  const isHandedOff = refersTo.includes(deskMark('service-desk')) || refersTo.includes(deskMark('security'));
  return isHandedOff ? 'handed-off' : 'open';
}
