import {
  type Clock,
  ConflictError,
  type ConnectorStore,
  NotFoundError,
  type OpenTicketInput,
  type StoredValue,
} from '@access-account/contract';
import type { HistoryEntry, TicketRecord } from './ticket-record.ts';

export interface LocalClientOptions {
  readonly displayName: string;
  readonly store: ConnectorStore;
  readonly clock: Clock;
}

export interface OpenOptions extends OpenTicketInput {
  readonly idempotencyKey: string;
}

export interface ChangeOptions {
  readonly number: string;
  /** What is new in the history, and with it in the ticket; called again when somebody else was faster. */
  readonly entry: Pick<HistoryEntry, 'kind' | 'text' | 'idempotencyKey'>;
  readonly change: (ticket: TicketRecord) => TicketRecord;
}

/** The ticket opened last. It is written down here first, so that a crash on the way to its own place loses neither it nor its number. */
type LastOpened = { readonly count: number; readonly ticket: TicketRecord };

/** A change that lost this many races has met something other than other changes. */
const maximumRaces = 100;
const numbers = /^AA-\d{6,}$/;
const lastOpenedKey = 'last-opened';

/** The desk. In the store: `ticket/<number>`, `key/<key>` → number, and `last-opened`, through which every new ticket goes. */
export class LocalClient {
  readonly displayName: string;
  readonly #store: ConnectorStore;
  readonly #clock: Clock;

  constructor({ displayName, store, clock }: LocalClientOptions) {
    this.displayName = displayName;
    this.#store = store;
    this.#clock = clock;
  }

  async ticketByKey(key: string): Promise<TicketRecord | undefined> {
    await this.#settle(await this.#store.get(lastOpenedKey));
    return this.#settledByKey(key);
  }

  async #settledByKey(key: string): Promise<TicketRecord | undefined> {
    const number = (await this.#store.get(`key/${key}`))?.value;
    return typeof number === 'string' ? ticketOf(await this.#store.get(`ticket/${number}`)) : undefined;
  }

  /** @throws NotFoundError */
  async ticketByNumber(number: string): Promise<TicketRecord> {
    return (await this.#storedTicket(number)).ticket;
  }

  async #storedTicket(number: string) {
    const stored = numbers.test(number) ? await this.#store.get(`ticket/${number}`) : undefined;
    const ticket = ticketOf(stored);
    if (stored !== undefined && ticket !== undefined) return { ticket, version: stored.version };
    throw new NotFoundError({
      system: this.displayName,
      summary: 'There is no ticket with this number.',
      remedy: 'Open a new ticket.',
    });
  }

  /** The ticket of this key, opened where there is none. Numbers have no gaps, and none is given twice. */
  async open({ key, idempotencyKey, ...content }: OpenOptions): Promise<TicketRecord> {
    for (let race = 0; race < maximumRaces; race += 1) {
      const stored = await this.#store.get(lastOpenedKey);
      await this.#settle(stored);
      const existing = await this.#settledByKey(key);
      if (existing !== undefined) return existing;
      const count = (lastOpenedOf(stored)?.count ?? 0) + 1;
      const opened = { at: this.#now(), kind: 'opened', text: content.description, idempotencyKey } as const;
      const { displayName, login, email } = content.requester;
      const ticket: TicketRecord = {
        number: `AA-${String(count).padStart(6, '0')}`,
        key,
        requester: { displayName, login, email },
        subject: content.subject,
        description: content.description,
        status: 'open',
        desk: null,
        history: [opened],
      };
      // It is written only if nothing was opened since the look above, so no other ticket has this key or this number.
      const isOurs = await this.#store.compareAndSet(lastOpenedKey, stored?.version ?? 0, { count, ticket });
      if (isOurs) await this.#settle(await this.#store.get(lastOpenedKey));
    }
    throw this.#tooManyRaces();
  }

  /** Puts the ticket opened last in its own place. Whoever comes by may do it; it happens once. */
  async #settle(stored: StoredValue | undefined): Promise<void> {
    const last = lastOpenedOf(stored);
    if (last === undefined || (await this.#store.get(`key/${last.ticket.key}`)) !== undefined) return;
    await this.#store.compareAndSet(`ticket/${last.ticket.number}`, 0, last.ticket);
    await this.#store.compareAndSet(`key/${last.ticket.key}`, 0, last.ticket.number);
  }

  /** Changes a ticket and adds the line to its history; the same effect again changes nothing. @throws NotFoundError */
  async change({ number, entry, change }: ChangeOptions): Promise<TicketRecord> {
    for (let race = 0; race < maximumRaces; race += 1) {
      const { ticket, version } = await this.#storedTicket(number);
      const isRepeat = ticket.history.some(
        ({ kind, idempotencyKey }) => kind === entry.kind && idempotencyKey === entry.idempotencyKey,
      );
      const changed = isRepeat ? ticket : change(ticket);
      if (changed === ticket) return ticket;
      const history = [...ticket.history, { at: this.#now(), ...entry }];
      await this.#store.compareAndSet(`ticket/${number}`, version, { ...changed, history });
    }
    throw this.#tooManyRaces();
  }

  #now(): string {
    return this.#clock.now().toISOString();
  }

  #tooManyRaces(): ConflictError {
    return new ConflictError({
      system: this.displayName,
      summary: 'The ticket is being changed from too many places at once.',
      remedy: 'Try again in a moment.',
    });
  }
}

function ticketOf(stored: StoredValue | undefined): TicketRecord | undefined {
  return stored?.value as TicketRecord | undefined;
}

function lastOpenedOf(stored: StoredValue | undefined): LastOpened | undefined {
  return stored?.value as LastOpened | undefined;
}
