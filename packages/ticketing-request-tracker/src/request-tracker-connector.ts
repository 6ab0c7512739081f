import { defineTicketingConnector } from '@access-account/contract';
import { checkRequestTracker } from './check-request-tracker.ts';
import { findTicket } from './operations/find-ticket.ts';
import { handOffTicket } from './operations/hand-off-ticket.ts';
import { noteTicket } from './operations/note-ticket.ts';
import { openTicket } from './operations/open-ticket.ts';
import { resolveTicket } from './operations/resolve-ticket.ts';
import { connectRequestTracker, type RequestTrackerClient } from './request-tracker-client.ts';
import { requestTrackerConfig } from './request-tracker-config.ts';

const see = ['SeeQueue', 'ShowTicket'];
const comment = [...see, 'ShowTicketComments', 'CommentOnTicket'];

/** Request Tracker 5, by its REST 2 interface. */
export const requestTrackerConnector = defineTicketingConnector({
  specificationVersion: 'v1',
  kind: 'ticketing',
  id: 'request-tracker',
  displayName: 'Request Tracker',
  config: requestTrackerConfig,
  // A search sees a ticket as soon as it is opened, but nothing keeps two from being opened at the same moment.
  features: { atomicOpen: false, searchLag: 0 },
  permissions: {
    'ticket.open': [...see, 'CreateTicket'],
    'ticket.find': see,
    'ticket.note': comment,
    'ticket.resolve': [...comment, 'ModifyTicket'],
    'ticket.hand-off': [...comment, 'ModifyTicket', 'CreateTicket on the queues of desks'],
  },
  idempotency: {
    'ticket.open': 'readback',
    'ticket.find': 'readback',
    'ticket.note': 'readback',
    'ticket.resolve': 'readback',
    'ticket.hand-off': 'readback',
  },
  connect: async (config, context) => {
    const client = connectRequestTracker(config, context);
    return { client, check: (call) => checkRequestTracker(client, call), close: async () => client.close() };
  },
  operations: (client: RequestTrackerClient) => ({
    'ticket.open': openTicket(client),
    'ticket.find': findTicket(client),
    'ticket.note': noteTicket(client),
    'ticket.resolve': resolveTicket(client),
    'ticket.hand-off': handOffTicket(client),
  }),
});
