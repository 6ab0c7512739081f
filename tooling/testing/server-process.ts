import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));

export interface ServerProcessOptions {
  /** The text of the configuration file. */
  readonly configuration: string;
  /** Where the configuration file and, unless it says otherwise, the data lie; a fresh folder by default. */
  readonly directory?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** More words for its command line. */
  readonly arguments?: readonly string[];
}

/** A server's process from the moment it was started. */
export interface SpawnedServer {
  readonly pid: number;
  readonly directory: string;
  readonly configurationFile: string;
  /** Resolves when it is ready; rejects with what it wrote when it ends before. */
  readonly ready: Promise<{ readonly url: string; readonly link: string }>;
  /** What it has written so far. */
  log(): string;
  /** SIGKILL: as if the power went. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM. Resolves to the exit code. */
  stop(): Promise<number | null>;
  /** Lets go of it, as when whoever started it is gone. */
  disconnect(): void;
  readonly exited: Promise<number | null>;
}

/** A real server in a process of its own. */
export interface ServerProcess extends Omit<SpawnedServer, 'ready'> {
  readonly url: string;
  readonly link: string;
}

/** Starts the built server on a free port and waits until it is ready. Rejects with what it wrote when it ends before. */
export async function startServer(options: ServerProcessOptions): Promise<ServerProcess> {
  const { ready, ...server } = spawnServer(options);
  return { ...server, ...(await ready) };
}

/** Starts the built server on a free port and waits for nothing. */
export function spawnServer({
  configuration,
  directory = temporaryDirectory(),
  environment = {},
  arguments: words = [],
}: ServerProcessOptions): SpawnedServer {
  const configurationFile = join(directory, 'access-account.yaml');
  writeFileSync(configurationFile, configuration);
  const { DATABASE_URL: _ours, ...inherited } = process.env;
  const child = spawn(process.execPath, [main, '--config', configurationFile, ...words], {
    env: { ...inherited, PORT: '0', HOST: '127.0.0.1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = untilReady(child, () => output);
  // Whoever kills it before it is ready need not wait for that.
  ready.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    directory,
    configurationFile,
    ready,
    log: () => output,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
    disconnect: () => child.disconnect(),
    exited,
  };
}

function untilReady(child: ChildProcess, output: () => string): Promise<{ url: string; link: string }> {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => resolve(message as { url: string; link: string }));
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it was ready:\n${output()}`)));
  });
}

export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'access-account-'));
}
