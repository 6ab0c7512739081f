import type { Logger } from '@access-account/contract';
import type { Database } from '../storage/database.ts';

const channel = 'poll_soon';

export interface PollSoonOptions {
  readonly database: Database;
  readonly logger: Logger;
}

/** A provider's call reaches one server, and another one may be polling: the hint goes to all of them. */
export class PollSoon {
  readonly #options: PollSoonOptions;

  constructor(options: PollSoonOptions) {
    this.#options = options;
  }

  /** One that is lost costs nothing but the wait until the next interval. */
  async send(connector: string): Promise<void> {
    const { database, logger } = this.#options;
    try {
      await database.rows(`select pg_notify('${channel}', $1)`, [connector]);
    } catch (error) {
      logger.debug('a hint to poll was lost', { connector, reason: (error as Error).message });
    }
  }

  /** After a pause of the database's connection nobody knows what was missed, which the next interval brings anyway. */
  async listen(heard: (connector: string) => void): Promise<void> {
    await this.#options.database.listen(channel, (connector) => {
      if (connector !== '') heard(connector);
    });
  }
}
