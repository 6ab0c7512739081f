import { ConflictError, type ResolveTicket } from '@access-account/contract';
import type { RequestTrackerClient } from '../request-tracker-client.ts';
import { comment, readTicket } from '../tickets.ts';

/** `ticket.resolve`: a comment that resolves. Request Tracker says 200 to a status it does not know, so the ticket is read back. */
export function resolveTicket(client: RequestTrackerClient): ResolveTicket {
  const { config, system } = client;
  return async ({ ticket, resolution }, call) => {
    const isOpen = client.opened.take(ticket.id) && !call.repeated;
    const before = isOpen ? undefined : await readTicket(ticket, client, call);
    if (before?.status === 'resolved') return before;
    await comment({ ticket, text: resolution, status: config.statuses.resolved }, client, call);
    const after = await readTicket(ticket, client, call);
    if (after.status === 'resolved') return after;
    throw new ConflictError({
      system,
      summary: `The ticket did not become ${config.statuses.resolved}.`,
      remedy: 'Check statuses.resolved against the queue’s lifecycle, and that the user holds ModifyTicket there.',
    });
  };
}
