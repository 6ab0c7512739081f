import { randomUUID } from 'node:crypto';
import {
  type Call,
  ConnectorError,
  type Logger,
  type Ticket,
  type TicketingOperations,
} from '@access-account/contract';
import type { AuditLog } from '../audit/audit-log.ts';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import type { Replica } from '../replica.ts';
import type { CloseDouble } from '../road/help-case.ts';
import { lockPeople } from '../road/lock-people.ts';
import type { Database } from '../storage/database.ts';
import { derivedUuid } from '../storage/derived-uuid.ts';
import { toJson } from '../storage/to-json.ts';
import { holdWatch, releaseLeases } from './lease.ts';

export interface DoubleSweepOptions {
  readonly database: Database;
  readonly registry: ConnectorRegistry;
  readonly audit: AuditLog;
  readonly logger: Logger;
  /** Who holds the lease. */
  readonly replica: Pick<Replica, 'id'>;
  /** The ticketing connector's name. */
  readonly tickets: string;
  /** Aborted when the product says goodbye: a look changes nothing and can be cut off. */
  readonly goodbye: AbortSignal;
}

interface DoubtfulTicket {
  readonly key: string;
  readonly person_id: string;
  readonly case_id: string;
  readonly ticket_id: string;
  readonly number: string;
  /** As text: a cursor keeps the microseconds. */
  readonly opened_at: string;
}

const watch = 'ticket-doubles';
/** Milliseconds the lease lasts from one page to the next. */
const life = 120_000;
const page = 10;

/**
 * Once a day, by one server: looks for tickets of one key beside the one that counts, and has them closed. Nobody promises
 * that a search sees what was opened a while ago, so that waiting for it is a bound and not a proof. Only tickets are looked
 * at whose opening was not plain sailing: where nothing failed there are no doubles, and the provider is asked nothing.
 */
export class DoubleSweep {
  readonly #options: DoubleSweepOptions;

  constructor(options: DoubleSweepOptions) {
    this.#options = options;
  }

  /** Goes on with the sweep that is due. Answers how many doubles it found that were not known; undefined: none is due, or it is somebody else's. */
  async round(): Promise<number | undefined> {
    const { database, registry, tickets, goodbye } = this.#options;
    const replica = this.#options.replica.id;
    const find = registry.ready('ticketing', tickets)?.operations['ticket.find'];
    if (find === undefined || goodbye.aborted) return undefined;
    if ((await database.rows(notDue, [watch])).length > 0) return undefined;
    let found = 0;
    for (;;) {
      const held = await holdWatch({ name: watch, replica, life }, database);
      if (held === undefined) return undefined;
      const after = (held.cursor ?? ['-infinity', '']) as readonly [string, string];
      const lag = registry.searchLag(tickets);
      const doubtful = await database.rows<DoubtfulTicket>(nextPage, [tickets, lag, ...after, page]);
      for (const ticket of doubtful) {
        const more = await this.#look(ticket, find);
        // The desk does not answer: the next round goes on from here.
        if (more === undefined) return found;
        found += more;
        await database.run('update watch set cursor = $2 where name = $1 and lease_by = $3', [
          watch,
          toJson([ticket.opened_at, ticket.key]),
          replica,
        ]);
      }
      if (doubtful.length === page) continue;
      await database.run(
        'update watch set cursor = null, polled_at = clock_timestamp() where name = $1 and lease_by = $2',
        [watch, replica],
      );
      return found;
    }
  }

  async stop(): Promise<void> {
    await releaseLeases(this.#options.replica.id, this.#options.database);
  }

  async #look(ticket: DoubtfulTicket, find: TicketingOperations['ticket.find']): Promise<number | undefined> {
    const { logger } = this.#options;
    let found: Awaited<ReturnType<typeof find>>;
    try {
      found = await find({ key: ticket.key }, this.#call());
    } catch (error) {
      if (!ConnectorError.isInstance(error)) throw error;
      logger.warn('doubles of a ticket could not be looked for', { number: ticket.number, code: error.code });
      return error.isRetryable ? undefined : 0;
    }
    if (found === undefined) return 0;
    const { others = [], ...oldest } = found;
    // The one whose number the person was told counts, whichever is older.
    const doubles = [oldest, ...others].filter(
      ({ reference, status }) => reference.id !== ticket.ticket_id && status !== 'resolved',
    );
    const recorded = await Promise.all(doubles.map((double) => this.#record(ticket, double)));
    return recorded.filter(Boolean).length;
  }

  /** Records that a double is to be closed, once for good; whether that is news. */
  async #record(ticket: DoubtfulTicket, { reference }: Ticket): Promise<boolean> {
    const { database, audit, tickets } = this.#options;
    const { person_id, case_id, key, number } = ticket;
    const effect: CloseDouble = { type: 'ticket', operation: 'ticket.close-double', key, double: reference };
    const id = derivedUuid('ticket.close-double', tickets, reference.id);
    return database.transaction(async (transaction) => {
      // A click of theirs in this moment would be decided of a case that is not as it was read.
      await lockPeople([person_id], transaction);
      const recorded = await transaction.run(recordEffect, [person_id, case_id, id, toJson(effect)]);
      if (recorded === 0) return false;
      await audit.append(transaction, [
        {
          kind: 'ticket',
          name: 'ticket-double-found',
          summary: `${reference.number} was opened a second time for what ${number} is about.`,
          person: person_id,
          case: case_id,
          detail: { number: reference.number, first: number, key, effect: id },
        },
      ]);
      return true;
    });
  }

  #call(): Call {
    const { logger, goodbye } = this.#options;
    return {
      signal: goodbye,
      idempotencyKey: randomUUID(),
      repeated: false,
      actor: { kind: 'schedule' },
      logger,
    };
  }
}

/** A sweep ended less than a day ago. One that did not come to its end goes on. */
const notDue = `select 1 from watch where name = $1 and cursor is null and polled_at > clock_timestamp() - interval '1 day'`;

/** Of the last three days, so that a double that the search was late to show is met by one of three sweeps. */
const nextPage = `select key, person_id, case_id, ticket_id, number, opened_at::text as opened_at from ticket
  where doubtful and connector = $1 and opened_at > clock_timestamp() - interval '3 days'
    and opened_at <= clock_timestamp() - make_interval(secs => $2::float8 / 1000)
    and (opened_at, key) > ($3::timestamptz, $4)
  order by opened_at, key limit $5::int`;

/** The case is written to: whoever holds it looks again before letting it go. */
const recordEffect = `with written as (
    update help_case set version = version + 1, next_ordinal = next_ordinal + 1
    where person_id = $1::uuid and id = $2::uuid
      and not exists (select from effect where person_id = $1::uuid and effect.id = $3::uuid)
    returning next_ordinal - 1 as ordinal
  ) insert into effect (person_id, id, case_id, ordinal, lane, body)
    select $1::uuid, $3::uuid, $2::uuid, ordinal, 'ticket', $4::jsonb from written
    on conflict do nothing`;
