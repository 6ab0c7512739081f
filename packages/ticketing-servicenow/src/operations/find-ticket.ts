import type { FindTicket } from '@access-account/contract';
import type { ServiceNowClient } from '../servicenow-client.ts';
import { correlationOf, mapTicket, ticketFields } from '../tickets.ts';

/** `ticket.find`: by correlation_id, which is not unique; the oldest where there are several. */
export function findTicket(client: ServiceNowClient): FindTicket {
  const { config, tables } = client;
  return async ({ key }, call) => {
    const correlation = correlationOf(key);
    const query = `correlation_id=${correlation}^ORDERBYsys_created_on`;
    const [row] = await tables.list({ table: config.table, query, fields: ticketFields, limit: 1 }, call);
    // A query with a part that the instance does not know is answered as if the part were not there.
    return row?.correlation_id === correlation ? mapTicket(row, client) : undefined;
  };
}
