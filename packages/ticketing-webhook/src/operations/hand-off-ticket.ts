import { ConflictError, type HandOffTicket } from '@access-account/contract';
import { statusShape } from '../answers.ts';
import type { WebhookClient } from '../webhook-client.ts';

/** `ticket.hand-off`: what the receiver answers is the ticket's state afterwards; resolved, where somebody was faster than a repeat. */
export function handOffTicket(client: WebhookClient): HandOffTicket {
  return async ({ ticket, to, reason, feature }, call) => {
    const data = { ticket: ticket.id, to, reason, feature };
    const { status } = await client.send(
      { type: 'ticket.hand-off', data, shape: statusShape, what: 'a ticket’s status' },
      call,
    );
    if (status === 'handed-off' || (status === 'resolved' && call.repeated)) return { reference: ticket, status };
    throw new ConflictError({
      system: client.system,
      summary: `The receiver answers that the ticket is ${status}.`,
      remedy: 'Look at the receiver for why it does not hand it over.',
    });
  };
}
