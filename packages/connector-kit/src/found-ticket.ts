import type { FoundTicket, Ticket } from '@access-account/contract';

/** Tickets of one key that `ticket.find` looks at: the one it answers, and its doubles. */
export const mostFound = 10;

/** What `ticket.find` answers of the tickets of one key, given oldest first. */
export function foundTicket([oldest, ...younger]: readonly Ticket[]): FoundTicket | undefined {
  if (oldest === undefined) return undefined;
  const others = younger.filter(({ status }) => status !== 'resolved');
  return others.length === 0 ? oldest : { ...oldest, others };
}
