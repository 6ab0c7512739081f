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

/** Milliseconds that plans are kept: what a table grows by meanwhile makes no plan unbearable. */
export const plansLast = 10_000;

/** Lets everything that a client will run look rows up by their keys. */
export function planByKey(client: Client): void {
  // A connection that is lost meanwhile says so to whoever uses it.
  client.once('connect', () => void client.query(byKey).catch(() => undefined));
}
