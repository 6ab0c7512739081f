import type { OpenTicket } from '@access-account/contract';
import { mapReference } from '../map-ticket.ts';
import { keyMark } from '../marks.ts';
import type { RequestTrackerClient } from '../request-tracker-client.ts';
import { createdShape } from '../request-tracker-shapes.ts';
import { findTicket } from './find-ticket.ts';

/** `ticket.open`: one request where nothing was tried before. */
export function openTicket(client: RequestTrackerClient): OpenTicket {
  const find = findTicket(client);
  return async ({ key, requester, subject, description, feature }, call) => {
    const found = call.repeated ? await find({ key }, call) : undefined;
    if (found !== undefined) return found.reference;
    const priority = feature === undefined ? undefined : client.config.features[feature]?.priority;
    const { value } = await client.rest.send(
      {
        method: 'POST',
        target: '/ticket',
        body: {
          Queue: client.config.queue,
          Subject: subject.replace(/\s+/g, ' '),
          Content: description,
          ContentType: 'text/plain',
          RefersTo: [keyMark(key)],
          ...(priority === undefined ? {} : { Priority: priority }),
          ...(requester.email === null ? {} : { Requestor: [requester.email] }),
        },
        shape: createdShape,
        what: 'a new ticket',
        permission: `the right CreateTicket on the queue ${client.config.queue}`,
      },
      call,
    );
    client.opened.add(value.id);
    return mapReference(value.id, client);
  };
}
