import type { NoteTicket } from '@access-account/contract';
import { isOfApp, markOf } from '../app-api.ts';
import type { ServiceNowClient } from '../servicenow-client.ts';
import { changeTicket, hasNote, journalText, noteMark } from '../tickets.ts';

/** `ticket.note`: a work note, which the desk sees and the caller is not mailed. */
export function noteTicket(client: ServiceNowClient): NoteTicket {
  return async ({ ticket, text }, call) => {
    if (isOfApp(ticket.id)) {
      await client.app.put(ticket.id, { note: { mark: markOf(call), text: journalText(text) } }, call);
      return;
    }
    if (call.repeated && (await hasNote(ticket, client, call))) return;
    const { status } = await changeTicket(
      ticket,
      { work_notes: `${text}\n${noteMark(call.idempotencyKey)}` },
      client,
      call,
    );
    if (status !== 'resolved') client.seenOpen.add(ticket.id);
  };
}
