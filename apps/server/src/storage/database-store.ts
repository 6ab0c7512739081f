import type { ConnectorStore, JsonValue, StoredValue } from '@access-account/contract';
import type { Database } from './database.ts';
import { given } from './given.ts';
import { GroupCommit } from './group-commit.ts';
import { inOneOrder } from './in-one-order.ts';
import { Lookup } from './lookup.ts';
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
    const values = new Lookup((keys: readonly string[]) => read(connector, keys, database));
    // What is written at the same time shares a commit: a run of mails would need one for each.
    const writes = new GroupCommit({
      keyOf: ({ key }: Write) => key,
      rankOf: () => 0,
      commit: (some) => compareAndSet(connector, some, database),
      most: 250,
      abreast: 1,
    });
    return {
      get: (key) => values.of(key),
      put: async (key, value) => {
        await database.rows(
          `with written as (
             insert into connector_store (connector, key, value) values ($1, $2, $3)
             on conflict (connector, key) do update set value = excluded.value, version = connector_store.version + 1 returning key
           ) select pg_notify('${channel}', $1 || ' ' || key) from written`,
          [connector, key, toJson(value)],
        );
      },
      compareAndSet: (key, expected, value) => writes.submit({ key, expected, value }),
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

interface Write {
  readonly key: string;
  readonly expected: number;
  readonly value: JsonValue;
}

async function read(
  connector: string,
  keys: readonly string[],
  database: Database,
): Promise<readonly (StoredValue | undefined)[]> {
  const rows = await database.rows<Row>(
    // Each by its key: joined, all that a connector keeps would be read for a few, since the planner takes it for little.
    `select store.key, store.value, store.version from ${given('key text collate "C"')} as asked
     cross join lateral (
       select key, value, version from connector_store where connector = $2 and key = asked.key offset 0
     ) as store`,
    [toJson([...new Set(keys)].map((key) => ({ key }))), connector],
  );
  const found = new Map(rows.map((row) => [row.key, stored(row)]));
  return keys.map((key) => found.get(key));
}

/** Answers for each whether it was written. No key comes twice. */
async function compareAndSet(
  connector: string,
  writes: readonly Write[],
  database: Database,
): Promise<readonly boolean[]> {
  const rows = await database.rows<{ key: string }>(setValues, [
    toJson(inOneOrder(writes, ({ key }) => key)),
    connector,
  ]);
  const written = new Set(rows.map(({ key }) => key));
  return writes.map(({ key }) => written.has(key));
}

/** A value may be JSON’s null, which is no null of the database’s. */
const setValues = `with asked as materialized (
    select key, expected, coalesce(value, 'null') as value
    from ${given('key text collate "C", expected bigint, value jsonb')} as given
  ), inserted as (
    insert into connector_store (connector, key, value) select $2, key, value from asked where expected = 0
    on conflict do nothing returning key
  ), updated as (
    update connector_store store set value = asked.value, version = store.version + 1 from asked
    where store.connector = $2 and store.key = asked.key and store.version = asked.expected and asked.expected > 0
    returning store.key
  ) select key, pg_notify('${channel}', $2 || ' ' || key) from (select key from inserted union all select key from updated) as written`;

function stored({ key, value, version }: Row): StoredValue {
  return { key, value, version: Number(version) };
}
