import { createHash } from 'node:crypto';
import type { ConnectContext } from '@access-account/contract';
import { z } from 'zod';

const shape = z.object({ subject: z.string().nullable(), ids: z.array(z.string()), sent: z.array(z.string()) });

/** The mails a conversation consists of, as far as the next one has to name them. */
export interface Thread {
  /** Of what is stored; 0: nothing is. */
  readonly version: number;
  /** The subject of our first mail in it; null: we have written none yet. */
  readonly subject: string | null;
  /** Message-IDs with their angle brackets, the newest last. */
  readonly ids: readonly string[];
  /** Mails that the server took from us, in this thread or another; the newest last. */
  readonly sent: readonly string[];
}

const none = { subject: null, ids: [], sent: [] } as const;

/** What a References header names at most (the first, and the newest), and how many of ours are remembered. */
const most = 12;

/** The thread that goes on with each person: one row of the store, however much is written. */
export class Threads {
  readonly #context: Pick<ConnectContext, 'store' | 'clock'>;

  constructor(context: Pick<ConnectContext, 'store' | 'clock'>) {
    this.#context = context;
  }

  async of(address: string): Promise<Thread> {
    const stored = await this.#context.store.get(keyOf(address));
    // Most people have none yet, and a parser that is shown nothing takes long to say so.
    if (stored === undefined) return { ...none, version: 0 };
    return { ...(shape.safeParse(stored.value).data ?? none), version: stored.version };
  }

  /** What is written at the same time is not forgotten by the one that is done last. `known`: as it was read a moment ago. */
  async change(address: string, change: (before: Thread) => Omit<Thread, 'version'>, known?: Thread): Promise<void> {
    const key = keyOf(address);
    for (let before = known ?? (await this.of(address)); ; before = await this.of(address)) {
      const { subject, ids, sent } = change(before);
      const [first, ...others] = [...new Set(ids)];
      const kept = first === undefined ? [] : [first, ...others.slice(-(most - 1))];
      const after = {
        subject,
        ids: kept,
        sent: [...new Set(sent)].slice(-most),
        at: this.#context.clock.now().getTime(),
      };
      if (await this.#context.store.compareAndSet(key, before.version, after)) return;
    }
  }
}

function keyOf(address: string): string {
  return `thread:${createHash('sha256').update(address).digest('base64url')}`;
}
