import 'reflect-metadata';
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import type { DataSource } from 'typeorm';
import { answeredInTime } from './answered-in-time.ts';
import { KeptPlans, magnitudes } from './plans.ts';
import { UncertainCommitError } from './uncertain-commit-error.ts';

/** Anything SQL can be run on: the database itself (one statement, its own transaction) or an open transaction. */
export interface Sql {
  rows<Row>(statement: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs a statement that changes rows and answers how many. */
  run(statement: string, parameters?: readonly unknown[]): Promise<number>;
}

/**
 * Statements of one transaction that do not wait for each other are sent together: `Promise.all([…])` is one round trip.
 * Statements whose answers are not awaited inside travel together with the commit; they are answered when it is.
 */
export interface Transaction extends Sql {
  /** Runs after the commit and before `transaction()` resolves; an error there is the caller's. */
  afterCommit(run: () => Promise<void>): void;
}

/** What differs between the two databases. */
export interface DatabaseParts {
  readonly embedded: boolean;
  readonly dataSource: DataSource;
  readonly subscribe: (channel: string, announce: (payload: string) => void) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface TransactionOptions {
  /** Milliseconds in which each of its statements is answered; default: half a minute. More, for those that read or write the whole of a large table. */
  readonly answersWithin?: number;
  /** Everything it asks for is found by keys, now and when tables have grown: its plans are kept until one has. */
  readonly keepsPlans?: boolean;
}

const halfAMinute = 30_000;

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
  readonly #plans = new KeptPlans(async () => (await this.rows<{ tables: string }>(magnitudes))[0]?.tables ?? '');

  constructor(parts: DatabaseParts) {
    this.embedded = parts.embedded;
    this.#dataSource = parts.dataSource;
    this.#listeners.setMaxListeners(0);
    this.#subscribe = (channel) =>
      parts.subscribe(channel, (payload) => {
        outsideOfAnyTransaction(() => this.#listeners.emit(channel, payload));
      });
    this.#close = parts.close;
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
   * @throws UncertainCommitError when it may have been committed all the same.
   */
  async transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    { answersWithin = halfAMinute, keepsPlans = false }: TransactionOptions = {},
  ): Promise<T> {
    if (keepsPlans) this.#plans.lookNowAndThen();
    const after: (() => Promise<void>)[] = [];
    const result = await this.#leased(answersWithin, async (client) => {
      // Not awaited: it travels with the first statements, which fail where it did.
      leaveTogether(client);
      // Whatever the database is set to: what is read once a row is locked is read as it is then, and not as it was at the beginning.
      const begin = 'begin isolation level read committed';
      const begun = client.query(keepsPlans ? `${begin}; ${this.#plans.settings(client.connection)}` : begin);
      begun.catch(() => undefined);
      let failure: unknown;
      let committing = false;
      const watched: SqlClient = {
        connection: client.connection,
        query: (statement) => {
          // It would be outside of the transaction, on a connection that is somebody else's by then.
          if (committing) return Promise.reject(new Error('A statement came after the commit of its transaction.'));
          return client.query(statement).catch((error: unknown) => {
            failure ??= error;
            throw error;
          });
        },
      };
      try {
        const value = await work({ ...sqlOver(watched, keepsPlans), afterCommit: (run) => after.push(run) });
        // PostgreSQL would answer a commit here by rolling back, and call it done.
        if (failure !== undefined) throw failure;
        leaveTogether(client);
        committing = true;
        await client.query('commit');
        // One of those that travelled with the commit: PostgreSQL answered it by rolling back.
        if (failure !== undefined) throw new RolledBack(failure);
        return value;
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        if (error instanceof RolledBack) throw error.cause;
        throw committing ? new UncertainCommitError(error) : error;
      }
    });
    // All of them, whatever becomes of the others: the commit cannot be taken back.
    const settled = await Promise.allSettled(after.map((run) => run()));
    for (const one of settled) if (one.status === 'rejected') throw new UncertainCommitError(one.reason);
    return result;
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
    return this.#leased(halfAMinute, (client) => work(sqlOver(client)));
  }

  async #leased<T>(answersWithin: number, work: (client: SqlClient) => Promise<T>): Promise<T> {
    if (insideTransaction.getStore()) {
      throw new Error(
        'A statement was run outside of the transaction that is open. Use the transaction that was handed in.',
      );
    }
    const runner = this.#dataSource.createQueryRunner();
    try {
      const client = inTime(await runner.connect(), answersWithin);
      return await insideTransaction.run(true, () => work(client));
    } finally {
      await runner.release();
    }
  }
}

/** Nothing of the transaction is kept, and that is certain. */
class RolledBack extends Error {
  constructor(cause: unknown) {
    super('rolled back', { cause });
  }
}

/** A client of `pg`, to PostgreSQL or to the embedded database. */
interface SqlClient {
  readonly connection: { readonly stream: Duplex };
  query(
    statement: string | { readonly name: string; readonly text: string; readonly values: readonly unknown[] },
  ): Promise<SqlResult>;
}

interface SqlResult {
  readonly rows: unknown[];
  readonly rowCount: number | null;
}

/** The same client, whose every statement is answered or fails. */
function inTime(client: SqlClient, within: number): SqlClient {
  const { connection } = client;
  const { stream } = connection;
  return {
    connection,
    query: (statement) => answeredInTime(() => client.query(statement), { stream, within }),
  };
}

function sqlOver(client: SqlClient, keepsPlans = false): Sql {
  const query = (text: string, values: readonly unknown[]) => {
    leaveTogether(client);
    return client.query(values.length === 0 ? text : { ...prepared(text, keepsPlans), values });
  };
  return {
    rows: async <Row>(statement: string, parameters: readonly unknown[] = []) =>
      (await query(statement, parameters)).rows as Row[],
    run: async (statement, parameters = []) => (await query(statement, parameters)).rowCount ?? 0,
  };
}

/** All statements of one turn leave in one write: on a busy server, writing costs more than what is written. */
function leaveTogether({ connection: { stream } }: SqlClient): void {
  stream.cork();
  process.nextTick(() => stream.uncork());
}

interface Prepared {
  readonly name: string;
  readonly text: string;
}

const statements = new Map<string, Prepared>();
const statementsWithKeptPlans = new Map<string, Prepared>();

/**
 * Statements with parameters are prepared once per connection, under a name made of their text. What is prepared has one plan,
 * whoever asks for it: where plans are kept the text is another one, to a pooler as well.
 */
function prepared(statement: string, keepsPlans: boolean): Prepared {
  const known = keepsPlans ? statementsWithKeptPlans : statements;
  let one = known.get(statement);
  if (one === undefined) {
    const text = keepsPlans ? `${statement} /* kept */` : statement;
    one = { name: createHash('sha256').update(text).digest('base64url').slice(0, 32), text };
    known.set(statement, one);
  }
  return one;
}
