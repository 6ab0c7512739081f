import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { StartError } from '../start-error.ts';
import { Database } from './database.ts';
import { lockDirectory } from './directory-lock.ts';
import { EmbeddedStream } from './embedded-stream.ts';
import { migrations } from './migrations/index.ts';
import type { DatabaseOptions } from './open-database.ts';
import { planByKey } from './plans.ts';

/**
 * PostgreSQL's own 128 MB are filled with zeros at every start, here by the one thread that serves everybody: a fifth of a
 * second and 120 MB more. What does not fit is read from the file system's cache.
 */
const sharedBuffers = '32MB';

/**
 * PostgreSQL's own 100 read 30,000 rows of a table each time it is counted anew, and everybody waits for the one session
 * meanwhile: up to a second each. What is read by key needs no more than an idea of the sizes.
 */
const statisticsTarget = 10;

/** PGlite in this process, in a directory that no other process may open. */
export async function openEmbedded({
  dataDirectory,
  logger,
}: Pick<DatabaseOptions, 'dataDirectory' | 'logger'>): Promise<Database> {
  const lock = lockDirectory(dataDirectory);
  try {
    const [{ PGlite }, { default: pg }] = await Promise.all([import('@electric-sql/pglite'), import('pg')]);
    const settings = { shared_buffers: sharedBuffers, default_statistics_target: statisticsTarget };
    const embedded = await PGlite.create(join(dataDirectory, 'database'), {
      startParams: [
        ...PGlite.defaultStartParams,
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
    });
    const stream = () => new EmbeddedStream(embedded);
    /** Has the one session as long as the product runs: what it prepared stays, and what it listens to is heard. */
    const announced = new EventEmitter();
    class Client extends pg.Client {
      constructor(options?: ConstructorParameters<typeof pg.Client>[0]) {
        super(options);
        planByKey(this);
        this.on('notification', ({ channel, payload }) => announced.emit(channel, payload ?? ''));
      }
    }
    const dataSource = new DataSource({
      type: 'postgres',
      username: 'postgres',
      database: 'postgres',
      migrations,
      logging: false,
      // First come, first served: transactions never interleave.
      poolSize: 1,
      extra: { pipeline: true, Client, stream, idleTimeoutMillis: 0 },
    });
    await dataSource.initialize();
    return new Database({
      embedded: true,
      dataSource,
      subscribe: async (channel, announce) => {
        announced.on(channel, announce);
        await dataSource.query(`listen ${pg.escapeIdentifier(channel)}`);
      },
      close: async () => {
        await dataSource.destroy();
        await embedded.close();
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
