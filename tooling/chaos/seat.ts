import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServerProcessOptions, SpawnedServer } from '../testing/index.ts';
import { spawnServer } from '../testing/index.ts';

/** Milliseconds a server may take from start to ready. */
const patience = 60_000;

/** Where a server runs, is killed and runs again: the same port, configuration and data. */
export class Seat {
  readonly port: number;
  readonly #options: ServerProcessOptions;
  #server: SpawnedServer | undefined;
  #log = '';
  #deaths = 0;
  /** Milliseconds from start to ready, the last time it came that far. */
  startTook = 0;

  constructor(port: number, options: ServerProcessOptions) {
    this.port = port;
    this.#options = { ...options, environment: { ...options.environment, PORT: String(port) } };
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The process of the server that runs here; undefined: none does. */
  get pid(): number | undefined {
    return this.#server?.pid;
  }

  /** How often a server here ended without being asked to. */
  get deaths(): number {
    return this.#deaths;
  }

  /** What every server here has written. */
  get log(): string {
    return `${this.#log}${this.#server?.log() ?? ''}`;
  }

  /** Starts a server and waits for nothing. */
  spawn(): void {
    const server = spawnServer(this.#options);
    this.#server = server;
    void server.exited.then((code) => {
      if (this.#leave(server)) {
        this.#deaths += 1;
        this.#log += `(it ended by itself with ${code})\n`;
      }
    });
  }

  /** Starts a server, unless one is here, and waits until it is ready. */
  async start(): Promise<void> {
    const begun = performance.now();
    if (this.#server === undefined) {
      await this.#portIsFree();
      this.spawn();
    }
    const late = AbortSignal.timeout(patience);
    const overdue = new Promise<never>((_resolve, reject) =>
      late.addEventListener('abort', () => reject(new Error(`The server was not ready after ${patience} ms.`))),
    );
    await Promise.race([this.#server?.ready, overdue]);
    this.startTook = performance.now() - begun;
  }

  /** While no server was here, somebody's outgoing connection may have got its port. */
  async #portIsFree(): Promise<void> {
    for (let tries = 0; tries < 40; tries += 1) {
      const server = createServer().listen(this.port, '127.0.0.1');
      const isFree = await once(server, 'listening').then(
        () => true,
        () => false,
      );
      server.close();
      if (isFree) return;
      await delay(250);
    }
  }

  /** SIGKILL. */
  async kill(): Promise<void> {
    const server = this.#server;
    if (this.#leave(server)) await server?.kill();
  }

  /** SIGTERM. @throws Error when it does not end well. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (!this.#leave(server)) return;
    const code = await server?.stop();
    if (code !== 0) throw new Error(`A server that was asked to stop ended with ${code}.`);
  }

  /** SIGSTOP, and SIGCONT after so many milliseconds: as if its machine had been asleep. */
  async freeze(milliseconds: number): Promise<void> {
    const pid = this.#server?.pid;
    if (pid === undefined) throw new Error('There is no server here that could freeze.');
    const thaw = () => process.kill(pid, 'SIGCONT');
    // Frozen it would not even notice the end of who started it.
    process.once('exit', thaw);
    process.kill(pid, 'SIGSTOP');
    await delay(milliseconds);
    process.off('exit', thaw);
    thaw();
  }

  #leave(server: SpawnedServer | undefined): boolean {
    if (server === undefined || this.#server !== server) return false;
    this.#server = undefined;
    this.#log += server.log();
    return true;
  }
}
