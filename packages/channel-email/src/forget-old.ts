import type { ConnectContext } from '@access-account/contract';
import { z } from 'zod';

const hour = 60 * 60_000;
const day = 24 * hour;

/** How long what is kept of an address is of use, in milliseconds, by the beginning of its keys. */
const lives = { 'sender:': day, 'thread:': 30 * day } as const;

const shape = z.object({ at: z.number() });

/** Whoever writes in the name of a million addresses leaves nothing behind for good. Done whenever a mailbox is looked into, at most every hour. */
export async function forgetOld({ store, clock }: Pick<ConnectContext, 'store' | 'clock'>): Promise<void> {
  const now = clock.now().getTime();
  const swept = shape.safeParse((await store.get('swept'))?.value).data;
  if (swept !== undefined && now - swept.at < hour) return;
  await store.put('swept', { at: now });
  for (const [prefix, life] of Object.entries(lives)) {
    for (let after: string | undefined; ; ) {
      const rows = await store.list(prefix, after === undefined ? {} : { after });
      for (const { key, value } of rows) {
        const at = shape.safeParse(value).data?.at ?? 0;
        if (now - at >= life) await store.delete(key);
      }
      after = rows.at(-1)?.key;
      if (after === undefined) break;
    }
  }
}
