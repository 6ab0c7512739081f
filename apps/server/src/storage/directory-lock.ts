import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../start-error.ts';

/**
 * Takes the data directory for this process: two openers of one embedded database silently diverge.
 * A lock whose process is dead is taken over.
 * @throws StartError when another process holds it.
 */
export function lockDirectory(directory: string): { release(): void } {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, 'lock');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const descriptor = openSync(file, 'wx', 0o600);
      writeSync(descriptor, `${process.pid}\n`);
      closeSync(descriptor);
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number.parseInt(readFileSync(file, 'utf8'), 10);
    if (holder > 0 && holder !== process.pid && isAlive(holder)) {
      throw new StartError({
        summary: `The data directory ${directory} is in use by process ${holder}.`,
        remedy:
          'Stop that server, give this one another dataDirectory, or let several servers share a PostgreSQL by DATABASE_URL.',
      });
    }
    rmSync(file, { force: true });
  }
  throw new StartError({
    summary: `The data directory ${directory} is being taken by another process at this moment.`,
    remedy: 'Start only one server on it.',
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
