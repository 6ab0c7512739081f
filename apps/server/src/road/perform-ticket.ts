import {
  ConnectorError,
  type Desk,
  OperationUnsupportedError,
  type TicketFeature,
  type TicketReference,
  type TicketStatus,
  UnavailableError,
} from '@access-account/contract';
import type { PolicyId, TicketEffect } from '@access-account/policies';
import type { ConnectorRegistry, ReadyConnector } from '../registry/connector-registry.ts';
import { isUnasked } from '../registry/put-off-error.ts';
import type { Database } from '../storage/database.ts';
import { Lookup } from '../storage/lookup.ts';
import type { DueEffect } from './due-effect.ts';
import type { CloseDouble, RecordedTicket } from './help-case.ts';
import type { Outcome, TicketChange } from './outcome.ts';
import { type PersonDetails, peopleLookup } from './people-lookup.ts';
import { backoff, type PerformContext, waitAfter } from './perform.ts';
import { ticketFeature } from './ticket-feature.ts';

export interface PerformTicketOptions {
  readonly registry: ConnectorRegistry;
  readonly database: Database;
  /** The ticketing connector's name. */
  readonly tickets: string;
  /** The only origin that links are built from. */
  readonly publicUrl: () => string;
}

/** Milliseconds after which a ticket effect is put aside for people: a dead letter, which they can replay. */
const patience = 7 * 24 * 60 * 60_000;

/** Station 7, tickets: one ticket per key, its history in order. The person never waits for it. */
export class PerformTicket {
  readonly #options: PerformTicketOptions;
  /** By person. */
  readonly #people: Lookup<string, PersonDetails | undefined>;
  /** By key. */
  readonly #tickets: Lookup<string, KnownTicket>;

  constructor(options: PerformTicketOptions) {
    this.#options = options;
    this.#people = peopleLookup(options.database);
    this.#tickets = new Lookup((keys) => ticketsOf(keys, options.database));
  }

  async perform(due: DueEffect, effect: RecordedTicket, given: PerformContext): Promise<Outcome> {
    let isOpening = false;
    const context = {
      ...given,
      begin: async () => {
        await given.begin();
        isOpening = effect.operation === 'ticket.open';
      },
    };
    try {
      const desk = this.#options.registry.ready('ticketing', this.#options.tickets);
      if (desk === undefined) {
        throw new UnavailableError({
          system: this.#options.tickets,
          summary: 'is not connected.',
          remedy: 'See /readyz or `access-account doctor` for the reason.',
        });
      }
      switch (effect.operation) {
        case 'ticket.open':
          return await this.#open(due, effect, desk, context);
        case 'ticket.close-double':
          return await this.#closeDouble(effect, desk, context);
        case 'ticket.resolve':
          if (effect.byDesk === true && (await this.#isOwed(due, effect.key))) {
            const after = backoff({ attempts: due.attempts, longest: 60_000, random: 1 });
            return { status: 'later', after, error: null, event: null };
          }
          return await this.#change(effect, desk, context);
        default:
          return await this.#change(effect, desk, context);
      }
    } catch (error) {
      if (!ConnectorError.isInstance(error)) throw error;
      if (due.recordedAgo > patience || error.code === 'operation-unsupported')
        return { status: 'parked', error, event: null };
      return {
        status: 'later',
        after: waitAfter(error, { attempts: due.attempts, longest: 60_000 }),
        error,
        event: null,
        // The first try was not asked, or refused: nothing was changed, and there is nothing that would have to be looked for.
        isUntried: !given.call.repeated && (isUnasked(error) || (isOpening && error.code === 'rate-limited')),
      };
    }
  }

  async #open(
    due: DueEffect,
    effect: Extract<TicketEffect, { operation: 'ticket.open' }>,
    desk: ReadyConnector<'ticketing'>,
    { call, begin }: PerformContext,
  ): Promise<Outcome> {
    const person = await this.#people.of(due.person);
    const requester = {
      displayName: person?.displayName ?? '',
      login: person?.login ?? '',
      email: person?.email ?? null,
    };
    const { reference: known, feature } = await this.#tickets.of(effect.key);
    if (known !== undefined)
      return opened(known, { effect, desk, what: 'is the ticket of this, too', doubtful: false });
    // A try that was begun may have opened it: look for the key before opening again, once a search would show it.
    const wait = due.attemptedAgo === null ? 0 : this.#options.registry.searchLag(desk.name) - due.attemptedAgo;
    if (wait > 0) return { status: 'later', after: Math.ceil(wait), error: null, event: null };
    const found = call.repeated ? await desk.operations['ticket.find']?.({ key: effect.key }, call) : undefined;
    await begin();
    const { key, subject } = effect;
    // It says nothing of the case, and leads nobody anywhere who may not use the console.
    const link = `${this.#options.publicUrl()}/console/tickets?case=${due.case}`;
    const description = `${effect.description}\n\nCase: ${link}`;
    const about = { key, requester, subject, description, ...(feature === undefined ? {} : { feature }) };
    const reference = found?.reference ?? (await desk.operations['ticket.open'](about, call));
    const doubtful = call.repeated && !this.#options.registry.opensOnce(desk.name);
    return opened(reference, { effect, desk, what: 'was opened', doubtful });
  }

  async #closeDouble(
    { key, double }: CloseDouble,
    desk: ReadyConnector<'ticketing'>,
    { call, begin }: PerformContext,
  ): Promise<Outcome> {
    const { reference: ticket } = await this.#ticketOf(key, desk);
    await begin();
    const resolution = `This is a double of ${ticket.number}, which goes on: an answer was lost when it was opened.`;
    const { status } = await desk.operations['ticket.resolve']({ ticket: double, resolution }, call);
    const { number } = double;
    return {
      status: 'done',
      event: null,
      result: { number },
      audit: {
        kind: 'ticket',
        name: 'ticket-double-closed',
        summary: `${number}, a double of ${ticket.number}, is ${status}.`,
        detail: { number, first: ticket.number, key, status },
      },
    };
  }

  async #ticketOf(key: string, { displayName }: ReadyConnector<'ticketing'>): Promise<FiledTicket> {
    const { reference, feature } = await this.#tickets.of(key);
    if (reference !== undefined) return { reference, feature };
    throw new OperationUnsupportedError({
      system: displayName,
      summary: 'there is no ticket of this key to work on.',
      remedy: 'Look in the audit for why it was not opened.',
    });
  }

  /** Whether another case still has something to do to this ticket: a hand-off after the desk's own word would open it again. */
  async #isOwed({ person, case: helpCase }: DueEffect, key: string): Promise<boolean> {
    const rows = await this.#options.database.rows(
      `select from effect where person_id = $1 and lane = 'ticket' and body ->> 'key' = $2 and status in ('intent', 'parked')
         and case_id <> $3 and body ->> 'byDesk' is null limit 1`,
      [person, key, helpCase],
    );
    return rows.length > 0;
  }

  async #change(
    effect: Exclude<TicketEffect, { operation: 'ticket.open' }>,
    desk: ReadyConnector<'ticketing'>,
    { call, begin }: PerformContext,
  ): Promise<Outcome> {
    const known = await this.#ticketOf(effect.key, desk);
    const { reference: ticket } = known;
    await begin();
    const { status, summary } = await carryOut(effect, known, desk, call);
    return {
      status: 'done',
      event: null,
      result: { number: ticket.number },
      ...(status === null ? {} : { ticket: { key: effect.key, status } satisfies TicketChange }),
      audit: {
        kind: 'ticket',
        name: `ticket-${effect.operation.slice('ticket.'.length)}`,
        summary,
        detail: { number: ticket.number, key: effect.key, status },
      },
    };
  }
}

/** What is recorded of a ticket. */
interface KnownTicket {
  /** undefined: it is filed nowhere yet. */
  readonly reference: TicketReference | undefined;
  readonly feature: TicketFeature | undefined;
}

interface FiledTicket extends KnownTicket {
  readonly reference: TicketReference;
}

interface TicketRow {
  readonly key: string;
  readonly ticket_id: string | null;
  readonly number: string | null;
  readonly url: string | null;
  readonly feature: PolicyId | null;
}

interface Opened {
  readonly effect: Extract<TicketEffect, { operation: 'ticket.open' }>;
  readonly desk: ReadyConnector<'ticketing'>;
  readonly what: string;
  readonly doubtful: boolean;
}

function opened(
  { id, number, url }: TicketReference,
  { effect: { key, subject }, desk, what, doubtful }: Opened,
): Outcome {
  return {
    status: 'done',
    event: { type: 'ticket-opened', key, number },
    result: { number },
    ticket: { key, connector: desk.name, subject, id, number, url, doubtful },
    audit: {
      kind: 'ticket',
      name: 'ticket-opened',
      summary: `${number} ${what} in ${desk.displayName}: ${subject}.`,
      detail: { number, key },
    },
  };
}

async function ticketsOf(keys: readonly string[], database: Database): Promise<readonly KnownTicket[]> {
  const rows = await database.rows<TicketRow>(
    `select wanted.key, ticket.ticket_id, ticket.number, ticket.url, desk.feature from unnest($1::text[]) as wanted (key)
     left join ticket on ticket.key = wanted.key left join desk_ticket desk on desk.key = wanted.key`,
    [keys],
  );
  const byKey = new Map(
    rows.map(({ key, ticket_id: id, number, url, feature: policy }): [string, KnownTicket] => {
      const feature = policy === null ? undefined : ticketFeature[policy];
      return [key, { reference: id === null || number === null ? undefined : { id, number, url }, feature }];
    }),
  );
  return keys.map((key) => byKey.get(key) ?? { reference: undefined, feature: undefined });
}

async function carryOut(
  effect: Exclude<TicketEffect, { operation: 'ticket.open' }>,
  { reference: ticket, feature }: FiledTicket,
  { operations, displayName }: ReadyConnector<'ticketing'>,
  call: PerformContext['call'],
): Promise<{ readonly status: TicketStatus | null; readonly summary: string }> {
  switch (effect.operation) {
    case 'ticket.note':
      await operations['ticket.note']?.({ ticket, text: effect.text }, call);
      return { status: null, summary: `Noted in ${ticket.number}: ${effect.text}` };
    case 'ticket.resolve': {
      const { status } = await operations['ticket.resolve']({ ticket, resolution: effect.resolution }, call);
      return { status, summary: `${ticket.number} is ${status}: ${effect.resolution}` };
    }
    case 'ticket.hand-off': {
      const handOff = operations['ticket.hand-off'];
      // A desk without queues: the ticket stays open, and that is what people work on.
      if (handOff === undefined)
        return { status: 'open', summary: `${ticket.number} stays open for people: ${effect.reason}` };
      const about = feature === undefined ? {} : { feature };
      const { status } = await handOff({ ticket, to: effect.to, reason: effect.reason, ...about }, call);
      return { status, summary: `${ticket.number} is with ${deskName(effect.to)} in ${displayName}: ${effect.reason}` };
    }
  }
}

function deskName(desk: Desk): string {
  return desk === 'security' ? 'the security team' : 'the service desk';
}
