import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { missingPrograms } from './missing-programs.ts';
import { startProcess } from './real-process.ts';
import { mustRun, runCommand } from './run-command.ts';

export interface StartPostgresOptions {
  /** Where the data lie: made when it is missing, started again when it holds a cluster, and left alone at the end. Default: a fresh folder in memory, removed at the end. */
  readonly directory?: string;
  /** Where it listens, for one that is started again; any free port unless given. */
  readonly port?: number;
  /** Whether commits wait for the disk, as PostgreSQL comes: measurements want it, tests do without. */
  readonly durable?: boolean;
}

/** A running PostgreSQL on a free port of the loopback. */
export interface Postgres {
  /** postgres://… of the superuser, in the database `postgres`; tests make databases of their own beside it. */
  readonly url: string;
  readonly pid: number;
  /** The same server with a fresh, empty database of this name: its URL. */
  createDatabase(name: string): Promise<string>;
  /** Ends the server. */
  stop(): Promise<void>;
}

/** What has to be installed before PostgreSQL can run here; undefined when nothing is missing. */
export function missingForPostgres(): string | undefined {
  if (programs() === undefined) return 'apt-get install --no-install-recommends postgresql';
  return isRoot() && missingPrograms(['setpriv']).length > 0 ? 'apt-get install util-linux' : undefined;
}

/** Starts PostgreSQL, fresh unless the directory holds a cluster already. As root it runs as the user `postgres`, since it refuses root. */
export async function startPostgres({
  directory,
  port,
  durable = false,
}: StartPostgresOptions = {}): Promise<Postgres> {
  const folder =
    directory ?? (await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'access-account-postgres-')));
  const cleanUp = async () => {
    if (directory === undefined) await rm(folder, { recursive: true, force: true });
  };
  try {
    return await startIn({ folder, cleanUp, durable, port: port ?? (await freePort()) });
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

interface StartInOptions {
  readonly folder: string;
  readonly cleanUp: () => Promise<void>;
  readonly durable: boolean;
  readonly port: number;
}

async function startIn({ folder, cleanUp, durable, port }: StartInOptions): Promise<Postgres> {
  const data = join(folder, 'data');
  if (!existsSync(data)) {
    await mkdir(folder, { recursive: true });
    if (isRoot()) await mustRun({ command: 'chown', arguments: ['postgres:', folder] });
    await chmod(folder, 0o700);
    await mustRun(
      unprivileged('initdb', ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '-N']),
    );
  }
  const daemon = await startProcess({
    ...unprivileged('postgres', [
      ...['-D', data, '-k', '', '-h', '127.0.0.1', '-p', String(port)],
      // Power cuts are not tested here, killed processes are: for those no sync is needed.
      ...(durable ? [] : ['-c', 'fsync=off']),
      ...['-c', 'max_connections=300'],
    ]),
    // The fast shutdown, which does not wait for whoever is connected.
    stopSignal: 'SIGINT',
    isReady: async () =>
      (await runCommand(unprivileged('pg_isready', ['-h', '127.0.0.1', '-p', String(port)]))).code === 0,
  });
  const urlOf = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  return {
    url: urlOf('postgres'),
    pid: daemon.pid,
    createDatabase: async (name) => {
      await mustRun(unprivileged('createdb', ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', name]));
      return urlOf(name);
    },
    stop: async () => {
      await daemon.stop();
      await cleanUp();
    },
  };
}

/** A program of PostgreSQL's; by the user `postgres` where we are root. */
function unprivileged(program: string, words: readonly string[]): { command: string; arguments: readonly string[] } {
  const command = join(programs() ?? '', program);
  if (!isRoot()) return { command, arguments: words };
  // setpriv becomes the program, so that the pid and its signals are the server's.
  return {
    command: 'setpriv',
    arguments: ['--reuid=postgres', '--regid=postgres', '--clear-groups', command, ...words],
  };
}

/** The folder with the newest server's programs: Debian keeps them out of the PATH. */
function programs(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(':')];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
