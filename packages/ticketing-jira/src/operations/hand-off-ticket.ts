import {
  type Call,
  ConflictError,
  type Desk,
  type HandOffTicket,
  type Ticket,
  type TicketReference,
} from '@access-account/contract';
import { takeoverBy } from '../by-feature.ts';
import type { Edit, Issue } from '../jira-api.ts';
import type { JiraClient } from '../jira-client.ts';
import { chooseTransition, commentOnce, deskLabel, isDone, mapTicket } from '../tickets.ts';

/** `ticket.hand-off`: the reason as a comment, open again where it was over, then the desk's assignee, component, labels and fields; read back. */
export function handOffTicket(client: JiraClient): HandOffTicket {
  const { api, config, system } = client;
  return async ({ ticket, to, reason, feature }, call) => {
    const already =
      client.opened.take(ticket.id) && !call.repeated ? undefined : await prepare(ticket, to, client, call);
    if (already !== undefined) return already;
    await commentOnce(ticket, reason, client, call);
    const label = deskLabel(to);
    const after = await api.edit(ticket.id, editFor(takeoverBy(to, feature, config), label), call);
    if (!isDone(after.fields.status) && after.fields.labels.includes(label)) return mapTicket(after, client);
    throw new ConflictError({
      system,
      summary: 'The ticket did not change hands.',
      remedy: 'Put Labels on the edit screen, and look for an automation that takes it back.',
    });
  };
}

/** Opens again what is over. Answers the ticket where nothing is left to do. */
async function prepare(ticket: TicketReference, to: Desk, client: JiraClient, call: Call): Promise<Ticket | undefined> {
  const before = await client.api.readIssue(ticket.id, call);
  const isOver = isDone(before.fields.status);
  // The label is set last: with it all is done. Somebody was faster: what is over is not opened again by a repeat.
  if (call.repeated && (isOver || before.fields.labels.includes(deskLabel(to)))) return mapTicket(before, client);
  if (isOver) await reopen(ticket, before, client, call);
  return undefined;
}

/** Somebody found out later that it needs people. */
async function reopen(
  ticket: TicketReference,
  { transitions, fields }: Issue,
  { api, config, system }: JiraClient,
  call: Call,
): Promise<void> {
  const name = config.statuses.reopened;
  const transition = chooseTransition(transitions, { name, done: false });
  if (transition !== undefined) return api.transition(ticket.id, transition.id, {}, call);
  throw new ConflictError({
    system,
    summary: `No transition leads from ${fields.status.name} to ${name ?? 'a status that is not Done'}.`,
    remedy: 'Add one to the workflow that the integration’s account may take, or correct statuses.reopened.',
  });
}

function editFor({ assignee, component, labels, fields }: ReturnType<typeof takeoverBy>, label: string): Edit {
  return {
    fields: { ...fields, ...(assignee === undefined ? {} : { assignee: { id: assignee } }) },
    update: {
      labels: [...labels, label].map((add) => ({ add })),
      ...(component === undefined ? {} : { components: [{ add: { name: component } }] }),
    },
  };
}
