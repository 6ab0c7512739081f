import { withinDeadline } from '@access-account/connector-kit';
import type { HandOffTicket } from '@access-account/contract';
import type { LocalClient } from '../local-client.ts';
import { mapTicket } from '../map-ticket.ts';

/** A resolved ticket is opened again: somebody found out later that it needs people. */
export function handOffTicket(client: LocalClient): HandOffTicket {
  return withinDeadline({
    system: client.displayName,
    run: async ({ ticket: { id }, to, reason }, { idempotencyKey }) => {
      await client.change({
        number: id,
        entry: { kind: 'handed-off', text: reason, idempotencyKey },
        change: (ticket) => ({ ...ticket, status: 'handed-off', desk: to }),
      });
      return mapTicket(await client.ticketByNumber(id));
    },
  });
}
