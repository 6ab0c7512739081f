import type { Sql } from './database.ts';

/**
 * Gives the room of dead rows back to their tables and counts anew what is in them, where autovacuum would: by its own
 * thresholds. The embedded database has nobody else who does it.
 */
export async function vacuum(database: Sql): Promise<void> {
  for (const { name, dead } of await database.rows<{ name: string; dead: boolean }>(due)) {
    // One after the other: whoever waits for the one session gets it in between.
    if (dead) await database.run(`vacuum ${name}`);
    await database.run(`analyze ${name}`);
  }
}

/** PostgreSQL's defaults of autovacuum_{vacuum,analyze}_{threshold,scale_factor}. */
const due = `select quote_ident(relname) as name, n_dead_tup > 50 + 0.2 * n_live_tup as dead from pg_stat_user_tables
  where n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup`;
