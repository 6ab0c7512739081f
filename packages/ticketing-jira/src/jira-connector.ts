import { defineTicketingConnector } from '@access-account/contract';
import { checkJira } from './check-jira.ts';
import { connectJira, type JiraClient } from './jira-client.ts';
import { jiraConfig } from './jira-config.ts';
import { findTicket } from './operations/find-ticket.ts';
import { handOffTicket } from './operations/hand-off-ticket.ts';
import { noteTicket } from './operations/note-ticket.ts';
import { openTicket } from './operations/open-ticket.ts';
import { resolveTicket } from './operations/resolve-ticket.ts';

const see = ['read:jira-work', 'Browse Projects'];
const write = ['read:jira-work', 'write:jira-work', 'Browse Projects', 'Add Comments'];

/** Jira Cloud, by its REST API version 3, and Jira Service Management. */
export const jiraConnector = defineTicketingConnector({
  specificationVersion: 'v1',
  kind: 'ticketing',
  id: 'jira',
  displayName: 'Jira',
  config: jiraConfig,
  // Jira keeps no keys, and its search sees a new issue after seconds to minutes (Search and reconcile).
  features: { atomicOpen: false, searchLag: 150_000 },
  permissions: {
    'ticket.open': [
      ...['read:jira-work', 'write:jira-work', 'Browse Projects', 'Create Issues', 'Link Issues'],
      'in a service project: read:jira-user, read:servicedesk-request, write:servicedesk-request, Browse users and groups, Service Desk Team',
    ],
    'ticket.find': see,
    'ticket.note': write,
    'ticket.resolve': [...write, 'Transition Issues', 'Resolve Issues'],
    'ticket.hand-off': [...write, 'Transition Issues', 'Edit Issues', 'Assign Issues'],
  },
  idempotency: {
    'ticket.open': 'readback',
    'ticket.find': 'readback',
    'ticket.note': 'readback',
    'ticket.resolve': 'readback',
    'ticket.hand-off': 'readback',
  },
  connect: async (config, context) => {
    const client = connectJira(config, context);
    return { client, check: (call) => checkJira(client, call), close: async () => client.close() };
  },
  operations: (client: JiraClient) => ({
    'ticket.open': openTicket(client),
    'ticket.find': findTicket(client),
    'ticket.note': noteTicket(client),
    'ticket.resolve': resolveTicket(client),
    'ticket.hand-off': handOffTicket(client),
  }),
});
