import type { Logger } from '@access-account/contract';
import type { Client } from 'pg';

/** One dedicated connection that listens, and listens again after it was lost. */
export class PostgresNotifications {
  readonly #channels = new Map<string, (payload: string) => void>();
  readonly #connect: () => Client;
  readonly #logger: Logger;
  #client: Promise<Client> | undefined;
  #closed = false;

  constructor(connect: () => Client, logger: Logger) {
    this.#connect = connect;
    this.#logger = logger;
  }

  async subscribe(channel: string, announce: (payload: string) => void): Promise<void> {
    this.#channels.set(channel, announce);
    const client = await this.#connected();
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const client = await this.#client?.catch(() => undefined);
    await client?.end();
  }

  #connected(): Promise<Client> {
    this.#client ??= this.#open();
    return this.#client;
  }

  async #open(): Promise<Client> {
    const client = this.#connect();
    client.on('notification', ({ channel, payload }) => this.#channels.get(channel)?.(payload ?? ''));
    client.on('error', () => undefined);
    client.on('end', () => {
      this.#client = undefined;
      if (!this.#closed) void this.#again(250);
    });
    await client.connect();
    return client;
  }

  async #again(wait: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, wait).unref());
    if (this.#closed) return;
    try {
      const client = await this.#connected();
      for (const channel of this.#channels.keys()) await client.query(`listen ${client.escapeIdentifier(channel)}`);
      for (const announce of this.#channels.values()) announce('');
      this.#logger.info('listening to the database again');
    } catch {
      this.#client = undefined;
      void this.#again(Math.min(wait * 2, 5000));
    }
  }
}
