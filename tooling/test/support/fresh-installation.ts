import { join } from 'node:path';
import { freshData } from '../../../apps/server/test/support/fresh-data.ts';
import { temporaryDirectory } from '../../testing/index.ts';

/** A folder for a configuration with `dataDirectory: data`, whose database has its tables already: making them takes seconds of every test. */
export async function freshInstallation(): Promise<string> {
  const directory = temporaryDirectory();
  await freshData(join(directory, 'data'));
  return directory;
}
