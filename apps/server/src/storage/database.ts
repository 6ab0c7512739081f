import 'reflect-metadata';
import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import type { Logger } from '@access-account/contract';
import type { Db as JobsDatabase } from 'pg-boss';
import { DataSource, type QueryRunner } from 'typeorm';
import { StartError } from '../start-error.ts';
import { lockDirectory } from './directory-lock.ts';
import { MainRoad1764000000000 } from './migrations/1764000000000-main-road.ts';
import { pglitePool } from './pglite-pool.ts';

export interface DatabaseOptions {
  /** `embedded`, or a `postgres://` address. */
  readonly address: string;
  /** Where the embedded database and its lock live. */
  readonly dataDirectory: string;
  readonly logger: Logger;
}

/** Anything SQL can be run on: the database itself (one statement, its own transaction) or an open transaction. */
export interface Sql {
  rows<Row>(statement: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs a statement that changes rows and answers how many. */
  run(statement: string, parameters?: readonly unknown[]): Promise<number>;
}

export interface Transaction extends Sql {
  /** For pg-boss: its statements join this transaction. */
  readonly jobs: JobsDatabase;
  /** Runs after the commit and before `transaction()` resolves; an error there is the caller's. */
  afterCommit(run: () => Promise<void>): void;
}

interface DatabaseParts {
  readonly embedded: boolean;
  readonly dataSource: DataSource;
  readonly subscribe: (channel: string, announce: (payload: string) => void) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Any number of ours: the advisory lock of whoever brings the schema up to date. */
const migrationLock = 0x5ea2;

const insideTransaction = new AsyncLocalStorage<true>();
// A notification arrives in the middle of somebody's statement, and its listeners must not inherit that statement's context.
const outsideOfAnyTransaction = AsyncLocalStorage.snapshot();

/** The one door to the database: embedded PGlite or PostgreSQL, the same SQL and migrations on both. */
export class Database implements Sql {
  readonly embedded: boolean;
  readonly #dataSource: DataSource;
  readonly #listeners = new EventEmitter({ captureRejections: false });
  readonly #subscribe: (channel: string) => Promise<void>;
  readonly #subscribed = new Map<string, Promise<void>>();
  readonly #close: () => Promise<void>;

  private constructor(parts: DatabaseParts) {
    this.embedded = parts.embedded;
    this.#dataSource = parts.dataSource;
    this.#listeners.setMaxListeners(0);
    this.#subscribe = (channel) =>
      parts.subscribe(channel, (payload) => {
        outsideOfAnyTransaction(() => this.#listeners.emit(channel, payload));
      });
    this.#close = parts.close;
  }

  /** Opens the database and brings its schema up to date. @throws StartError when it cannot be opened. */
  static async open(options: DatabaseOptions): Promise<Database> {
    const database = options.address === 'embedded' ? await openEmbedded(options) : await openPostgres(options);
    try {
      await database.migrate();
      return database;
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  /** @internal */
  static from(parts: DatabaseParts): Database {
    return new Database(parts);
  }

  async rows<Row>(statement: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.#single((sql) => sql.rows<Row>(statement, parameters));
  }

  async run(statement: string, parameters: readonly unknown[] = []): Promise<number> {
    return this.#single((sql) => sql.run(statement, parameters));
  }

  /**
   * Runs `work` in one transaction. Nothing inside may wait for a provider, and every statement inside goes through the transaction it is handed.
   * @throws Error when called inside another transaction: on the embedded database that would wait for itself for ever.
   */
  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const after: (() => Promise<void>)[] = [];
    const result = await this.#leased(async (runner) => {
      await runner.startTransaction();
      try {
        const value = await work({ ...sqlOver(runner), jobs: jobsOver(runner), afterCommit: (run) => after.push(run) });
        await runner.commitTransaction();
        return value;
      } catch (error) {
        if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
        throw error;
      }
    });
    // All of them, whatever becomes of the others: the commit cannot be taken back.
    const settled = await Promise.allSettled(after.map((run) => run()));
    for (const one of settled) if (one.status === 'rejected') throw one.reason;
    return result;
  }

  /** For pg-boss outside of transactions. */
  get jobs(): JobsDatabase {
    return {
      executeSql: (text, values) =>
        this.#leased(async (runner) => {
          try {
            return await jobsOver(runner).executeSql(text, values);
          } catch (error) {
            // Its texts begin transactions of their own: one that failed must not be left open for whoever has this connection next.
            await runner.query('rollback').catch(() => undefined);
            throw error;
          }
        }),
      listen: async (channel, onNotification, onReconnect) => {
        const stop = await this.listen(channel, onNotification);
        onReconnect();
        return { close: async () => stop() };
      },
    };
  }

  /** Calls `listener` for every NOTIFY on the channel. After a lost connection it is called once with an empty payload: look again. */
  async listen(channel: string, listener: (payload: string) => void): Promise<() => void> {
    this.#listeners.on(channel, listener);
    let subscribed = this.#subscribed.get(channel);
    if (subscribed === undefined) {
      subscribed = this.#subscribe(channel);
      this.#subscribed.set(channel, subscribed);
    }
    await subscribed;
    return () => this.#listeners.off(channel, listener);
  }

  /** Several servers may be started on a new database at the same moment: one of them makes the tables, the others wait for it. */
  async migrate(): Promise<void> {
    const migrate = () => this.#dataSource.runMigrations({ transaction: 'each' });
    // The embedded database has one server, and one session, which a lock would take from the migrations.
    if (this.embedded) {
      await migrate();
      return;
    }
    const holder = this.#dataSource.createQueryRunner();
    try {
      await holder.query('select pg_advisory_lock($1)', [migrationLock]);
      await migrate();
    } finally {
      await holder.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
      await holder.release();
    }
  }

  async close(): Promise<void> {
    this.#listeners.removeAllListeners();
    await this.#close();
  }

  async #single<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#leased((runner) => work(sqlOver(runner)));
  }

  async #leased<T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    if (insideTransaction.getStore()) {
      throw new Error(
        'A statement was run outside of the transaction that is open. Use the transaction that was handed in.',
      );
    }
    const runner = this.#dataSource.createQueryRunner();
    try {
      return await insideTransaction.run(true, () => work(runner));
    } finally {
      await runner.release();
    }
  }
}

function sqlOver(runner: QueryRunner): Sql {
  return {
    rows: async <Row>(statement: string, parameters: readonly unknown[] = []) =>
      (await runner.query(statement, [...parameters], true)).records as Row[],
    run: async (statement, parameters = []) => (await runner.query(statement, [...parameters], true)).affected ?? 0,
  };
}

function jobsOver(runner: QueryRunner): JobsDatabase {
  return {
    executeSql: async (text, values) => {
      const client = await runner.connect();
      // Several statements in one text come back as several results from `pg`: pg-boss wants the rows of all of them.
      const result = await client.query(text, values);
      return { rows: Array.isArray(result) ? result.flatMap(({ rows }) => rows) : result.rows };
    },
  };
}

const migrations = [MainRoad1764000000000];

async function openEmbedded({ dataDirectory, logger }: DatabaseOptions): Promise<Database> {
  const lock = lockDirectory(dataDirectory);
  try {
    const { PGlite } = await import('@electric-sql/pglite');
    // int8 as a string, as `pg` gives it.
    const pglite = await PGlite.create(join(dataDirectory, 'database'), { parsers: { 20: (value: string) => value } });
    const { driver, lease } = pglitePool(pglite);
    const dataSource = new DataSource({ type: 'postgres', driver, migrations, logging: false });
    await dataSource.initialize();
    return Database.from({
      embedded: true,
      dataSource,
      subscribe: async (channel, announce) => {
        // Inside somebody's transaction a LISTEN would be undone by a rollback: take the session for it.
        const free = await lease();
        try {
          await pglite.listen(channel, announce);
        } finally {
          free();
        }
      },
      close: async () => {
        await dataSource.destroy();
        await pglite.close();
        lock.release();
      },
    });
  } catch (error) {
    lock.release();
    logger.error('the embedded database did not open', { directory: dataDirectory });
    throw new StartError({
      summary: `The embedded database in ${dataDirectory} did not open: ${(error as Error).message}`,
      remedy: 'Restore the directory from a backup, or remove it to start afresh.',
      cause: error,
    });
  }
}

async function openPostgres({ address, logger }: DatabaseOptions): Promise<Database> {
  const { default: pg } = await import('pg');
  const dataSource = new DataSource({
    type: 'postgres',
    url: address,
    migrations,
    logging: false,
    poolSize: 16,
    applicationName: 'access-account',
    connectTimeoutMS: 5000,
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
    () => new pg.Client({ connectionString: address, application_name: 'access-account listen' }),
    logger,
  );
  return Database.from({
    embedded: false,
    dataSource,
    subscribe: (channel, announce) => notifications.subscribe(channel, announce),
    close: async () => {
      await notifications.close();
      await dataSource.destroy();
    },
  });
}

/** One dedicated connection that listens, and listens again after it was lost. */
class PostgresNotifications {
  readonly #channels = new Map<string, (payload: string) => void>();
  readonly #connect: () => import('pg').Client;
  readonly #logger: Logger;
  #client: Promise<import('pg').Client> | undefined;
  #closed = false;

  constructor(connect: () => import('pg').Client, logger: Logger) {
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

  #connected(): Promise<import('pg').Client> {
    this.#client ??= this.#open();
    return this.#client;
  }

  async #open(): Promise<import('pg').Client> {
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
