export interface TicketReference {
  /** The ticketing system's immutable id. */
  readonly id: string;
  /** What people call it: "INC0010023". */
  readonly number: string;
  readonly url: string | null;
}

export type TicketStatus = 'open' | 'handed-off' | 'resolved';

export interface Ticket {
  readonly reference: TicketReference;
  readonly status: TicketStatus;
}

/** The ticket of a key as it is found. */
export interface FoundTicket extends Ticket {
  /**
   * Younger tickets of the same key that are not resolved, oldest first: doubles, which an answer that came late has left.
   * At most nine are told of at a time. Absent where there are none, and where a desk keeps keys there never are.
   */
  readonly others?: readonly Ticket[];
}

/** Who works on a ticket that people must take over. */
export type Desk = 'service-desk' | 'security';

/** What a ticket is about: the features as the configuration names them, what people asked the desk for, and what the security team must look at. */
export const ticketFeatures = [
  'unlockAccount',
  'passwordReset',
  'mfaReset',
  'passwordExpiry',
  'serviceDesk',
  'security',
] as const;
export type TicketFeature = (typeof ticketFeatures)[number];

/** The person a ticket is about. */
export interface Requester {
  readonly displayName: string;
  readonly login: string;
  readonly email: string | null;
}
