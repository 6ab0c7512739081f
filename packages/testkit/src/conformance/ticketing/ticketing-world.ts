import type { ConnectContext, Desk, TicketStatus } from '@access-account/contract';

/** A ticket as somebody at the desk sees it. */
export interface WorldTicket {
  readonly number: string;
  readonly subject: string;
  readonly description: string;
  readonly status: TicketStatus;
  /** Who it was handed to; null while nobody has to work on it. */
  readonly desk: Desk | null;
  /** Every text in the ticket's history, oldest first: notes, reasons, the resolution. */
  readonly texts: readonly string[];
}

/**
 * The ticketing system a connector is judged against: a real one or a fake.
 * The object exists when the tests are declared, the system only when they run: start it in `beforeAll`.
 */
export interface TicketingWorld {
  /** The connector's configuration as an operator would write it, not yet validated. */
  config(): Promise<unknown>;
  /** Handed to `connect` as it is. */
  context(): Promise<ConnectContext>;
  /** Every ticket the system really holds for a key: asked behind the connector's back. */
  ticketsOf(key: string): Promise<readonly WorldTicket[]>;
  /** Resolves a ticket at the desk, as a person would. */
  readonly resolveByHand?: (number: string) => Promise<void>;
  /** Opens one more ticket of this key behind the connector's back, as an answer does that comes late. Not where a desk keeps keys. */
  readonly openDouble?: (key: string) => Promise<void>;
  /** The same system by credentials that may read tickets and write none. */
  readonly readOnlyConfig?: () => Promise<unknown>;
  /** A configuration that names a system which refuses connections. */
  readonly unreachableConfig?: () => Promise<unknown>;
}
