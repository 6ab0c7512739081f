import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Where the organisation's own words for understanding lie unless the configuration says otherwise. */
const usual = 'understanding';

/** The folder with the organisation's own words, absolute; null: none is named, and the usual one is not there. */
export function folderOfWords(named: string | undefined, directory: string): string | null {
  const folder = resolve(directory, named ?? usual);
  return named === undefined && !existsSync(folder) ? null : folder;
}
