import type { ServerProcessOptions, SpawnedServer } from '../testing/index.ts';
import { spawnServer } from '../testing/index.ts';

/** Milliseconds a server may take from start to ready. */
const patience = 30_000;

/** Where a server runs, is killed and runs again: the same port, configuration and data. */
export class Seat {
  readonly port: number;
  readonly #options: ServerProcessOptions;
  #server: SpawnedServer | undefined;
  #link: string | undefined;
  #cookie: string | undefined;
  /** Milliseconds from start to ready, the last time it came that far. */
  startTook = 0;

  constructor(port: number, options: ServerProcessOptions) {
    this.port = port;
    this.#options = { ...options, environment: { ...options.environment, PORT: String(port) } };
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The process id, for SIGKILL; 0 while nobody is here. */
  get pid(): number {
    return this.#server?.pid ?? 0;
  }

  /** Starts a server and waits for nothing. */
  spawn(): void {
    this.#server = spawnServer(this.#options);
  }

  /** Starts a server, unless one was spawned, and waits until it is ready. */
  async start(): Promise<void> {
    const begun = performance.now();
    this.#server ??= spawnServer(this.#options);
    const late = AbortSignal.timeout(patience);
    const overdue = new Promise<never>((_resolve, reject) =>
      late.addEventListener('abort', () => reject(new Error(`The server was not ready after ${patience} ms.`))),
    );
    const { link } = await Promise.race([this.#server.ready, overdue]);
    this.startTook = performance.now() - begun;
    this.#link = link;
    this.#cookie = undefined;
  }

  async kill(): Promise<void> {
    await this.#server?.kill();
    this.#server = undefined;
  }

  /** @throws Error when it does not end well. */
  async stop(): Promise<void> {
    const code = await this.#server?.stop();
    const log = this.#server?.log() ?? '';
    this.#server = undefined;
    if (code !== undefined && code !== 0)
      throw new Error(`A server that was asked to stop ended with ${code}:\n${log}`);
  }

  /** What its API answers to a console that came in by the link it printed. */
  async ask(path: string): Promise<unknown> {
    if (this.#cookie === undefined && this.#link !== undefined) {
      const entered = await fetch(this.#link, { redirect: 'manual' });
      this.#cookie = entered.headers.getSetCookie()[0]?.split(';')[0];
    }
    const response = await fetch(new URL(path, this.url), { headers: { cookie: this.#cookie ?? '' } });
    if (!response.ok) throw new Error(`${path} answered ${response.status}.`);
    return response.json();
  }
}
