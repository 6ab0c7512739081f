import type { Database } from '../../src/storage/database.ts';

/** A row that a transaction of somebody else has locked. */
export interface HeldRow {
  /** How many sessions wait for a lock. */
  othersWait(): Promise<number>;
  letGo(): Promise<void>;
}

/** Locks a row by a statement, on a connection of its own; on PostgreSQL alone, where there is more than one. */
export async function holdRow(database: Database, lock: string, parameters: readonly unknown[]): Promise<HeldRow> {
  const isLocked = Promise.withResolvers<void>();
  const isOver = Promise.withResolvers<void>();
  const holding = database.transaction(async (transaction) => {
    const rows = await transaction.rows(lock, parameters);
    if (rows.length === 0) throw new Error('There is no such row.');
    isLocked.resolve();
    await isOver.promise;
  });
  await Promise.race([isLocked.promise, holding]);
  return {
    othersWait: async () => {
      const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      return (await database.rows(waiting)).length;
    },
    letGo: async () => {
      isOver.resolve();
      await holding;
    },
  };
}
