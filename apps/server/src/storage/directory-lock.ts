import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { StartError } from '../start-error.ts';

/** Milliseconds between two signs of life. */
const beat = 5000;
/** Milliseconds without a sign of life after which a holder on another host is dead. */
const silence = 30_000;

export interface DirectoryLock {
  release(): void;
}

/**
 * Takes the data directory for this process: two openers of one embedded database silently diverge.
 * A lock whose process is dead is taken over; of a holder on another host (another container on the same volume) only its silence tells.
 * @throws StartError when another process holds it.
 */
export function lockDirectory(directory: string): DirectoryLock {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, 'lock');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const descriptor = openSync(file, 'wx', 0o600);
      writeSync(descriptor, `${process.pid} ${hostname()}\n`);
      closeSync(descriptor);
      return keep(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const [pid = '', host = hostname()] = readFileSync(file, 'utf8').trim().split(' ');
    if (isHeld({ file, pid: Number.parseInt(pid, 10), host })) {
      throw new StartError({
        summary: `The data directory ${directory} is in use by process ${pid}${host === hostname() ? '' : ` on ${host}`}.`,
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

function keep(file: string): DirectoryLock {
  const timer = setInterval(() => {
    try {
      const now = new Date();
      utimesSync(file, now, now);
    } catch {
      // Somebody removed the lock by hand: there is nothing to keep alive.
    }
  }, beat).unref();
  return {
    release: () => {
      clearInterval(timer);
      rmSync(file, { force: true });
    },
  };
}

interface Holder {
  readonly file: string;
  readonly pid: number;
  readonly host: string;
}

function isHeld({ file, pid, host }: Holder): boolean {
  // What a lock cannot say is not held: it was cut off while it was written.
  if (!(pid > 0)) return false;
  if (host !== hostname()) return Date.now() - statSync(file).mtimeMs < silence;
  return pid !== process.pid && isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
