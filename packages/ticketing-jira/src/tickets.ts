import { keyDigest } from '@access-account/connector-kit';
import type { Call, Desk, Ticket, TicketReference } from '@access-account/contract';
import { type AdfDocument, adfOf, shorten, textOfAdf } from './adf.ts';
import type { Issue, Transition } from './jira-api.ts';
import type { JiraClient } from './jira-client.ts';

/** The label by which a ticket is found again: whatever the key holds, it means nothing to a query. */
export function labelOf(key: string): string {
  return `aa-${keyDigest(key)}`;
}

/** The label of what was handed over. */
export function deskLabel(desk: Desk): string {
  return `aa-to-${desk}`;
}

/** The mark in a comment by which the same effect finds it again. */
export function commentMark(idempotencyKey: string): string {
  return `[aa:${keyDigest(idempotencyKey).slice(0, 16)}]`;
}

export function referenceOf(
  { id, key }: { readonly id: string; readonly key: string },
  { config }: JiraClient,
): TicketReference {
  return { id, number: key, url: `${config.siteUrl}/browse/${encodeURIComponent(key)}` };
}

export function mapTicket(issue: Issue, client: JiraClient): Ticket {
  const { status, labels } = issue.fields;
  const isHandedOff = labels.includes(deskLabel('service-desk')) || labels.includes(deskLabel('security'));
  const open = isHandedOff ? 'handed-off' : 'open';
  return { reference: referenceOf(issue, client), status: isDone(status) ? 'resolved' : open };
}

export function isDone({ statusCategory }: Issue['fields']['status']): boolean {
  return statusCategory.key === 'done';
}

/** The transition to the status of this name, or else the first of the right category. */
export function chooseTransition(
  transitions: readonly Transition[],
  { name, done }: { readonly name: string | undefined; readonly done: boolean },
): Transition | undefined {
  const fitting = transitions.filter(({ to, isAvailable }) => isAvailable && isDone(to) === done);
  return name === undefined ? fitting[0] : fitting.find(({ to }) => to.name.toLowerCase() === name.toLowerCase());
}

/** Characters; Jira's fields hold 32 767. */
const longestNote = 29_000;

/** What a comment of this effect says: the words, and its mark. */
export function commentBody(text: string, { publicUrl }: JiraClient, call: Call): AdfDocument {
  return adfOf(`${shorten(text, longestNote)}\n${commentMark(call.idempotencyKey)}`, publicUrl);
}

/** Whether the comment of this effect is among the newest hundred. @throws NotFoundError */
export async function hasComment(ticket: TicketReference, { api }: JiraClient, call: Call): Promise<boolean> {
  const mark = commentMark(call.idempotencyKey);
  const comments = await api.comments(ticket.id, call);
  return comments.some(({ body }) => textOfAdf(body).includes(mark));
}

/** Writes a comment for the desk, once: a repeat looks for its mark. @throws NotFoundError */
export async function commentOnce(
  ticket: TicketReference,
  text: string,
  client: JiraClient,
  call: Call,
): Promise<void> {
  const { api, config, logger } = client;
  if (call.repeated && (await hasComment(ticket, client, call))) return;
  const isInternal = config.serviceDesk !== undefined;
  const body = commentBody(text, client, call);
  const { jsdPublic } = await api.comment(ticket.id, { body, isInternal }, call);
  // It is written, and an error would write another.
  if (isInternal && jsdPublic !== false)
    logger.warn('Jira does not say that an internal comment is internal: let the integration be an agent', {
      number: ticket.number,
    });
}
