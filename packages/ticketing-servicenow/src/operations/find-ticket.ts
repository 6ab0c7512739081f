import { foundTicket, mostFound } from '@access-account/connector-kit';
import { ConnectorError, type FindTicket } from '@access-account/contract';
import type { ServiceNowClient } from '../servicenow-client.ts';
import { correlationOf, mapTicket, ticketFields } from '../tickets.ts';

/** `ticket.find`: the app by the key itself; the table by correlation_id, which is not unique. */
export function findTicket(client: ServiceNowClient): FindTicket {
  const { config, tables, app } = client;
  return async ({ key }, call) => {
    const correlation = correlationOf(key);
    if (config.mode === 'app') {
      return app.get(correlation, call).catch((error: unknown) => {
        if (ConnectorError.isInstance(error) && error.code === 'not-found') return undefined;
        throw error;
      });
    }
    const query = `correlation_id=${correlation}^ORDERBYsys_created_on`;
    const rows = await tables.list({ table: config.table, query, fields: ticketFields, limit: mostFound }, call);
    // A query with a part that the instance does not know is answered as if the part were not there.
    const ours = rows.filter(({ correlation_id }) => correlation_id === correlation);
    return foundTicket(ours.map((row) => mapTicket(row, client)));
  };
}
