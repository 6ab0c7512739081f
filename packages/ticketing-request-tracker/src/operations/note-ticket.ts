import type { NoteTicket } from '@access-account/contract';
import type { RequestTrackerClient } from '../request-tracker-client.ts';
import { comment } from '../tickets.ts';

/** `ticket.note`: a comment, which the desk sees and the requester is not mailed. */
export function noteTicket(client: RequestTrackerClient): NoteTicket {
  return ({ ticket, text }, call) => comment({ ticket, text }, client, call);
}
