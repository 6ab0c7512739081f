import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../real-servers/free-port.ts';
import { type Postgres, startPostgres } from '../real-servers/postgres.ts';

/** Starts after a kill: what was left behind may hold the memory for a moment. */
const maximumStarts = 20;

/** A PostgreSQL of our own that can be killed. */
export class Cluster {
  readonly #folder: string;
  readonly #port: number;
  #postgres: Postgres;
  #databases = 0;

  private constructor(folder: string, port: number, postgres: Postgres) {
    this.#folder = folder;
    this.#port = port;
    this.#postgres = postgres;
  }

  static async start(): Promise<Cluster> {
    const folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'access-account-chaos-'));
    const port = await freePort();
    return new Cluster(folder, port, await startPostgres({ directory: folder, port }));
  }

  /** The address of a fresh, empty database. */
  createDatabase(): Promise<string> {
    this.#databases += 1;
    return this.#postgres.createDatabase(`chaos_${this.#databases}`);
  }

  /** SIGKILL of the whole server, which is then started again on what it left. */
  async killAndRestart(): Promise<void> {
    process.kill(this.#postgres.pid, 'SIGKILL');
    for (let attempt = 1; ; attempt += 1) {
      try {
        this.#postgres = await startPostgres({ directory: this.#folder, port: this.#port });
        return;
      } catch (error) {
        if (attempt === maximumStarts) throw error;
        await delay(100);
      }
    }
  }

  async stop(): Promise<void> {
    await this.#postgres.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
