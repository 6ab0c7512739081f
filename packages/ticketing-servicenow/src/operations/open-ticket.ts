import type { OpenTicket, Requester } from '@access-account/contract';
import { openingOf } from '../app-api.ts';
import { fieldsFor } from '../by-feature.ts';
import type { ServiceNowClient } from '../servicenow-client.ts';
import { correlationOf, displayFor, mapTicket, ticketFields } from '../tickets.ts';
import { findTicket } from './find-ticket.ts';

/** `ticket.open`: one look for the caller, and one request where nothing was tried before. */
export function openTicket(client: ServiceNowClient): OpenTicket {
  const { config, tables, app, references, logger, seenOpen } = client;
  const find = findTicket(client);
  return async ({ key, requester, subject, description, feature }, call) => {
    if (config.mode === 'app') {
      const opening = openingOf({ requester, subject, description }, fieldsFor(feature, config));
      return (await app.put(correlationOf(key), { open: opening }, call)).reference;
    }
    const found = call.repeated ? await find({ key }, call) : undefined;
    if (found !== undefined) return found.reference;
    const caller = await references.caller(requester.email, call);
    const row = await tables.create(
      config.table,
      {
        ...fieldsFor(feature, config),
        short_description: subject.replace(/\s+/g, ' ').slice(0, 160),
        description: caller === undefined ? `${description}\n\n${nameOf(requester)}` : description,
        correlation_id: correlationOf(key),
        correlation_display: displayFor(null),
        ...(caller === undefined ? {} : { caller_id: caller }),
      },
      ticketFields,
      call,
    );
    if (row.correlation_id !== correlationOf(key)) {
      // Said once more by `check`: a ticket that was opened is opened, and an error would open another.
      logger.warn('ServiceNow left out correlation_id: the ticket cannot be found again', { number: row.number ?? '' });
    }
    const { reference, status } = mapTicket(row, client);
    if (status !== 'resolved') seenOpen.add(reference.id);
    return reference;
  };
}

/** For the desk, where the instance does not know whose it is. */
function nameOf({ displayName, login, email }: Requester): string {
  return `Requester: ${displayName} (${email === null ? login : `${login}, ${email}`})`;
}
