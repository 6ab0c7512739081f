import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type {
  Connection,
  OpenTicketInput,
  TicketingConnectorV1,
  TicketingOperationSet,
  TicketReference,
} from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import type { TestRunner } from '../test-runner.ts';
import type { TicketingWorld, WorldTicket } from './ticketing-world.ts';

/** What `ticketingConformance` is given, and every file of the suite with it. */
export interface TicketingConformanceOptions<Config, Client, Operations extends TicketingOperationSet> {
  readonly runner: TestRunner;
  readonly connector: TicketingConnectorV1<Config, Client, Operations>;
  readonly world: TicketingWorld;
}

/** A connector connected to a world, for the length of one test. */
export interface TicketingSubject {
  readonly operations: TicketingOperationSet;
  readonly connection: Connection<unknown>;
  /** Opens a ticket by a key no other test uses. */
  open(differences?: Partial<OpenTicketInput>): Promise<{ readonly key: string; readonly ticket: TicketReference }>;
  /** The one ticket of a key, as the desk sees it. */
  atDesk(key: string): Promise<WorldTicket>;
}

export interface ConnectTicketingOptions<Config, Client, Operations extends TicketingOperationSet>
  extends Omit<TicketingConformanceOptions<Config, Client, Operations>, 'runner'> {
  /** Instead of the world's own configuration. */
  readonly config?: () => Promise<unknown>;
}

/** A request as the core would make it. */
export function ticketRequest(differences: Partial<OpenTicketInput> = {}): OpenTicketInput {
  return {
    key: `episode-${randomUUID()}`,
    requester: { displayName: 'Alex Example', login: 'alex', email: 'alex@acme.test' },
    subject: 'Account locked: Alex Example',
    description: 'The account was locked by failed logins.\nAccess Account offered to unlock it.',
    ...differences,
  };
}

/** Validates the configuration, connects, runs and closes, whatever happened. */
export async function withTicketingSubject<Config, Client, Operations extends TicketingOperationSet>(
  { connector, world, config = world.config }: ConnectTicketingOptions<Config, Client, Operations>,
  run: (subject: TicketingSubject) => Promise<void>,
): Promise<void> {
  const validated = await connector.config['~standard'].validate(await config());
  if (validated.issues) assert.fail(`the world's configuration is refused: ${JSON.stringify(validated.issues)}`);
  const connection = await connector.connect(validated.value, await world.context());
  const operations: TicketingOperationSet = connector.operations(connection.client);
  try {
    await run({
      operations,
      connection,
      open: async (differences) => {
        const request = ticketRequest(differences);
        return { key: request.key, ticket: await operations['ticket.open'](request, fakeCall()) };
      },
      atDesk: async (key) => {
        const [ticket, ...others] = await world.ticketsOf(key);
        assert.ok(ticket, 'the desk has no ticket of this key');
        assert.equal(others.length, 0, 'the desk has more than one ticket of this key');
        return ticket;
      },
    });
  } finally {
    await connection.close();
  }
}
