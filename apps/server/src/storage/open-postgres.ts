import { DataSource } from 'typeorm';
import { StartError } from '../start-error.ts';
import { Database } from './database.ts';
import { migrations } from './migrations/index.ts';
import type { DatabaseOptions } from './open-database.ts';
import { planByKey } from './plans.ts';
import { PostgresNotifications } from './postgres-notifications.ts';

/** Connections of one server. */
export const poolSize = 16;

/** A PostgreSQL that any number of servers share. */
export async function openPostgres({
  address,
  logger,
}: Pick<DatabaseOptions, 'address' | 'logger'>): Promise<Database> {
  const { default: pg } = await import('pg');
  /** A connection may be lost between two statements, when nobody listens: whoever has it hears of it by the next one, and nothing else may end. */
  class Client extends pg.Client {
    constructor(options?: ConstructorParameters<typeof pg.Client>[0]) {
      super(options);
      this.on('error', () => undefined);
      planByKey(this);
    }
  }
  const dataSource = new DataSource({
    type: 'postgres',
    url: address,
    migrations,
    logging: false,
    poolSize,
    applicationName: 'access-account',
    connectTimeoutMS: 5000,
    // Statements that do not wait for each other travel together.
    extra: { pipeline: true, Client },
    poolErrorHandler: (error: Error) => logger.warn('an idle database connection was lost', { reason: error.message }),
  });
  try {
    await dataSource.initialize();
  } catch (error) {
    throw new StartError({
      summary: `PostgreSQL cannot be reached: ${(error as Error).message}.`,
      remedy: 'Check DATABASE_URL, and that the server runs and lets this role in.',
      cause: error,
    });
  }
  const notifications = new PostgresNotifications(
    () =>
      new pg.Client({
        connectionString: address,
        application_name: 'access-account listen',
        keepAlive: true,
        connectionTimeoutMillis: 5000,
      }),
    logger,
  );
  return new Database({
    embedded: false,
    dataSource,
    subscribe: (channel, announce) => notifications.subscribe(channel, announce),
    close: async () => {
      await notifications.close();
      await dataSource.destroy();
    },
  });
}
