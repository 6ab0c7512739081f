import type { JsonValue } from './json-value.ts';

/** A stored value with the version that `compareAndSet` asks for. */
export interface StoredValue {
  readonly key: string;
  readonly value: JsonValue;
  /** Rises by one with every write of this key, starting at 1. */
  readonly version: number;
}

/** A JSON store of the connector's own, kept in the product's database: cursors, positions, small directories. Keys are compared bytewise. */
export interface ConnectorStore {
  get(key: string): Promise<StoredValue | undefined>;
  /** Writes whatever was there before. */
  put(key: string, value: JsonValue): Promise<void>;
  /** Writes only if the key's version is still `expected` (0: the key must not exist). Answers whether it wrote. */
  compareAndSet(key: string, expected: number, value: JsonValue): Promise<boolean>;
  delete(key: string): Promise<void>;
  /** At most `limit` (default 200) values whose key starts with `prefix` and is greater than `after`, in key order. */
  list(prefix: string, options?: { readonly after?: string; readonly limit?: number }): Promise<readonly StoredValue[]>;
  /** Calls `listener` after a key below `prefix` changed, in this process or another; may call it without a change. Answers how to stop. */
  watch(prefix: string, listener: (key: string) => void): () => void;
}
