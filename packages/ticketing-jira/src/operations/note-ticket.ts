import type { NoteTicket } from '@access-account/contract';
import type { JiraClient } from '../jira-client.ts';
import { commentOnce } from '../tickets.ts';

/** `ticket.note`: a comment, in a service project an internal one. */
export function noteTicket(client: JiraClient): NoteTicket {
  return ({ ticket, text }, call) => commentOnce(ticket, text, client, call);
}
