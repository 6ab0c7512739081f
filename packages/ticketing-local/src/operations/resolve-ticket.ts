import { withinDeadline } from '@access-account/connector-kit';
import type { ResolveTicket } from '@access-account/contract';
import type { LocalClient } from '../local-client.ts';
import { mapTicket } from '../map-ticket.ts';

export function resolveTicket(client: LocalClient): ResolveTicket {
  return withinDeadline({
    system: client.displayName,
    run: async ({ ticket: { id }, resolution }, { idempotencyKey }) => {
      await client.change({
        number: id,
        entry: { kind: 'resolved', text: resolution, idempotencyKey },
        change: (ticket) => (ticket.status === 'resolved' ? ticket : { ...ticket, status: 'resolved' }),
      });
      return mapTicket(await client.ticketByNumber(id));
    },
  });
}
