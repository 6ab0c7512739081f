import type { Clock, ConnectorStore } from '@access-account/contract';
import { z } from 'zod';

export interface DropExpiredOptions {
  readonly store: ConnectorStore;
  readonly clock: Clock;
  /** Of the keys whose values have an end. */
  readonly prefix: string;
}

const ending = z.object({ until: z.string() });
/** Milliseconds between two looks: signing in must not cost as much as there are people. */
const every = 60_000;

/** Deletes what has come to its end, at most once a minute. */
export function dropExpired({ store, clock, prefix }: DropExpiredOptions): () => Promise<void> {
  let looked = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = clock.now();
    if (now.getTime() - looked < every) return;
    looked = now.getTime();
    for (let after: string | undefined; ; ) {
      const rows = await store.list(prefix, after === undefined ? {} : { after });
      for (const { key, value } of rows) {
        const read = ending.safeParse(value);
        if (!read.success || new Date(read.data.until) <= now) await store.delete(key);
      }
      after = rows.at(-1)?.key;
      if (after === undefined) break;
    }
  };
}
