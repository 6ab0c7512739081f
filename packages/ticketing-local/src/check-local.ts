import type { Diagnostic } from '@access-account/contract';
import type { LocalClient } from './local-client.ts';

const operations = ['ticket.open', 'ticket.find', 'ticket.note', 'ticket.resolve', 'ticket.hand-off'];

/** One diagnostic per operation: all of them stand or fall with the store that holds the tickets. */
export async function checkLocal(client: LocalClient): Promise<readonly Diagnostic[]> {
  await client.ticketByKey('check');
  return operations.map((operation) => ({
    severity: 'ok',
    operation,
    summary: `${client.displayName} answers.`,
    remedy: '',
  }));
}
