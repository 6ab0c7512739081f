import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * What a golden file says. With `GOLDEN=write` in the environment it is written anew first, to be looked at in the diff.
 * @throws when there is no such file.
 */
export function golden(file: URL, actual: unknown): unknown {
  if (process.env.GOLDEN === 'write') writeFileSync(file, `${JSON.stringify(actual, null, 2)}\n`);
  if (!existsSync(file))
    throw new Error(`There is no ${fileURLToPath(file)}. Run the test with GOLDEN=write, and read it.`);
  return JSON.parse(readFileSync(file, 'utf8'));
}
