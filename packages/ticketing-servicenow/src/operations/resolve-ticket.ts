import { ConflictError, type ResolveTicket, type Ticket } from '@access-account/contract';
import { isOfApp } from '../app-api.ts';
import type { ServiceNowClient } from '../servicenow-client.ts';
import { changeTicket, journalText, readTicket, resolved } from '../tickets.ts';

/** `ticket.resolve`: Resolved, never Closed, which the instance does by itself. The answer to the change is the row as it is afterwards. */
export function resolveTicket(client: ServiceNowClient): ResolveTicket {
  const { config, system } = client;
  return async ({ ticket, resolution }, call) => {
    if (isOfApp(ticket.id)) {
      // The app leaves what the desk resolved as it is.
      const resolve = { code: config.closeCode, notes: journalText(resolution) };
      return verified(await client.app.put(ticket.id, { resolve }, call), system);
    }
    const isOpen = client.seenOpen.take(ticket.id) && !call.repeated;
    const before = isOpen ? undefined : await readTicket(ticket, client, call);
    if (before?.status === 'resolved') return before;
    const values = { state: resolved, close_code: config.closeCode, close_notes: journalText(resolution) };
    return verified(await changeTicket(ticket, values, client, call), system);
  };
}

function verified(after: Ticket, system: string): Ticket {
  if (after.status === 'resolved') return after;
  throw new ConflictError({
    system,
    summary: 'The ticket did not become Resolved.',
    remedy: 'Let the integration’s user write state, and look for business rules that take it back.',
  });
}
