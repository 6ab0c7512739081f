import { type Call, defineTicketingConnector, type Ticket } from '@access-account/contract';
import { z } from 'zod';
import { JsonClient } from './json-client.ts';
import { standInCheck } from './stand-in-check.ts';
import { standInConfig } from './stand-in-config.ts';

const system = 'Stand-in Desk';
const operations = ['ticket.open', 'ticket.find', 'ticket.note', 'ticket.resolve', 'ticket.hand-off'];

const ticket = z
  .object({ id: z.string(), number: z.string(), status: z.enum(['open', 'handed-off', 'resolved']) })
  .transform(({ id, number, status }): Ticket => ({ reference: { id, number, url: null }, status }));

export const standInDesk = defineTicketingConnector({
  specificationVersion: 'v1',
  kind: 'ticketing',
  id: 'stand-in-desk',
  displayName: system,
  config: standInConfig,
  features: { atomicOpen: false, searchLag: 0 },
  permissions: { 'ticket.open': [], 'ticket.find': [], 'ticket.note': [], 'ticket.resolve': [], 'ticket.hand-off': [] },
  idempotency: {
    'ticket.open': 'readback',
    'ticket.find': 'readback',
    'ticket.note': 'key',
    'ticket.resolve': 'readback',
    'ticket.hand-off': 'key',
  },
  connect: async ({ url }, { fetch }) => {
    const client = new JsonClient({ system, url, fetch });
    const ask = (call: Call) =>
      client.ask({ method: 'GET', path: '/desk/tickets?key=check', answer: z.array(ticket) }, call);
    return { client, check: standInCheck({ system, operations, ask }), close: async () => {} };
  },
  operations: (client) => {
    const find = async (key: string, call: Call) => {
      const path = `/desk/tickets?key=${encodeURIComponent(key)}`;
      return (await client.ask({ method: 'GET', path, answer: z.array(ticket) }, call))[0];
    };
    const at = (id: string, action = '') => `/desk/tickets/${encodeURIComponent(id)}${action}`;
    return {
      'ticket.find': ({ key }, call) => find(key, call),
      // The desk opens whatever it is asked to open: look first.
      'ticket.open': async (input, call) => {
        const found = await find(input.key, call);
        const opened =
          found ?? (await client.ask({ method: 'POST', path: '/desk/tickets', body: input, answer: ticket }, call));
        return opened.reference;
      },
      'ticket.note': async ({ ticket: { id }, text }, call) => {
        await client.ask({ method: 'POST', path: at(id, '/notes'), body: { text }, answer: ticket }, call);
      },
      'ticket.resolve': async ({ ticket: { id }, resolution }, call) => {
        const before = await client.ask({ method: 'GET', path: at(id), answer: ticket }, call);
        if (before.status === 'resolved') return before;
        const body = { text: resolution };
        return client.ask({ method: 'POST', path: at(id, '/resolve'), body, answer: ticket }, call);
      },
      'ticket.hand-off': ({ ticket: { id }, to, reason }, call) =>
        client.ask({ method: 'POST', path: at(id, '/hand-off'), body: { text: reason, to }, answer: ticket }, call),
    };
  },
});
