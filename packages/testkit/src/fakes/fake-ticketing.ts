import { randomUUID } from 'node:crypto';
import { foundTicket, withinDeadline } from '@access-account/connector-kit';
import {
  type Call,
  type Desk,
  defineTicketingConnector,
  NotFoundError,
  type OpenTicketInput,
  type Ticket,
  type TicketingConnectorV1,
  type TicketingFeatures,
  type TicketingOperations,
  type TicketReference,
} from '@access-account/contract';
import type { WorldTicket } from '../conformance/ticketing/ticketing-world.ts';
import { fakeConfig, type LedgerEntry } from './fake-config.ts';

export interface FakeTicketingOptions {
  readonly displayName?: string;
  readonly features?: Partial<TicketingFeatures>;
}

/** A desk in memory: its connector, the hooks of the people there, and what it was asked to write. */
export interface FakeTicketing {
  readonly connector: TicketingConnectorV1<object, FakeTicketing, TicketingOperations>;
  /** Every write, in the order they came. */
  readonly ledger: readonly LedgerEntry[];
  /** As the desk sees them, oldest first. */
  tickets(): readonly (WorldTicket & { readonly key: string })[];
  resolveByHand(number: string): void;
  /** Opens one more ticket of this key, as an answer does that comes late. */
  openDouble(key: string): void;
}

interface FakeTicket {
  readonly key: string;
  readonly reference: TicketReference;
  readonly subject: string;
  readonly description: string;
  status: Ticket['status'];
  desk: Desk | null;
  readonly texts: string[];
  /** The effects already done, by operation and key. */
  readonly done: Set<string>;
}

interface WriteOptions {
  readonly operation: string;
  readonly input: { readonly ticket: TicketReference };
  readonly call: Call;
  /** Answers whether it changed anything. */
  readonly apply: (ticket: FakeTicket) => boolean;
}

export function fakeTicketing(options: FakeTicketingOptions = {}): FakeTicketing {
  const { displayName = 'Fake Desk', features } = options;
  const tickets: FakeTicket[] = [];
  const ledger: LedgerEntry[] = [];

  const ticketOf = ({ id }: TicketReference) => {
    const ticket = tickets.find(({ reference }) => reference.id === id);
    if (ticket !== undefined) return ticket;
    throw new NotFoundError({ system: displayName, summary: 'There is no such ticket.', remedy: 'Open one.' });
  };

  const shown = ({ reference, status }: FakeTicket): Ticket => ({ reference, status });

  /** One effect on one ticket: the ledger gets it every time it comes, the ticket once. */
  const write = ({ operation, input, call, apply }: WriteOptions): Ticket => {
    const ticket = ticketOf(input.ticket);
    const effect = `${operation} ${call.idempotencyKey}`;
    const changed = !ticket.done.has(effect) && apply(ticket);
    ticket.done.add(effect);
    ledger.push({ operation, input, idempotencyKey: call.idempotencyKey, changed });
    return shown(ticket);
  };

  const fake: FakeTicketing = {
    ledger,
    tickets: () =>
      tickets.map(({ key, reference: { number }, subject, description, status, desk, texts }) => ({
        key,
        number,
        subject,
        description,
        status,
        desk,
        texts: [...texts],
      })),
    resolveByHand: (number) => {
      const ticket = tickets.find(({ reference }) => reference.number === number);
      if (ticket !== undefined) ticket.status = 'resolved';
    },
    openDouble: (key) => {
      tickets.push(newTicket({ ...doubled, key, number: tickets.length + 1 }));
    },
    connector: defineTicketingConnector({
      specificationVersion: 'v1',
      kind: 'ticketing',
      id: 'fake-ticketing',
      displayName,
      config: fakeConfig,
      features: { atomicOpen: true, searchLag: 0, ...features },
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
      connect: async () => ({
        client: fake,
        check: async () =>
          Object.keys(fake.connector.permissions).map((operation) => ({
            severity: 'ok',
            operation,
            summary: 'It answers.',
            remedy: '',
          })),
        close: async () => {},
      }),
      operations: () => ({
        'ticket.open': withinDeadline({
          system: displayName,
          run: async (input, { idempotencyKey }) => {
            const existing = tickets.find(({ key }) => key === input.key);
            const ticket = existing ?? newTicket({ ...input, number: tickets.length + 1 });
            if (existing === undefined) tickets.push(ticket);
            ledger.push({ operation: 'ticket.open', input, idempotencyKey, changed: existing === undefined });
            return ticket.reference;
          },
        }),
        'ticket.find': withinDeadline({
          system: displayName,
          run: async ({ key }) => foundTicket(tickets.filter((ticket) => ticket.key === key).map(shown)),
        }),
        'ticket.note': withinDeadline({
          system: displayName,
          run: async (input, call) => {
            const apply = ({ texts }: FakeTicket) => texts.push(input.text) > 0;
            write({ operation: 'ticket.note', input, call, apply });
          },
        }),
        'ticket.resolve': withinDeadline({
          system: displayName,
          run: async (input, call) => {
            const apply = (ticket: FakeTicket) => {
              if (ticket.status === 'resolved') return false;
              ticket.status = 'resolved';
              return ticket.texts.push(input.resolution) > 0;
            };
            return write({ operation: 'ticket.resolve', input, call, apply });
          },
        }),
        'ticket.hand-off': withinDeadline({
          system: displayName,
          run: async (input, call) => {
            const apply = (ticket: FakeTicket) => {
              ticket.status = 'handed-off';
              ticket.desk = input.to;
              return ticket.texts.push(input.reason) > 0;
            };
            return write({ operation: 'ticket.hand-off', input, call, apply });
          },
        }),
      }),
    }),
  };
  return fake;
}

const doubled = {
  requester: { displayName: 'Alex Example', login: 'alex', email: null },
  subject: 'The same once more',
  description: 'Opened by an answer that came late.',
};

function newTicket({ key, subject, description, number }: OpenTicketInput & { readonly number: number }): FakeTicket {
  const reference = { id: randomUUID(), number: `FAKE-${String(number).padStart(4, '0')}`, url: null };
  return { key, reference, subject, description, status: 'open', desk: null, texts: [], done: new Set() };
}
