import type { Database } from '../storage/database.ts';
import { CaseLease } from './case-lease.ts';
import type { RecordedEffect } from './help-case.ts';

/** An effect that is to be performed now. */
export interface DueEffect {
  readonly id: string;
  readonly person: string;
  readonly case: string;
  /** The lease it is performed under. */
  readonly lease: string;
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
  /** Aborted when nothing new is to be begun. */
  readonly goodbye: AbortSignal;
  /** Performs one effect and records its outcome; an error leaves the effect as it is. */
  readonly perform: (effect: DueEffect) => Promise<void>;
}

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
    const lease = await CaseLease.take(person, helpCase, this.#options.database);
    // Somebody else is at it, and looks again before they leave.
    if (lease === undefined) return;
    try {
      await this.#loop(person, helpCase, lease);
    } catch (error) {
      await lease.release(null).catch(() => undefined);
      throw error;
    } finally {
      lease.end();
    }
  }

  async #loop(person: string, helpCase: string, lease: CaseLease): Promise<void> {
    const { goodbye, perform } = this.#options;
    const running = new Map<string, Promise<void>>();
    let failure: unknown;
    for (;;) {
      const { holder, version, effects } = await this.#next(person, helpCase);
      if (holder !== lease.id) {
        // The lease was lost to another process: the case is theirs now, and so is what is still waiting.
        await Promise.all(running.values());
        return;
      }
      for (const row of effects) {
        if (!row.due || running.has(row.lane) || failure !== undefined || goodbye.aborted) continue;
        const { id, lane, body, attempts, attempted_at, created_at } = row;
        const at = { id, person, case: helpCase, lease: lease.id, lane };
        const performed = perform({ ...at, effect: body, attempts, attemptedAt: attempted_at, createdAt: created_at })
          .catch((error: unknown) => {
            failure = error;
          })
          .finally(() => running.delete(lane));
        running.set(lane, performed);
      }
      if (running.size > 0) {
        await Promise.race(running.values());
        continue;
      }
      if (failure !== undefined) throw failure;
      if (await lease.release(goodbye.aborted ? null : version)) return;
    }
  }

  /** The first waiting effect of every lane, the version of the case they were read at, and who holds it. */
  async #next(
    person: string,
    helpCase: string,
  ): Promise<{ readonly holder: string | null; readonly version: number; readonly effects: readonly EffectRow[] }> {
    const rows = await this.#options.database.rows<EffectRow & { version: number; lease_by: string | null }>(
      `select help_case.version, help_case.lease_by, first.* from help_case left join lateral (
         select distinct on (lane) id, lane, body, attempts, attempted_at, created_at, not_before <= clock_timestamp() as due
         from effect where effect.person_id = $1 and case_id = $2 and status = 'intent' order by lane, ordinal
       ) first on true where help_case.person_id = $1 and help_case.id = $2`,
      [person, helpCase],
    );
    const [first] = rows;
    return {
      holder: first?.lease_by ?? null,
      version: first?.version ?? 0,
      effects: rows.filter(({ id }) => id !== null),
    };
  }
}
