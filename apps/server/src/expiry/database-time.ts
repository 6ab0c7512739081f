import type { Sql } from '../storage/database.ts';

/** ISO 8601 instant, by the database's clock: the same for all servers. */
export async function databaseTime(sql: Sql): Promise<string> {
  const [row] = await sql.rows<{ now: Date }>('select clock_timestamp() as now');
  if (row === undefined) throw new Error('The database does not tell the time.');
  return row.now.toISOString();
}
