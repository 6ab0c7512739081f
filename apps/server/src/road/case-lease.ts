import { randomUUID } from 'node:crypto';
import type { Sql } from '../storage/database.ts';

/** Seconds a case is held without a sign of life. */
const life = 15;

/** One run's hold on a case: whoever performs its effects, one at a time whatever the number of servers. */
export class CaseLease {
  /** Of this run, not of this process: a process that stalled must not share a case with itself. */
  readonly id = randomUUID();
  readonly #sql: Sql;
  readonly #person: string;
  readonly #case: string;
  #renewal: NodeJS.Timeout | undefined;

  private constructor(sql: Sql, person: string, helpCase: string) {
    this.#sql = sql;
    this.#person = person;
    this.#case = helpCase;
  }

  /** Takes a free case and keeps it until it is let go; undefined while somebody else has it. */
  static async take(person: string, helpCase: string, sql: Sql): Promise<CaseLease | undefined> {
    const lease = new CaseLease(sql, person, helpCase);
    const taken = await sql.run(
      `update help_case set lease_by = $3, lease_until = clock_timestamp() + interval '${life} seconds'
       where person_id = $1 and id = $2 and (lease_until is null or lease_until < clock_timestamp())`,
      [person, helpCase, lease.id],
    );
    if (taken === 0) return undefined;
    lease.#renewal = setInterval(() => void lease.#renew(), (life * 1000) / 3);
    return lease;
  }

  /** Lets go, unless something new was recorded since this version was read (null: in any case). Answers whether it did. */
  async release(version: number | null): Promise<boolean> {
    const released = await this.#sql.run(
      `update help_case set lease_by = null, lease_until = null
       where person_id = $1 and id = $2 and lease_by = $3 and ($4::int is null or version = $4)`,
      [this.#person, this.#case, this.id, version],
    );
    return released === 1;
  }

  /** Ends the renewals; a case that was not let go is free again when its time is over. */
  end(): void {
    clearInterval(this.#renewal);
  }

  async #renew(): Promise<void> {
    const renewed = this.#sql.run(
      `update help_case set lease_until = clock_timestamp() + interval '${life} seconds'
       where person_id = $1 and id = $2 and lease_by = $3`,
      [this.#person, this.#case, this.id],
    );
    // The next one may come through; if none does, the case goes to somebody else.
    await renewed.catch(() => undefined);
  }
}

/** Whether a lease still holds its case: asked in the transaction that records an outcome. */
export async function holdsLease(
  due: { readonly person: string; readonly case: string; readonly lease: string },
  sql: Sql,
): Promise<boolean> {
  const [row] = await sql.rows('select 1 from help_case where person_id = $1 and id = $2 and lease_by = $3', [
    due.person,
    due.case,
    due.lease,
  ]);
  return row !== undefined;
}
