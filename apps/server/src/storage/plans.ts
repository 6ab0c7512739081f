import type { Client } from 'pg';

/**
 * For a session: rows are looked up by their keys. What the road asks for comes as JSON, of which the planner only knows
 * that it may be a hundred rows; it then reads whole tables, up to tens of thousands of rows, for one person's click.
 */
const byKey = 'set enable_hashjoin = off; set enable_mergejoin = off; set random_page_cost = 1.1; set jit = off';

/** For the transaction that compares whole tables: in whatever way the planner holds for the cheapest. */
export const wholesale = `select set_config('enable_hashjoin', 'on', true), set_config('enable_mergejoin', 'on', true)`;

/**
 * For a transaction that finds everything by keys: a plan is made once for all parameters, since making one takes longer than
 * what it is for. No table is small enough for it to be read in turn: it may grow.
 */
export const keepPlans = 'set local enable_seqscan = off; set local plan_cache_mode = force_generic_plan';

/**
 * Has all plans of a session made anew. Of a table of three rows all of an index is as good to the planner as one key of it, and
 * that plan would be kept until the table is analyzed, while a storm makes it a hundred thousand.
 */
export const newPlans = 'discard plans';

/** How large every table is, as a power of two: it is another text once one of them has about twice the size, or half of it. */
export const magnitudes = `select string_agg(oid || ' ' || floor(log(2, 8192 + coalesce(pg_relation_size(oid), 0))), ',' order by oid) as tables
  from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace`;

/** Milliseconds from one look at the tables to the next: what they grow by meanwhile makes no plan unbearable. */
export const looksEvery = 10_000;

/** Plans last as long as no table has another magnitude: making all of them anew takes longer than many a commit. */
export class KeptPlans {
  readonly #look: () => Promise<string>;
  /** Of which magnitudes of the tables the plans of a connection were made. */
  readonly #madeOf = new WeakMap<object, string>();
  #tables = '';
  #lookedAt = Number.NEGATIVE_INFINITY;

  /** @param look asks for the magnitudes of the tables */
  constructor(look: () => Promise<string>) {
    this.#look = look;
  }

  /** Has a look, now and then; nobody waits for it. */
  lookNowAndThen(): void {
    const now = performance.now();
    if (now - this.#lookedAt < looksEvery) return;
    this.#lookedAt = now;
    void this.#look().then(
      (tables) => {
        this.#tables = tables;
      },
      // Without the database there are no plans either.
      () => undefined,
    );
  }

  /** What a transaction of this connection begins with. */
  settings(connection: object): string {
    if (this.#madeOf.get(connection) === this.#tables) return keepPlans;
    this.#madeOf.set(connection, this.#tables);
    return `${keepPlans}; ${newPlans}`;
  }
}

/** Lets everything that a client will run look rows up by their keys. */
export function planByKey(client: Client): void {
  // A connection that is lost meanwhile says so to whoever uses it.
  client.once('connect', () => void client.query(byKey).catch(() => undefined));
}
