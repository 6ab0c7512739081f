import type { ConnectorStore, JsonValue, StoredValue } from '@access-account/contract';

const bytewise = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** As it comes back from a store that keeps JSON: a copy, and of -0 only 0 is left. */
const kept = (value: JsonValue) => JSON.parse(JSON.stringify(value)) as JsonValue;

/** A connector store in memory with the semantics of the product's own: values are copied in and out, versions start at 1. */
export function memoryStore(): ConnectorStore {
  const values = new Map<string, StoredValue>();
  const listeners = new Set<{ prefix: string; listener: (key: string) => void }>();
  const write = (key: string, value: JsonValue) => {
    values.set(key, { key, value: kept(value), version: (values.get(key)?.version ?? 0) + 1 });
    announce(key);
  };
  const announce = (key: string) => {
    for (const { prefix, listener } of listeners) {
      if (key.startsWith(prefix)) queueMicrotask(() => listener(key));
    }
  };
  return {
    get: async (key) => structuredClone(values.get(key)),
    put: async (key, value) => write(key, value),
    compareAndSet: async (key, expected, value) => {
      if ((values.get(key)?.version ?? 0) !== expected) return false;
      write(key, value);
      return true;
    },
    delete: async (key) => {
      if (values.delete(key)) announce(key);
    },
    list: async (prefix, { after = '', limit = 200 } = {}) =>
      [...values.values()]
        .filter(({ key }) => key.startsWith(prefix) && bytewise(key, after) > 0)
        .sort((a, b) => bytewise(a.key, b.key))
        .slice(0, limit)
        .map((value) => structuredClone(value)),
    watch: (prefix, listener) => {
      const entry = { prefix, listener };
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
  };
}
