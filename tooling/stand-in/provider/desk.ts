import type { Requester, TicketStatus } from '@access-account/contract';
import type { Directory } from './directory.ts';
import type { Ledger } from './ledger.ts';

export interface DeskTicket {
  readonly id: string;
  readonly number: string;
  readonly key: string;
  readonly requester: Requester;
  readonly subject: string;
  readonly description: string;
  readonly status: TicketStatus;
  readonly desk: string | null;
  /** Notes, reasons and resolutions, oldest first. */
  readonly texts: readonly string[];
}

export type TicketChange = Partial<Pick<DeskTicket, 'status' | 'desk'>> & { readonly text: string };

/**
 * A desk as most are: it opens whatever it is asked to open. Who must not open twice has to look first.
 * Changes of a ticket come once per idempotency key.
 */
export class Desk {
  readonly #ledger: Ledger;
  readonly #directory: Directory;
  readonly #tickets = new Map<string, DeskTicket>();
  readonly #idsByKey = new Map<string, string[]>();
  readonly #idsByLogin = new Map<string, string[]>();
  readonly #done = new Set<string>();

  constructor(ledger: Ledger, directory: Directory) {
    this.#ledger = ledger;
    this.#directory = directory;
  }

  ticket(id: string): DeskTicket | undefined {
    return this.#tickets.get(id);
  }

  byKey(key: string): readonly DeskTicket[] {
    return (this.#idsByKey.get(key) ?? []).flatMap((id) => this.#tickets.get(id) ?? []);
  }

  /** In the order they were opened. */
  byLogin(login: string): readonly DeskTicket[] {
    return (this.#idsByLogin.get(login) ?? []).flatMap((id) => this.#tickets.get(id) ?? []);
  }

  open(asked: Pick<DeskTicket, 'key' | 'requester' | 'subject' | 'description'>, idempotencyKey: string): DeskTicket {
    const { key, requester, subject, description } = asked;
    const number = this.#tickets.size + 1;
    const id = `ticket-${number}`;
    const ticket: DeskTicket = {
      id,
      number: `DESK-${String(number).padStart(5, '0')}`,
      key,
      requester,
      subject,
      description,
      status: 'open',
      desk: null,
      texts: [],
    };
    this.#tickets.set(id, ticket);
    this.#idsByKey.set(key, [...(this.#idsByKey.get(key) ?? []), id]);
    this.#idsByLogin.set(requester.login, [...(this.#idsByLogin.get(requester.login) ?? []), id]);
    this.#record('ticket.open', { ticket, idempotencyKey, changed: true, body: asked });
    return ticket;
  }

  change({
    operation,
    ticket,
    change,
    idempotencyKey,
  }: {
    readonly operation: string;
    readonly ticket: DeskTicket;
    readonly change: TicketChange;
    readonly idempotencyKey: string;
  }): DeskTicket {
    const effect = `${ticket.id} ${operation} ${idempotencyKey}`;
    const changed = !this.#done.has(effect);
    this.#done.add(effect);
    this.#record(operation, { ticket, idempotencyKey, changed, body: change });
    if (!changed) return this.#tickets.get(ticket.id) ?? ticket;
    const { text, ...fields } = change;
    const next = { ...ticket, ...fields, texts: [...ticket.texts, text] };
    this.#tickets.set(ticket.id, next);
    return next;
  }

  #record(
    operation: string,
    { ticket, ...rest }: { ticket: DeskTicket; idempotencyKey: string; changed: boolean; body: unknown },
  ): void {
    const { login } = ticket.requester;
    const person = this.#directory.byLogin(login);
    const locked = person !== undefined && this.#directory.lockOf(person) !== null;
    this.#ledger.write({ system: 'desk', operation, login, locked, ...rest });
  }
}
