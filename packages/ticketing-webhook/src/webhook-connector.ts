import { defineTicketingConnector } from '@access-account/contract';
import { checkWebhook } from './check-webhook.ts';
import { handOffTicket } from './operations/hand-off-ticket.ts';
import { noteTicket } from './operations/note-ticket.ts';
import { openTicket } from './operations/open-ticket.ts';
import { resolveTicket } from './operations/resolve-ticket.ts';
import { connectWebhook, type WebhookClient } from './webhook-client.ts';
import { webhookConfig } from './webhook-config.ts';

const permissions = { 'ticket.open': [], 'ticket.note': [], 'ticket.resolve': [], 'ticket.hand-off': [] };

/** A receiver of your own, told by signed webhooks (Standard Webhooks). */
export const webhookConnector = defineTicketingConnector({
  specificationVersion: 'v1',
  kind: 'ticketing',
  id: 'webhook',
  displayName: 'Webhook',
  config: webhookConfig,
  // What a receiver must do: the same key is the same ticket.
  features: { atomicOpen: true, searchLag: 0 },
  permissions,
  idempotency: { 'ticket.open': 'key', 'ticket.note': 'key', 'ticket.resolve': 'key', 'ticket.hand-off': 'key' },
  connect: async (config, context) => {
    const client = connectWebhook(config, context);
    const check = (call: Parameters<typeof checkWebhook>[2]) => checkWebhook(client, Object.keys(permissions), call);
    return { client, check, close: async () => client.close() };
  },
  operations: (client: WebhookClient) => ({
    'ticket.open': openTicket(client),
    'ticket.note': noteTicket(client),
    'ticket.resolve': resolveTicket(client),
    'ticket.hand-off': handOffTicket(client),
  }),
});
