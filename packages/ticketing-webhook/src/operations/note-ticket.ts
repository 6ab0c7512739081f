import type { NoteTicket } from '@access-account/contract';
import { taken } from '../answers.ts';
import type { WebhookClient } from '../webhook-client.ts';

/** `ticket.note`: a line for the ticket's history. */
export function noteTicket(client: WebhookClient): NoteTicket {
  return async ({ ticket, text }, call) => {
    const data = { ticket: ticket.id, text };
    await client.send({ type: 'ticket.note', data, shape: taken, what: 'an answer to a note' }, call);
  };
}
