import type { OtherDesk } from '../../stand-in/index.ts';
import type { Role } from '../places.ts';
import type { DatabaseKind } from '../world.ts';

/** What was done to a ticket, as the desk itself remembers it. */
export type DeskDeed = 'ticket.open' | 'ticket.note' | 'ticket.resolve' | 'ticket.hand-off';

/** A ticket as the desk has it, past the product. */
export interface DeskTicket {
  readonly id: string;
  readonly isResolved: boolean;
  /** In the order in which the desk was asked. */
  readonly deeds: readonly DeskDeed[];
}

/** A desk that runs, for as long as the people of one row need it. */
export interface RunningDesk {
  readonly url: string;
  /** The connector and its configuration, for whatever stands at this address. */
  connector(url: string): OtherDesk;
  /** Every ticket that was ever opened for somebody. */
  ticketsOf(login: string): Promise<readonly DeskTicket[]>;
  /** Whether a request belongs to a ticket's life, and not to a token or a check. */
  isOfLife(request: { readonly method: string; readonly path: string }): boolean;
  /** Requests so far that are told from those of a check by their body alone. */
  readonly callsByBody?: () => number;
  /** SIGKILL, and the start after it, where the desk is a process of its own. */
  readonly killAndRestart?: () => Promise<void>;
  stop(): Promise<void>;
}

export interface DeskKind {
  readonly name: string;
  readonly database: DatabaseKind;
  readonly servers: readonly Role[];
  /** The share of the tickets that it is given: a real desk on a small machine takes its time. */
  readonly share: number;
  readonly missing?: () => string | undefined;
  readonly start: () => Promise<RunningDesk>;
}
