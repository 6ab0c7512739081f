import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { StartError } from '../start-error.ts';
import { Database } from './database.ts';
import { lockDirectory } from './directory-lock.ts';
import { migrations } from './migrations/index.ts';
import type { DatabaseOptions } from './open-database.ts';
import { pglitePool } from './pglite-pool.ts';

/** PGlite in this process, in a directory that no other process may open. */
export async function openEmbedded({
  dataDirectory,
  logger,
}: Pick<DatabaseOptions, 'dataDirectory' | 'logger'>): Promise<Database> {
  const lock = lockDirectory(dataDirectory);
  try {
    const { PGlite } = await import('@electric-sql/pglite');
    // int8 as a string, as `pg` gives it.
    const pglite = await PGlite.create(join(dataDirectory, 'database'), { parsers: { 20: (value: string) => value } });
    const { driver, lease } = pglitePool(pglite);
    const dataSource = new DataSource({ type: 'postgres', driver, migrations, logging: false });
    await dataSource.initialize();
    return new Database({
      embedded: true,
      dataSource,
      subscribe: async (channel, announce) => {
        // Inside somebody's transaction a LISTEN would be undone by a rollback: take the session for it.
        const free = await lease();
        try {
          await pglite.listen(channel, announce);
        } finally {
          free();
        }
      },
      close: async () => {
        await dataSource.destroy();
        await pglite.close();
        lock.release();
      },
    });
  } catch (error) {
    lock.release();
    logger.error('the embedded database did not open', { directory: dataDirectory });
    throw new StartError({
      summary: `The embedded database in ${dataDirectory} did not open: ${(error as Error).message}`,
      remedy: 'Restore the directory from a backup, or remove it to start afresh.',
      cause: error,
    });
  }
}
