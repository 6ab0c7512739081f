import { keyDigest } from '@access-account/connector-kit';
import {
  type Call,
  type Desk,
  ResponseInvalidError,
  type Ticket,
  type TicketReference,
} from '@access-account/contract';
import type { ServiceNowClient } from './servicenow-client.ts';
import { type Row, term } from './table-api.ts';

/** What is read of a ticket. */
export const ticketFields = ['sys_id', 'number', 'state', 'correlation_id', 'correlation_display'] as const;

/** States of an incident: Resolved, Closed, Canceled. */
const over: readonly string[] = ['6', '7', '8'];
export const resolved = '6';
/** In Progress: what is over is opened again for people. */
export const inProgress = '2';

/** `correlation_display` of our tickets: whose they are, and who took over. */
export function displayFor(desk: Desk | null): string {
  return desk === null ? 'Access Account' : `Access Account: ${desk}`;
}

/** `correlation_id`: whatever the key holds, it means nothing to a query. */
export function correlationOf(key: string): string {
  return `aa-${keyDigest(key)}`;
}

/** The mark in a work note by which the same effect finds it again. */
export function noteMark(idempotencyKey: string): string {
  return `[aa:${keyDigest(idempotencyKey).slice(0, 16)}]`;
}

/** Text for the journal, which shows what stands between its code tags as HTML. */
export function journalText(text: string): string {
  return text.replace(/\[(?=\/?code\])/gi, '[\u200b');
}

const isShown = (name: string) => name === 'work_notes' || name === 'close_notes';

export function mapTicket(row: Row, { config, system }: ServiceNowClient): Ticket {
  const { sys_id: id, number, state = '', correlation_display: display } = row;
  if (id === undefined || number === undefined) {
    throw new ResponseInvalidError({
      system,
      summary: 'A ticket came without its id or its number.',
      remedy: 'Let the integration’s user read sys_id and number.',
    });
  }
  const url = `${config.instanceUrl}/${config.table}.do?sys_id=${id}`;
  const isHandedOff = display === displayFor('service-desk') || display === displayFor('security');
  const status = over.includes(state) ? 'resolved' : isHandedOff ? 'handed-off' : 'open';
  return { reference: { id, number, url }, status };
}

/** The ticket as it is now. @throws NotFoundError */
export async function readTicket(ticket: TicketReference, client: ServiceNowClient, call: Call): Promise<Ticket> {
  const { config, tables } = client;
  return mapTicket(await tables.read({ table: config.table, id: ticket.id }, ticketFields, call), client);
}

/** Changes the ticket, and answers it as it is afterwards. @throws NotFoundError */
export async function changeTicket(
  ticket: TicketReference,
  values: Row,
  client: ServiceNowClient,
  call: Call,
): Promise<Ticket> {
  const { config, tables } = client;
  const shown = Object.entries(values).map(([name, value]) => [name, isShown(name) ? journalText(value) : value]);
  const row = { table: config.table, id: ticket.id };
  return mapTicket(await tables.change(row, Object.fromEntries(shown), ticketFields, call), client);
}

/** Whether the work note of this effect is there: journal fields read back empty, their lines lie in a table of their own. */
export async function hasNote(ticket: TicketReference, client: ServiceNowClient, call: Call): Promise<boolean> {
  const terms = [
    term('element_id', '=', ticket.id),
    'element=work_notes',
    term('value', 'LIKE', noteMark(call.idempotencyKey)),
  ];
  if (terms.includes(undefined)) return false;
  const table = 'sys_journal_field';
  const rows = await client.tables.list({ table, query: terms.join('^'), fields: ['sys_id'], limit: 1 }, call);
  return rows.length > 0;
}
