import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { StartError } from '../start-error.ts';
import { beginningOf, numberSpace, unknown } from './process-identity.ts';

/** Milliseconds between two signs of life. */
const beat = 5000;
/** Milliseconds without a sign of life after which a holder whose process cannot be seen from here is dead. */
const silence = 30_000;

export interface DirectoryLock {
  release(): void;
}

/**
 * Takes the data directory for this process: two openers of one embedded database silently diverge.
 * A lock whose process is dead is taken over; of a holder on another host or in another container on the same volume, which may
 * have our host name and our process number, only its silence tells.
 * @throws StartError when another process holds it.
 */
export function lockDirectory(directory: string): DirectoryLock {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, 'lock');
  const taking = join(directory, 'lock.taking');
  // One at a time looks and takes: else a second one removes what the first has just taken.
  enter(taking, directory);
  try {
    const holder = readHolder(file);
    if (holder !== undefined && isHeld(file, holder)) {
      const { pid, host } = holder;
      const isSeen = isVisible(holder);
      throw new StartError({
        summary: `The data directory ${directory} is in use by process ${pid}${host === hostname() ? (isSeen ? '' : ' in another container, or before a restart of this machine') : ` on ${host}`}.`,
        remedy: `Stop that server, give this one another dataDirectory, or let several servers share a PostgreSQL by DATABASE_URL.${isSeen ? '' : ` If it was killed, start this one again after ${silence / 1000} seconds.`}`,
      });
    }
    const mine = `${process.pid} ${hostname()} ${numberSpace()} ${beginningOf(process.pid)}\n`;
    writeFileSync(file, mine, { mode: 0o600 });
    return keep(file, mine);
  } finally {
    rmSync(taking, { force: true });
  }
}

function enter(taking: string, directory: string): void {
  // What is so old was left by one who was killed at that moment.
  if (age(taking) >= silence) rmSync(taking, { force: true });
  try {
    closeSync(openSync(taking, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new StartError({
      summary: `The data directory ${directory} is being taken by another process at this moment.`,
      remedy: 'Start only one server on it.',
    });
  }
}

function keep(file: string, mine: string): DirectoryLock {
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
      // Whoever stood still for long may have been taken for dead: the lock is another's then.
      if (read(file) === mine) rmSync(file, { force: true });
    },
  };
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Undefined: an earlier release wrote it. */
  readonly space: string | undefined;
  readonly beginning: string;
}

/** Undefined: nobody has it, or it was cut off while it was written. */
function readHolder(file: string): Holder | undefined {
  const [number = '', host = hostname(), space, beginning = unknown] = read(file).trim().split(' ');
  const pid = Number.parseInt(number, 10);
  return pid > 0 ? { pid, host, space, beginning } : undefined;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

function isHeld(file: string, holder: Holder): boolean {
  if (!isVisible(holder)) return age(file) < silence;
  const { pid, beginning } = holder;
  if (pid === process.pid || !isAlive(pid)) return false;
  const now = beginningOf(pid);
  return now === unknown || beginning === unknown || now === beginning;
}

/** Whether the holder's number means the same process here. */
function isVisible({ host, space }: Holder): boolean {
  return host === hostname() && (space === undefined || space === numberSpace());
}

/** Milliseconds since the last sign of life; what is not there has none. */
function age(file: string): number {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? Number.POSITIVE_INFINITY : Date.now() - found.mtimeMs;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
