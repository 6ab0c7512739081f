import { type Call, NotFoundError, type Ticket, type TicketReference } from '@access-account/contract';
import { mapTicket } from './map-ticket.ts';
import { effectMark } from './marks.ts';
import type { RequestTrackerClient } from './request-tracker-client.ts';
import { historyShape, messagesShape, ticketShape } from './request-tracker-shapes.ts';

/** Where a ticket is, behind the base of REST 2. @throws NotFoundError for an id that no ticket can have */
function targetOf({ id }: TicketReference, { system }: RequestTrackerClient): string {
  if (/^[1-9]\d{0,18}$/.test(id)) return `/ticket/${id}`;
  throw new NotFoundError({ system, summary: 'There is no ticket of this id.', remedy: 'Open a new ticket.' });
}

/** The ticket as it is now. @throws NotFoundError */
export async function readTicket(
  reference: TicketReference,
  client: RequestTrackerClient,
  call: Call,
): Promise<Ticket> {
  const { value } = await client.rest.send(
    {
      method: 'GET',
      target: targetOf(reference, client),
      shape: ticketShape,
      what: 'a ticket',
      permission: 'the right ShowTicket on the queue',
    },
    call,
  );
  return mapTicket(value, client);
}

export interface Comment {
  readonly ticket: TicketReference;
  readonly text: string;
  /** The status that the ticket gets with it. */
  readonly status?: string;
}

/** Adds a comment, which the desk sees and the requester does not. The same effect adds it once. */
export async function comment(
  { ticket, text, status }: Comment,
  client: RequestTrackerClient,
  call: Call,
): Promise<void> {
  const target = targetOf(ticket, client);
  const mark = effectMark(call.idempotencyKey);
  if (call.repeated && (await hasComment({ ticket, mark }, client, call))) {
    if (status !== undefined) await change({ ticket, fields: { Status: status } }, client, call);
    return;
  }
  // Answered with 400 where there is no such ticket, as if the comment were wrong.
  await client.rest
    .send(
      {
        method: 'POST',
        target: `${target}/comment`,
        body: { Subject: mark, Content: text, ContentType: 'text/plain', ...(status && { Status: status }) },
        shape: messagesShape,
        what: 'what became of a comment',
        permission: 'the rights CommentOnTicket and ModifyTicket on the queue',
      },
      call,
    )
    .catch(async (error: unknown) => {
      if ((error as { code?: unknown }).code === 'conflict') await readTicket(ticket, client, call);
      throw error;
    });
}

async function hasComment(
  { ticket, mark }: { readonly ticket: TicketReference; readonly mark: string },
  client: RequestTrackerClient,
  call: Call,
): Promise<boolean> {
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const { value } = await client.rest.send(
      {
        method: 'GET',
        target: `${targetOf(ticket, client)}/history?fields=Type,Data&per_page=100&page=${page}`,
        shape: historyShape,
        what: 'the history of a ticket',
        permission: 'the rights ShowTicket and ShowTicketComments on the queue',
      },
      call,
    );
    if (value.items.some(({ Type, Data }) => Type === 'Comment' && Data?.trim() === mark)) return true;
    pages = value.pages;
  }
  return false;
}

export interface Change {
  readonly ticket: TicketReference;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Sets fields of a ticket. What Request Tracker refuses it answers with 200 and a sentence: whoever changes something reads it back. */
export async function change({ ticket, fields }: Change, client: RequestTrackerClient, call: Call): Promise<void> {
  await client.rest.send(
    {
      method: 'PUT',
      target: targetOf(ticket, client),
      body: fields,
      shape: messagesShape,
      what: 'what became of a change',
      permission: 'the right ModifyTicket on the queue',
    },
    call,
  );
}
