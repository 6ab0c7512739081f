import { defineTicketingConnector } from '@access-account/contract';
import { checkServiceNow } from './check-servicenow.ts';
import { findTicket } from './operations/find-ticket.ts';
import { handOffTicket } from './operations/hand-off-ticket.ts';
import { noteTicket } from './operations/note-ticket.ts';
import { openTicket } from './operations/open-ticket.ts';
import { resolveTicket } from './operations/resolve-ticket.ts';
import { connectServiceNow, type ServiceNowClient } from './servicenow-client.ts';
import { serviceNowConfig } from './servicenow-config.ts';

const app = 'mode app: the role `x_access_account.integrator`, and nothing else';
const see = ['read on the table, sys_user, sys_user_group'];
const write = [...see, 'write on the table (role itil)', 'read on sys_journal_field'];

/** ServiceNow, by its Table API or by the companion app of this package. */
export const serviceNowConnector = defineTicketingConnector({
  specificationVersion: 'v1',
  kind: 'ticketing',
  id: 'servicenow',
  displayName: 'ServiceNow',
  config: serviceNowConfig,
  // Neither is promised by ServiceNow: correlation_id is not unique, and a read may meet a replica.
  features: { atomicOpen: false, searchLag: 5000 },
  permissions: {
    'ticket.open': [...see, 'create on the table (role itil)', 'read on sys_dictionary, sys_user_has_role', app],
    'ticket.find': [...see, app],
    'ticket.note': [...write, app],
    'ticket.resolve': [...write, 'read on sys_choice', app],
    'ticket.hand-off': [...write, app],
  },
  idempotency: {
    'ticket.open': 'readback',
    'ticket.find': 'readback',
    'ticket.note': 'readback',
    'ticket.resolve': 'readback',
    'ticket.hand-off': 'readback',
  },
  connect: async (config, context) => {
    const client = connectServiceNow(config, context);
    return { client, check: (call) => checkServiceNow(client, call), close: async () => client.close() };
  },
  operations: (client: ServiceNowClient) => ({
    'ticket.open': openTicket(client),
    'ticket.find': findTicket(client),
    'ticket.note': noteTicket(client),
    'ticket.resolve': resolveTicket(client),
    'ticket.hand-off': handOffTicket(client),
  }),
});
