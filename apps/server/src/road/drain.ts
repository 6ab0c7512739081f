import type { Database, Transaction } from '../storage/database.ts';
import type { RecordedEffect } from './help-case.ts';

/** An effect that is to be performed now. */
export interface DueEffect {
  readonly id: string;
  readonly person: string;
  readonly case: string;
  readonly lane: string;
  readonly effect: RecordedEffect;
  /** Tries so far. */
  readonly attempts: number;
  /** When a try that may have changed something was begun; null: never. */
  readonly attemptedAt: Date | null;
  readonly createdAt: Date;
}

export interface DrainOptions {
  readonly database: Database;
  /** This process: the holder of its leases. */
  readonly replica: string;
  /** Aborted when nothing new is to be begun. */
  readonly goodbye: AbortSignal;
  /** Performs one effect and records its outcome; an error leaves the effect as it is. */
  readonly perform: (effect: DueEffect) => Promise<void>;
}

const leaseSeconds = 15;

interface EffectRow {
  readonly id: string;
  readonly lane: string;
  readonly body: RecordedEffect;
  readonly attempts: number;
  readonly attempted_at: Date | null;
  readonly created_at: Date;
  readonly due: boolean;
}

/**
 * Performs what a case has due: every lane in order, the lanes side by side, one process at a time by a lease.
 * Wake-up calls may come twice, late or in any order; this is where the order is kept.
 */
export class Drain {
  readonly #options: DrainOptions;

  constructor(options: DrainOptions) {
    this.#options = options;
  }

  async run(person: string, helpCase: string): Promise<void> {
    const { database, replica } = this.#options;
    const taken = await database.run(
      `update help_case set lease_by = $3, lease_until = clock_timestamp() + interval '${leaseSeconds} seconds'
       where person_id = $1 and id = $2 and (lease_until is null or lease_until < clock_timestamp())`,
      [person, helpCase, replica],
    );
    // Somebody else is at it, and looks again before they leave.
    if (taken === 0) return;
    const renewal = setInterval(() => void this.#renew(person, helpCase), (leaseSeconds * 1000) / 3);
    try {
      await this.#loop(person, helpCase);
    } catch (error) {
      await this.#release(person, helpCase, null).catch(() => undefined);
      throw error;
    } finally {
      clearInterval(renewal);
    }
  }

  async #loop(person: string, helpCase: string): Promise<void> {
    const running = new Map<string, Promise<void>>();
    let failure: unknown;
    for (;;) {
      const { held, version, effects } = await this.#next(person, helpCase);
      if (!held) {
        // The lease was lost to another process: the case is theirs now, and so is what is still waiting.
        await Promise.all(running.values());
        return;
      }
      for (const row of effects) {
        if (!row.due || running.has(row.lane) || failure !== undefined || this.#options.goodbye.aborted) continue;
        const { id, lane, body, attempts, attempted_at, created_at } = row;
        const due: DueEffect = {
          id,
          person,
          case: helpCase,
          lane,
          effect: body,
          attempts,
          attemptedAt: attempted_at,
          createdAt: created_at,
        };
        running.set(
          lane,
          this.#options
            .perform(due)
            .catch((error: unknown) => {
              failure = error;
            })
            .finally(() => running.delete(lane)),
        );
      }
      if (running.size > 0) {
        await Promise.race(running.values());
        continue;
      }
      if (failure !== undefined) throw failure;
      if (this.#options.goodbye.aborted) {
        await this.#release(person, helpCase, null);
        return;
      }
      if (await this.#release(person, helpCase, version)) return;
    }
  }

  /** The first waiting effect of every lane, the version of the case they were read at, and whether it is still ours. */
  async #next(
    person: string,
    helpCase: string,
  ): Promise<{ readonly held: boolean; readonly version: number; readonly effects: readonly EffectRow[] }> {
    const rows = await this.#options.database.rows<EffectRow & { version: number; lease_by: string | null }>(
      `select help_case.version, help_case.lease_by, first.* from help_case left join lateral (
         select distinct on (lane) id, lane, body, attempts, attempted_at, created_at, not_before <= clock_timestamp() as due
         from effect where effect.person_id = $1 and case_id = $2 and status = 'intent' order by lane, ordinal
       ) first on true where help_case.person_id = $1 and help_case.id = $2`,
      [person, helpCase],
    );
    const [first] = rows;
    return {
      held: first?.lease_by === this.#options.replica,
      version: first?.version ?? 0,
      effects: rows.filter(({ id }) => id !== null),
    };
  }

  /** Lets go of the case unless something new was recorded since `version` was read. */
  async #release(person: string, helpCase: string, version: number | null): Promise<boolean> {
    const released = await this.#options.database.run(
      `update help_case set lease_by = null, lease_until = null
       where person_id = $1 and id = $2 and lease_by = $3 and ($4::int is null or version = $4)`,
      [person, helpCase, this.#options.replica, version],
    );
    return released === 1;
  }

  async #renew(person: string, helpCase: string): Promise<void> {
    await this.#options.database
      .run(
        `update help_case set lease_until = clock_timestamp() + interval '${leaseSeconds} seconds'
         where person_id = $1 and id = $2 and lease_by = $3`,
        [person, helpCase, this.#options.replica],
      )
      .catch(() => undefined);
  }
}

/** Whether this process still holds the case: asked in the transaction that records an outcome. */
export async function holdsLease(
  person: string,
  helpCase: string,
  replica: string,
  transaction: Transaction,
): Promise<boolean> {
  const [row] = await transaction.rows('select 1 from help_case where person_id = $1 and id = $2 and lease_by = $3', [
    person,
    helpCase,
    replica,
  ]);
  return row !== undefined;
}
