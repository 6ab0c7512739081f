import { keyDigest } from '@access-account/connector-kit';
import type { OpenTicket } from '@access-account/contract';
import { referenceShape } from '../answers.ts';
import type { WebhookClient } from '../webhook-client.ts';

/** `ticket.open`: a receiver answers the same key with the same ticket, however often and at whatever moment. */
export function openTicket(client: WebhookClient): OpenTicket {
  return ({ key, requester: { displayName, login, email }, subject, description, feature }, call) => {
    const data = { key: ticketKey(key), requester: { displayName, login, email }, subject, description, feature };
    return client.send({ type: 'ticket.open', data, shape: referenceShape, what: 'a ticket’s reference' }, call);
  };
}

/** What stands for a case at a receiver: `aa-` and 32 hexadecimal digits, which fit into any field and into any query. */
export function ticketKey(key: string): string {
  return `aa-${keyDigest(key)}`;
}
