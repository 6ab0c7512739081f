import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@access-account/testkit';
import type { Database } from '../../src/storage/database.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { freshData } from './fresh-data.ts';

export interface TestDatabase {
  readonly database: Database;
  readonly directory: string;
  /** Another connection to the same PostgreSQL database; the embedded one has a single opener. */
  again(): Promise<Database>;
  close(): Promise<void>;
}

/** A migrated database with nothing in it and no server on it. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const directory = mkdtempSync(join(tmpdir(), 'access-account-database-'));
  const data = await freshData(directory);
  const open = () =>
    openDatabase({ address: data.databaseUrl ?? 'embedded', dataDirectory: directory, logger: silentLogger });
  const opened = [await open()];
  const [database] = opened;
  if (database === undefined) throw new Error('No database was opened.');
  return {
    database,
    directory,
    again: async () => {
      const another = await open();
      opened.push(another);
      return another;
    },
    close: async () => {
      for (const one of opened) await one.close();
      await data.remove();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
