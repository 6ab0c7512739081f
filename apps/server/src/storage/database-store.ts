import type { ConnectorStore, JsonValue, StoredValue } from '@access-account/contract';
import type { Database } from './database.ts';
import { toJson } from './to-json.ts';

interface Row {
  readonly key: string;
  readonly value: JsonValue;
  readonly version: string;
}

const channel = 'connector_store';

/** The connector stores: one table, a namespace per connector, changes announced to every process. */
export class DatabaseStores {
  readonly #database: Database;
  readonly #watchers = new Set<{
    readonly connector: string;
    readonly prefix: string;
    readonly listener: (key: string) => void;
  }>();

  private constructor(database: Database) {
    this.#database = database;
  }

  static async open(database: Database): Promise<DatabaseStores> {
    const stores = new DatabaseStores(database);
    await database.listen(channel, (payload) => stores.#announce(payload));
    return stores;
  }

  of(connector: string): ConnectorStore {
    const database = this.#database;
    return {
      get: async (key) => {
        const [row] = await database.rows<Row>(
          'select key, value, version from connector_store where connector = $1 and key = $2',
          [connector, key],
        );
        return row === undefined ? undefined : stored(row);
      },
      put: async (key, value) => {
        await database.rows(
          `with written as (
             insert into connector_store (connector, key, value) values ($1, $2, $3)
             on conflict (connector, key) do update set value = excluded.value, version = connector_store.version + 1 returning key
           ) select pg_notify('${channel}', $1 || ' ' || key) from written`,
          [connector, key, toJson(value)],
        );
      },
      compareAndSet: async (key, expected, value) => {
        const write =
          expected === 0
            ? 'insert into connector_store (connector, key, value) select $1, $2, $3 where $4::bigint = 0 on conflict do nothing returning key'
            : 'update connector_store set value = $3, version = version + 1 where connector = $1 and key = $2 and version = $4 returning key';
        const written = await database.rows(
          `with written as (${write}) select pg_notify('${channel}', $1 || ' ' || key) from written`,
          [connector, key, toJson(value), expected],
        );
        return written.length === 1;
      },
      delete: async (key) => {
        await database.rows(
          `with gone as (delete from connector_store where connector = $1 and key = $2 returning key)
           select pg_notify('${channel}', $1 || ' ' || key) from gone`,
          [connector, key],
        );
      },
      list: async (prefix, { after = '', limit = 200 } = {}) => {
        const rows = await database.rows<Row>(
          `select key, value, version from connector_store
           where connector = $1 and key >= $2 and starts_with(key, $2) and key > $3 order by key limit $4`,
          [connector, prefix, after, limit],
        );
        return rows.map(stored);
      },
      watch: (prefix, listener) => {
        const watcher = { connector, prefix, listener };
        this.#watchers.add(watcher);
        return () => this.#watchers.delete(watcher);
      },
    };
  }

  /** A payload is `<connector> <key>`; an empty one says that notifications may have been missed. */
  #announce(payload: string): void {
    const space = payload.indexOf(' ');
    const connector = payload.slice(0, space);
    const key = payload.slice(space + 1);
    for (const watcher of this.#watchers) {
      if (payload === '') watcher.listener(watcher.prefix);
      else if (watcher.connector === connector && key.startsWith(watcher.prefix)) watcher.listener(key);
    }
  }
}

function stored({ key, value, version }: Row): StoredValue {
  return { key, value, version: Number(version) };
}
