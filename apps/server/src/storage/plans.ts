import type { Client } from 'pg';

/**
 * For a session: rows are looked up by their keys. What the road asks for comes as JSON, of which the planner only knows
 * that it may be a hundred rows; it then reads whole tables, up to tens of thousands of rows, for one person's click.
 */
const byKey = 'set enable_hashjoin = off; set enable_mergejoin = off; set random_page_cost = 1.1; set jit = off';

/** For the transaction that compares whole tables: in whatever way the planner holds for the cheapest. */
export const wholesale = `select set_config('enable_hashjoin', 'on', true), set_config('enable_mergejoin', 'on', true)`;

/** Lets everything that a client will run look rows up by their keys. */
export function planByKey(client: Client): void {
  // A connection that is lost meanwhile says so to whoever uses it.
  client.once('connect', () => void client.query(byKey).catch(() => undefined));
}
