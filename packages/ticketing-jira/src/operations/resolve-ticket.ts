import {
  type Call,
  ConfigurationInvalidError,
  ConflictError,
  ConnectorError,
  type ResolveTicket,
  type TicketReference,
} from '@access-account/contract';
import type { Fields, Issue, Transition } from '../jira-api.ts';
import type { JiraClient } from '../jira-client.ts';
import { chooseTransition, commentBody, commentOnce, hasComment, isDone, mapTicket } from '../tickets.ts';

/** `ticket.resolve`: goes to a status of the category Done, says how in a comment, and reads the issue back. */
export function resolveTicket(client: JiraClient): ResolveTicket {
  const { system } = client;
  return async ({ ticket, resolution }, call) => {
    const isFresh = client.opened.take(ticket.id) && !call.repeated;
    const isThere = isFresh && (await goTheLastWay(ticket, client, call));
    const over = isThere ? undefined : await goToDone(ticket, client, call);
    // Who resolved it has said how; an earlier try of ours perhaps did not come to it.
    if (over !== undefined && (!call.repeated || (await hasComment(ticket, client, call))))
      return mapTicket(over, client);
    const after = mapTicket(await say({ ticket, resolution }, client, call), client);
    if (after.status === 'resolved') return after;
    throw new ConflictError({
      system,
      summary: 'The ticket did not become resolved.',
      remedy: 'Look for an automation or a post function that takes it back.',
    });
  };
}

/**
 * The transition that resolved a ticket last, without a look before, for one that was just opened and so stands where the last
 * one stood; whether Jira took it.
 */
async function goTheLastWay({ id }: TicketReference, { api, lastWay }: JiraClient, call: Call): Promise<boolean> {
  const { current: way } = lastWay;
  if (way === undefined) return false;
  try {
    await api.transition(id, way.transition, way.fields, call);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

/** Answers the issue where it was done before. */
async function goToDone(ticket: TicketReference, client: JiraClient, call: Call): Promise<Issue | undefined> {
  const { api, config, system, lastWay } = client;
  const before = await api.readIssue(ticket.id, call);
  if (isDone(before.fields.status)) return before;
  const name = config.statuses.resolved;
  const transition = chooseTransition(before.transitions, { name, done: true });
  if (transition === undefined) {
    throw new ConflictError({
      system,
      summary: `No transition leads from ${before.fields.status.name} to ${name ?? 'a status of the category Done'}.`,
      remedy: 'Add one to the workflow that the integration’s account may take, or correct statuses.resolved.',
    });
  }
  const fields = await screenFields(ticket, transition, client, call);
  await api.transition(ticket.id, transition.id, fields, call);
  lastWay.current = { transition: transition.id, fields };
  return undefined;
}

/** Writes the comment, and answers the issue as it is afterwards. */
async function say(
  { ticket, resolution }: Parameters<ResolveTicket>[0],
  client: JiraClient,
  call: Call,
): Promise<Issue> {
  const { api, config } = client;
  // One request for both; it does not tell whether a comment is internal, which in a service project it must be.
  if (config.serviceDesk === undefined && !call.repeated) {
    const body = commentBody(resolution, client, call);
    try {
      return await api.edit(ticket.id, { fields: {}, update: { comment: [{ add: { body } }] } }, call);
    } catch (error) {
      // A workflow may forbid to edit what is done: commenting on it is another right.
      if (!isRefusal(error)) throw error;
    }
  }
  await commentOnce(ticket, resolution, client, call);
  return api.readIssue(ticket.id, call);
}

/** Refused as it is, so that nothing was changed. */
function isRefusal(error: unknown): boolean {
  if (!ConnectorError.isInstance(error)) return false;
  return ['conflict', 'configuration-invalid', 'permission-denied'].includes(error.code);
}

const named = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
    ? value.name
    : undefined;

/** The resolution, where the screen has one. */
async function screenFields(
  ticket: TicketReference,
  { id, hasScreen }: Transition,
  { api, config, system }: JiraClient,
  call: Call,
): Promise<Fields> {
  if (!hasScreen) return {};
  const { resolution } = await api.transitionFields(ticket.id, id, call);
  if (resolution === undefined) return {};
  const names = (resolution.allowedValues ?? []).map(named).filter((one) => one !== undefined);
  if (names.includes(config.resolution)) return { resolution: { name: config.resolution } };
  if (!resolution.required) return {};
  throw new ConfigurationInvalidError({
    system,
    summary: `The screen of the transition wants a resolution, and “${config.resolution}” is none of its own.`,
    remedy: `Set resolution to one of: ${names.join(', ')}.`,
  });
}
