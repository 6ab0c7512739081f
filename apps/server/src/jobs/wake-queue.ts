import type { Logger } from '@access-account/contract';
import { PgBoss } from 'pg-boss';
import type { Database, Transaction } from '../storage/database.ts';

/** Which case to wake. The job says nothing else: what is to be done is in the effect table. */
export interface Wake {
  readonly person: string;
  readonly case: string;
}

export interface WakeQueueOptions {
  readonly database: Database;
  readonly logger: Logger;
}

const queue = 'wake-case';

/** Durable wake-up calls for cases, in the database of the state they are about. At least once, in no order: the drain keeps the order. */
export class WakeQueue {
  readonly #boss: PgBoss;

  constructor({ database, logger }: WakeQueueOptions) {
    this.#boss = new PgBoss({
      db: database.jobs,
      backend: database.embedded ? 'pglite' : 'postgres',
      useListenNotify: true,
      schedule: false,
      queueCacheIntervalSeconds: 60,
    });
    this.#boss.on('error', (error) => logger.error('the job queue reports an error', { reason: error.message }));
  }

  async start(): Promise<void> {
    await this.#boss.start();
    await this.#boss.createQueue(queue, {
      notify: true,
      retryLimit: 20,
      retryDelay: 1,
      retryBackoff: true,
      heartbeatSeconds: 10,
      retentionSeconds: 7 * 24 * 3600,
      deleteAfterSeconds: 3600,
    });
  }

  /** Wakes a case as soon as the transaction is committed. What is due later is found by the sweep over the effect table. */
  async wake(transaction: Transaction, wake: Wake): Promise<void> {
    await this.#boss.send(queue, wake, { db: transaction.jobs });
  }

  /** Calls `drain` for every wake-up call, several at a time. */
  async work(drain: (wake: Wake) => Promise<void>): Promise<void> {
    await this.#boss.work<Wake>(
      queue,
      {
        batchSize: 20,
        localConcurrency: 2,
        pollingIntervalSeconds: 1,
        notifyPollingIntervalSeconds: 1,
        burstWhenBatchFull: true,
        perJobResults: true,
      },
      async (jobs) =>
        Promise.all(
          jobs.map(async ({ id, data }) => {
            try {
              await drain(data);
              return { id, status: 'completed' as const };
            } catch (error) {
              return { id, status: 'failed' as const, output: { reason: (error as Error).message } };
            }
          }),
        ),
    );
  }

  async stop(): Promise<void> {
    await this.#boss.stop({ timeout: 5000, graceful: true, close: false });
  }
}
