import type { AuditLog } from './audit/audit-log.ts';
import type { Metrics } from './metrics.ts';
import type { Database } from './storage/database.ts';

/** An effect that our own code failed at until it was put aside. */
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

export interface ParkedOptions {
  readonly database: Database;
  readonly audit: AuditLog;
  readonly metrics: Metrics;
}

/** Effects that wait for a human: nothing waits for them. */
export class Parked {
  readonly #options: ParkedOptions;
  #count = 0;

  constructor(options: ParkedOptions) {
    this.#options = options;
  }

  /** How many there were at the last look. */
  get count(): number {
    return this.#count;
  }

  async look(): Promise<void> {
    const { database, metrics } = this.#options;
    const [row] = await database.rows<{ count: string }>("select count(*) from effect where status = 'parked'");
    this.#count = Number(row?.count ?? 0);
    metrics.effectsParked.set(this.#count);
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

  /** Lets one be tried again, or all of them (null). Answers how many. */
  async retry(id: string | null): Promise<number> {
    const { database, audit } = this.#options;
    const retried = await database.transaction(async (transaction) => {
      const effects = await transaction.rows<{ id: string; person_id: string; case_id: string; type: string }>(
        `update effect set status = 'intent', attempts = 0, not_before = clock_timestamp(), finished_at = null
         where status = 'parked' and ($1::uuid is null or id = $1::uuid)
         returning id, person_id, case_id, body ->> 'type' as type`,
        [id],
      );
      await audit.append(
        transaction,
        effects.map((effect) => ({
          kind: 'system',
          name: 'effect-retried',
          summary: 'An operator lets an effect be tried again that was put aside.',
          person: effect.person_id,
          case: effect.case_id,
          detail: { effect: effect.id, type: effect.type },
        })),
      );
      return effects.length;
    });
    await this.look();
    return retried;
  }
}
