import { ConflictError, type ResolveTicket } from '@access-account/contract';
import { statusShape } from '../answers.ts';
import type { WebhookClient } from '../webhook-client.ts';

/** `ticket.resolve`: what the receiver answers is the ticket's state afterwards, and nothing else counts as resolved. */
export function resolveTicket(client: WebhookClient): ResolveTicket {
  return async ({ ticket, resolution }, call) => {
    const data = { ticket: ticket.id, resolution };
    const { status } = await client.send(
      { type: 'ticket.resolve', data, shape: statusShape, what: 'a ticket’s status' },
      call,
    );
    if (status === 'resolved') return { reference: ticket, status };
    throw new ConflictError({
      system: client.system,
      summary: `The receiver answers that the ticket is ${status}.`,
      remedy: 'Look at the receiver for why it does not resolve it.',
    });
  };
}
