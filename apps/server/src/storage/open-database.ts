import type { Logger } from '@access-account/contract';
import type { Database } from './database.ts';
import { openEmbedded } from './open-embedded.ts';
import { openPostgres } from './open-postgres.ts';

export interface DatabaseOptions {
  /** `embedded`, or a `postgres://` address. */
  readonly address: string;
  /** Where the embedded database and its lock live. */
  readonly dataDirectory: string;
  readonly logger: Logger;
}

/** Opens the database and brings its schema up to date. @throws StartError when it cannot be opened. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database = options.address === 'embedded' ? await openEmbedded(options) : await openPostgres(options);
  try {
    await database.migrate();
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
