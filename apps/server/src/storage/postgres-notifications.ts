import type { Logger } from '@access-account/contract';
import type { Client } from 'pg';

/** One dedicated connection that listens, and listens again after it was lost. */
export class PostgresNotifications {
  readonly #channels = new Map<string, (payload: string) => void>();
  readonly #connect: () => Client;
  readonly #logger: Logger;
  #client: Promise<Client> | undefined;
  #closed = false;
  #isTrying = false;

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
    if (this.#client === undefined) {
      const opening = this.#open();
      this.#client = opening;
      opening.catch(() => {
        if (this.#client === opening) this.#client = undefined;
      });
    }
    return this.#client;
  }

  async #open(): Promise<Client> {
    const client = this.#connect();
    client.on('notification', ({ channel, payload }) => this.#channels.get(channel)?.(payload ?? ''));
    client.on('error', () => undefined);
    await client.connect();
    // One that never came about ends, too, and whoever tried hears of it in another way.
    client.once('end', () => {
      this.#client = undefined;
      void this.#again();
    });
    return client;
  }

  /** Tries until it listens again: one at a time, whatever else is lost meanwhile. */
  async #again(): Promise<void> {
    if (this.#isTrying) return;
    this.#isTrying = true;
    for (let wait = 250; !this.#closed; wait = Math.min(wait * 2, 5000)) {
      await new Promise((resolve) => setTimeout(resolve, wait).unref());
      if (!this.#closed && (await this.#listensAgain())) break;
    }
    this.#isTrying = false;
  }

  async #listensAgain(): Promise<boolean> {
    try {
      const client = await this.#connected();
      for (const channel of this.#channels.keys()) await client.query(`listen ${client.escapeIdentifier(channel)}`);
    } catch {
      return false;
    }
    for (const announce of this.#channels.values()) announce('');
    this.#logger.info('listening to the database again');
    return true;
  }
}
