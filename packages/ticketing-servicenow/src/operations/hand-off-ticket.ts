import { ConfigurationInvalidError, ConflictError, type HandOffTicket, type Ticket } from '@access-account/contract';
import { isOfApp, markOf } from '../app-api.ts';
import { takeoverBy } from '../by-feature.ts';
import type { ServiceNowClient } from '../servicenow-client.ts';
import { changeTicket, displayFor, hasNote, inProgress, journalText, noteMark, readTicket } from '../tickets.ts';

/** `ticket.hand-off`: the desk's group, its fields and the reason as a work note, in one request. */
export function handOffTicket(client: ServiceNowClient): HandOffTicket {
  const { config, system, references } = client;
  return async ({ ticket, to, reason, feature }, call) => {
    const { group: name, fields } = takeoverBy(to, feature, config);
    if (isOfApp(ticket.id)) {
      const group = name ?? null;
      const handOff = { mark: markOf(call), to, group, reason: journalText(reason), fields };
      const after = await client.app.put(ticket.id, { hand_off: handOff }, call);
      // Somebody was faster: what is over is not opened again by a repeat.
      return call.repeated && after.status === 'resolved' ? after : verified(after, system);
    }
    const isOpen = client.seenOpen.take(ticket.id) && !call.repeated;
    const before = isOpen ? undefined : await readTicket(ticket, client, call);
    // Somebody was faster: what is over is not opened again by a repeat.
    if (before && call.repeated && (before.status === 'resolved' || (await hasNote(ticket, client, call))))
      return before;
    const group = name && (await references.group(name, call));
    if (name !== undefined && group === undefined) {
      throw new ConfigurationInvalidError({
        system,
        summary: `There is no active group “${name}”, or more than one.`,
        remedy: 'Correct it in desks or features, or name it by its sys_id.',
      });
    }
    const after = await changeTicket(
      ticket,
      {
        ...fields,
        correlation_display: displayFor(to),
        work_notes: `${reason}\n${noteMark(call.idempotencyKey)}`,
        ...(group && { assignment_group: group }),
        // Somebody found out later that it needs people.
        ...(before?.status === 'resolved' && { state: inProgress }),
      },
      client,
      call,
    );
    return verified(after, system);
  };
}

function verified(after: Ticket, system: string): Ticket {
  if (after.status === 'handed-off') return after;
  throw new ConflictError({
    system,
    summary: 'The ticket did not change hands.',
    remedy: 'Let the integration’s user write correlation_display, state and assignment_group.',
  });
}
