import { fakeCall, fakeContext, ticketingConformance } from '@access-account/testkit';
import { localConnector } from '../src/index.ts';
import { LocalClient } from '../src/local-client.ts';
import type { TicketRecord } from '../src/ticket-record.ts';

const context = fakeContext();
const desk = new LocalClient({ displayName: 'Desk', store: context.store, clock: context.clock });
const { 'ticket.resolve': resolve } = localConnector.operations(desk);

ticketingConformance({
  runner: { describe, test },
  connector: localConnector,
  world: {
    config: async () => ({}),
    context: async () => context,
    ticketsOf: async (key) => {
      const tickets = (await context.store.list('ticket/')).map(({ value }) => value as TicketRecord);
      return tickets
        .filter((ticket) => ticket.key === key)
        .map(({ history, ...ticket }) => ({ ...ticket, texts: history.map(({ text }) => text) }));
    },
    resolveByHand: async (number) => {
      await resolve({ ticket: { id: number, number, url: null }, resolution: 'Done by hand.' }, fakeCall());
    },
  },
});
