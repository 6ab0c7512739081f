import { withinDeadline } from '@access-account/connector-kit';
import type { FindTicket } from '@access-account/contract';
import type { LocalClient } from '../local-client.ts';
import { mapTicket } from '../map-ticket.ts';

export function findTicket(client: LocalClient): FindTicket {
  return withinDeadline({
    system: client.displayName,
    run: async ({ key }) => {
      const ticket = await client.ticketByKey(key);
      return ticket === undefined ? undefined : mapTicket(ticket);
    },
  });
}
