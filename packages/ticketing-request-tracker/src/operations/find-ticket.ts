import { foundTicket, mostFound } from '@access-account/connector-kit';
import type { FindTicket } from '@access-account/contract';
import { mapReference } from '../map-ticket.ts';
import { keyMark } from '../marks.ts';
import type { RequestTrackerClient } from '../request-tracker-client.ts';
import { foundShape } from '../request-tracker-shapes.ts';
import { readTicket } from '../tickets.ts';

/** `ticket.find`: by the address that the ticket refers to. */
export function findTicket(client: RequestTrackerClient): FindTicket {
  return async ({ key }, call) => {
    const query = new URLSearchParams({
      query: `RefersTo = '${keyMark(key)}'`,
      orderby: 'id',
      order: 'ASC',
      per_page: String(mostFound),
    });
    const { value } = await client.rest.send(
      {
        method: 'GET',
        target: `/tickets?${query}`,
        shape: foundShape,
        what: 'a list of tickets',
        permission: 'the rights SeeQueue and ShowTicket on the queue',
      },
      call,
    );
    return foundTicket(
      await Promise.all(value.items.map(({ id }) => readTicket(mapReference(id, client), client, call))),
    );
  };
}
