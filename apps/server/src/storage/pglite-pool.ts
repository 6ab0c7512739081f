import { EventEmitter } from 'node:events';
import type { PGlite } from '@electric-sql/pglite';

interface QueryResult {
  readonly rows: Record<string, unknown>[];
  readonly fields: readonly unknown[];
  readonly rowCount: number;
  readonly command: string;
}

type Callback<T> = (error: unknown, value?: T) => void;

export interface PglitePool {
  /** For TypeORM's `driver`. */
  readonly driver: object;
  /** Takes the session; what it answers gives it back. */
  readonly lease: () => Promise<() => void>;
}

/**
 * What TypeORM needs of the `pg` module, over one embedded PGlite session.
 * `connect()` leases the session until `release()`, first come first served: transactions never interleave.
 */
export function pglitePool(database: PGlite): PglitePool {
  let tail: Promise<void> = Promise.resolve();

  async function lease(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = tail;
    tail = before.then(() => promise);
    await before;
    return resolve;
  }

  async function run(
    statement: string | { text: string; values?: unknown[] },
    values?: unknown[],
  ): Promise<QueryResult> {
    const text = typeof statement === 'string' ? statement : statement.text;
    const parameters = values ?? (typeof statement === 'string' ? undefined : statement.values);
    const results = parameters?.length ? [await database.query(text, parameters)] : await database.exec(text);
    const last = results.at(-1) ?? { rows: [], fields: [], affectedRows: 0 };
    const rows = last.rows as Record<string, unknown>[];
    const command = /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? '';
    return { rows, fields: last.fields, rowCount: last.affectedRows || rows.length, command };
  }

  class Client extends EventEmitter {
    #free: (() => void) | undefined;

    constructor(free: () => void) {
      super();
      this.#free = free;
    }

    query(
      statement: string | { text: string; values?: unknown[] },
      values?: unknown[] | Callback<QueryResult>,
      callback?: Callback<QueryResult>,
    ) {
      const done = typeof values === 'function' ? values : callback;
      return settle(run(statement, typeof values === 'function' ? undefined : values), done);
    }

    release(): void {
      this.#free?.();
      this.#free = undefined;
    }
  }

  class Pool extends EventEmitter {
    connect(callback?: (error: unknown, client?: Client, release?: () => void) => void): Promise<Client> | undefined {
      const client = lease().then((free) => new Client(free));
      if (callback === undefined) return client;
      client.then(
        (leased) => callback(null, leased, () => leased.release()),
        (error) => callback(error),
      );
      return undefined;
    }

    end(callback?: Callback<void>) {
      return settle(tail, callback);
    }
  }

  return { driver: { Pool, Client }, lease };
}

function settle<T>(promise: Promise<T>, callback: Callback<T> | undefined): Promise<T> | undefined {
  if (callback === undefined) return promise;
  promise.then(
    (value) => callback(null, value),
    (error) => callback(error),
  );
  return undefined;
}
