import { defineTicketingConnector } from '@access-account/contract';
import { checkLocal } from './check-local.ts';
import { LocalClient } from './local-client.ts';
import { localConfig } from './local-config.ts';
import { findTicket } from './operations/find-ticket.ts';
import { handOffTicket } from './operations/hand-off-ticket.ts';
import { noteTicket } from './operations/note-ticket.ts';
import { openTicket } from './operations/open-ticket.ts';
import { resolveTicket } from './operations/resolve-ticket.ts';

/** A small ticket desk in the product's own database. */
export const localConnector = defineTicketingConnector({
  specificationVersion: 'v1',
  kind: 'ticketing',
  id: 'local',
  displayName: 'Local Desk',
  config: localConfig,
  features: { atomicOpen: true, searchLag: 0 },
  permissions: {
    'ticket.open': [],
    'ticket.find': [],
    'ticket.note': [],
    'ticket.resolve': [],
    'ticket.hand-off': [],
  },
  idempotency: {
    'ticket.open': 'key',
    'ticket.find': 'readback',
    'ticket.note': 'key',
    'ticket.resolve': 'readback',
    'ticket.hand-off': 'key',
  },
  async connect({ displayName }, { store, clock }) {
    const client = new LocalClient({ displayName, store, clock });
    return { client, check: () => checkLocal(client), close: async () => {} };
  },
  operations: (client: LocalClient) => ({
    'ticket.open': openTicket(client),
    'ticket.find': findTicket(client),
    'ticket.note': noteTicket(client),
    'ticket.resolve': resolveTicket(client),
    'ticket.hand-off': handOffTicket(client),
  }),
});
