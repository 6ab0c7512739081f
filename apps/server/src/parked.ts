import { inDetail, inWords, type Operator } from './access/operator.ts';
import type { AuditLog } from './audit/audit-log.ts';
import type { Metrics } from './metrics.ts';
import type { Database } from './storage/database.ts';

/** An effect that was put aside: our own code failed at it again and again, or it is a ticket that its desk did not take for days. */
export interface ParkedEffect {
  readonly id: string;
  readonly person: string;
  readonly case: string;
  /** What was to be done: `identity`, `say`, `ticket` … */
  readonly type: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Something that was to be done with a ticket, and was put aside. */
export interface ParkedTicket {
  /** The effect. */
  readonly id: string;
  readonly person: string;
  readonly case: string;
  readonly operation: string;
  /** One per access episode. */
  readonly key: string;
  /** As the desk calls it; null: it was never opened. */
  readonly number: string | null;
  readonly reason: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Which of what was put aside; everything, unless told otherwise. */
export interface ParkedChoice {
  readonly id?: string | undefined;
  readonly case?: string | undefined;
  /** `ticket` … */
  readonly type?: string | undefined;
}

export interface ParkedOptions {
  readonly database: Database;
  readonly audit: AuditLog;
  readonly metrics: Metrics;
}

/** Effects that wait for a human: nothing waits for them. */
export class Parked {
  readonly #options: ParkedOptions;
  #count = 0;
  #tickets = 0;

  constructor(options: ParkedOptions) {
    this.#options = options;
  }

  /** How many there were at the last look. */
  get count(): number {
    return this.#count;
  }

  /** How many of them are tickets. */
  get ticketCount(): number {
    return this.#tickets;
  }

  async look(): Promise<void> {
    const { database, metrics } = this.#options;
    const [row] = await database.rows<{ count: string; tickets: string }>(
      `select count(*), count(*) filter (where body ->> 'type' = 'ticket') as tickets from effect where status = 'parked'`,
    );
    this.#count = Number(row?.count ?? 0);
    this.#tickets = Number(row?.tickets ?? 0);
    metrics.effectsParked.set(this.#count);
    metrics.ticketsParked.set(this.#tickets);
  }

  /** The oldest first, at most 500. */
  async list(): Promise<readonly ParkedEffect[]> {
    const rows = await this.#options.database.rows<Omit<ParkedEffect, 'at'> & { readonly at: Date }>(
      `select effect.id, person.login as person, effect.case_id as case, effect.body ->> 'type' as type,
         coalesce(effect.outcome ->> 'reason', '') as reason, effect.finished_at as at
       from effect join person on person.id = effect.person_id
       where effect.status = 'parked' order by effect.finished_at limit 500`,
    );
    return rows.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() }));
  }

  /** Tickets that were put aside: those of a case together, in the order in which they will be replayed; at most 500. */
  async tickets(): Promise<readonly ParkedTicket[]> {
    const rows = await this.#options.database.rows<Omit<ParkedTicket, 'at'> & { readonly at: Date }>(
      `select effect.id, person.login as person, effect.case_id as case, effect.body ->> 'operation' as operation,
         effect.body ->> 'key' as key, ticket.number, coalesce(effect.outcome ->> 'reason', '') as reason,
         effect.finished_at as at
       from effect join person on person.id = effect.person_id
         left join ticket on ticket.key = effect.body ->> 'key'
       where effect.status = 'parked' and effect.body ->> 'type' = 'ticket'
       order by min(effect.finished_at) over (partition by effect.case_id), effect.case_id, effect.ordinal limit 500`,
    );
    return rows.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() }));
  }

  /** Lets them be tried again, those of a case in their order. Answers how many. */
  async retry({ id, case: helpCase, type }: ParkedChoice, by: Operator): Promise<number> {
    const { database, audit } = this.#options;
    const retried = await database.transaction(async (transaction) => {
      const effects = await transaction.rows<{ id: string; person_id: string; case_id: string; type: string }>(
        `update effect set status = 'intent', attempts = 0, not_before = clock_timestamp(), finished_at = null,
           retried_at = clock_timestamp()
         where status = 'parked' and ($1::uuid is null or id = $1::uuid) and ($2::uuid is null or case_id = $2::uuid)
           and ($3::text is null or body ->> 'type' = $3::text)
         returning id, person_id, case_id, body ->> 'type' as type`,
        [id ?? null, helpCase ?? null, type ?? null],
      );
      await audit.append(
        transaction,
        effects.map((effect) => ({
          kind: 'system',
          name: 'effect-retried',
          summary: `An effect that was put aside is tried again, by leave of ${inWords(by)}.`,
          person: effect.person_id,
          case: effect.case_id,
          detail: { effect: effect.id, type: effect.type, ...inDetail(by) },
        })),
      );
      return effects.length;
    });
    await this.look();
    return retried;
  }
}
