import { randomUUID } from 'node:crypto';
import { type Call, ConnectorError, type Logger, type TicketingOperations } from '@access-account/contract';
import type { DeskAnswered } from '@access-account/policies';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import type { Replica } from '../replica.ts';
import type { Database } from '../storage/database.ts';
import { holdWatch, releaseLeases } from './lease.ts';

export interface DeskAnswersOptions {
  readonly database: Database;
  readonly registry: ConnectorRegistry;
  readonly logger: Logger;
  /** Who holds the lease. */
  readonly replica: Pick<Replica, 'id'>;
  /** The ticketing connector's name. */
  readonly tickets: string;
  /** Aborted when the product says goodbye: a look changes nothing and can be cut off. */
  readonly goodbye: AbortSignal;
  /** Lets the person hear of it: once, however often it comes by this id. */
  readonly answered: (person: string, id: string, event: DeskAnswered) => Promise<void>;
}

interface WaitingTicket {
  readonly key: string;
  readonly person_id: string;
  readonly number: string;
  readonly subject: string;
  readonly changed_at: Date;
}

type Found = 'resolved' | 'waiting' | 'no-answer';

const watch = 'desk-answers';
/** Milliseconds the lease lasts from one round to the next. */
const life = 120_000;
/** Tickets of a round: a desk with thousands of them is asked at its pace, and never in a rush. */
const atATime = 20;

/**
 * Looks at what was handed off to another desk, so that whoever waits hears when it was dealt with there. The longer
 * somebody has waited, the less often it is looked: after a twentieth of that time again, from five minutes to six hours.
 */
export class DeskAnswers {
  readonly #options: DeskAnswersOptions;

  constructor(options: DeskAnswersOptions) {
    this.#options = options;
  }

  /** Looks at those whose time has come. Answers how many were resolved; undefined: it is somebody else's. */
  async round(): Promise<number | undefined> {
    const { database, registry, replica, tickets, goodbye, answered } = this.#options;
    const find = registry.ready('ticketing', tickets)?.operations['ticket.find'];
    if (find === undefined || goodbye.aborted) return undefined;
    if ((await holdWatch({ name: watch, replica: replica.id, life }, database)) === undefined) return undefined;
    let resolved = 0;
    for (const ticket of await database.rows<WaitingTicket>(due, [tickets, atATime])) {
      const { key, person_id, number, subject, changed_at } = ticket;
      const found = await this.#look(ticket, find);
      // One that is never answered stands in nobody's way.
      if (found !== 'resolved') await database.run(lookLater, [key]);
      // The rest waits for the next round.
      if (found === 'no-answer') break;
      if (found === 'waiting') continue;
      const event = { type: 'desk-answered', key, number, subject, resolution: null } as const;
      await answered(person_id, `${key}@${changed_at.toISOString()}`, event);
      resolved += 1;
    }
    return resolved;
  }

  async stop(): Promise<void> {
    await releaseLeases(this.#options.replica.id, this.#options.database);
  }

  async #look({ key, number }: WaitingTicket, find: TicketingOperations['ticket.find']): Promise<Found> {
    try {
      const found = await find({ key }, this.#call());
      return found?.status === 'resolved' ? 'resolved' : 'waiting';
    } catch (error) {
      if (!ConnectorError.isInstance(error)) throw error;
      this.#options.logger.warn('a ticket could not be looked at', { number, code: error.code });
      return error.isRetryable ? 'no-answer' : 'waiting';
    }
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

/**
 * Nothing of ours is on its way to that desk: what it says now is what people did there. Nobody waits for two months. What
 * the owner of an account reported is settled in our own console alone, after a fresh sign-in: at another desk it may be
 * closed by whoever is suspected, and with that the care for the account would end.
 */
const due = `select desk.key, desk.person_id, ticket.number, desk.subject, desk.changed_at
  from desk_ticket desk join ticket on ticket.key = desk.key
  where desk.status = 'handed-off' and desk.look_at <= (select clock_timestamp()) and ticket.connector = $1
    and ticket.status = 'handed-off' and desk.changed_at > clock_timestamp() - interval '60 days'
    and not exists (
      select from help_case reported join effect handed
        on handed.person_id = reported.person_id and handed.case_id = reported.id
      where reported.person_id = desk.person_id and handed.lane = 'ticket' and handed.body ->> 'key' = desk.key
        and (reported.outcome = 'reported' or reported.policy = 'security-notice'))
    and not exists (
      select from effect where effect.person_id = desk.person_id and effect.lane = 'ticket'
        and effect.body ->> 'key' = desk.key and effect.status in ('intent', 'parked'))
  order by desk.look_at limit $2`;

const lookLater = `update desk_ticket set look_at = clock_timestamp()
    + least(interval '6 hours', greatest(interval '5 minutes', (clock_timestamp() - changed_at) / 20))
  where key = $1`;
