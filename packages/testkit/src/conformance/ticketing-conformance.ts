import type { TicketingOperationSet } from '@access-account/contract';
import { ticketingConnectionConformance } from './ticketing/connection.ts';
import { findTicketConformance } from './ticketing/find-ticket.ts';
import { handOffTicketConformance } from './ticketing/hand-off-ticket.ts';
import { noteTicketConformance } from './ticketing/note-ticket.ts';
import { openTicketConformance } from './ticketing/open-ticket.ts';
import { resolveTicketConformance } from './ticketing/resolve-ticket.ts';
import type { TicketingConformanceOptions } from './ticketing/ticketing-subject.ts';

/**
 * Everything a ticketing connector promises, run against a desk.
 * An operation the connector does not offer (no entry in `permissions`) has no tests; nothing else is left out.
 */
export function ticketingConformance<Config, Client, Operations extends TicketingOperationSet>(
  options: TicketingConformanceOptions<Config, Client, Operations>,
): void {
  const { runner, connector } = options;
  runner.describe(`${connector.displayName}: ticketing conformance`, () => {
    ticketingConnectionConformance(options);
    openTicketConformance(options);
    resolveTicketConformance(options);
    if ('ticket.find' in connector.permissions) findTicketConformance(options);
    if ('ticket.note' in connector.permissions) noteTicketConformance(options);
    if ('ticket.hand-off' in connector.permissions) handOffTicketConformance(options);
  });
}
