import { ConflictError, type HandOffTicket } from '@access-account/contract';
import { deskMark } from '../marks.ts';
import type { RequestTrackerClient } from '../request-tracker-client.ts';
import { change, comment, readTicket } from '../tickets.ts';

/** `ticket.hand-off`: the reason as a comment, the desk as what the ticket refers to, and the desk's queue where there is one. */
export function handOffTicket(client: RequestTrackerClient): HandOffTicket {
  const { config, system } = client;
  return async ({ ticket, to, reason, feature }, call) => {
    const isOpen = client.opened.take(ticket.id) && !call.repeated;
    const before = isOpen ? undefined : await readTicket(ticket, client, call);
    // Somebody was faster: what is over is not opened again by a repeat.
    if (call.repeated && before?.status === 'resolved') return before;
    await comment({ ticket, text: reason }, client, call);
    // The security team is one, whatever a ticket was opened about.
    const own = to === 'security' || feature === undefined ? undefined : config.features[feature]?.queue;
    const queue = own ?? config.desks[to];
    const fields = {
      AddRefersTo: [deskMark(to)],
      ...(queue && { Queue: queue }),
      // Somebody found out later that it needs people.
      ...(before?.status === 'resolved' && { Status: config.statuses.open }),
    };
    await change({ ticket, fields }, client, call);
    const after = await readTicket(ticket, client, call);
    if (after.status !== 'open') return after;
    throw new ConflictError({
      system,
      summary: 'The ticket did not change hands.',
      remedy: 'Check desks against the names of the queues, and that the user holds ModifyTicket there.',
    });
  };
}
