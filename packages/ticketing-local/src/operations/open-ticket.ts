import { withinDeadline } from '@access-account/connector-kit';
import type { OpenTicket } from '@access-account/contract';
import type { LocalClient } from '../local-client.ts';
import { mapTicketReference } from '../map-ticket.ts';

export function openTicket(client: LocalClient): OpenTicket {
  return withinDeadline({
    system: client.displayName,
    run: async (input, { idempotencyKey }) => mapTicketReference(await client.open({ ...input, idempotencyKey })),
  });
}
