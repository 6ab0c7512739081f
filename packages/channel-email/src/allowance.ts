import { createHash } from 'node:crypto';
import type { ConnectContext } from '@access-account/contract';
import { z } from 'zod';

/** Milliseconds since 1970; `at`: of the last mail. */
const shape = z.object({ begun: z.number(), mails: z.number(), replied: z.number(), at: z.number() });

export interface Spent {
  /** Mails of this address in this hour, this one among them. */
  readonly mails: number;
  /** Whether a fixed reply may still go to it today. */
  readonly mayReply: boolean;
}

const hour = 60 * 60_000;
const day = 24 * hour;

/** How often each address wrote, and when it last got the fixed reply. Known or not, every address leaves the same trace: one row. */
export class Allowance {
  readonly #context: Pick<ConnectContext, 'store' | 'clock'>;

  constructor(context: Pick<ConnectContext, 'store' | 'clock'>) {
    this.#context = context;
  }

  /** Counts one mail. */
  async spend(address: string): Promise<Spent> {
    const { store, clock } = this.#context;
    const now = clock.now().getTime();
    const key = `sender:${createHash('sha256').update(address).digest('base64url')}`;
    for (;;) {
      const stored = await store.get(key);
      const before = shape.safeParse(stored?.value).data ?? { begun: now, mails: 0, replied: 0, at: now };
      const { begun, mails } = now - before.begun < hour ? before : { begun: now, mails: 0 };
      const mayReply = now - before.replied >= day;
      const after = { begun, mails: mails + 1, replied: mayReply ? now : before.replied, at: now };
      if (await store.compareAndSet(key, stored?.version ?? 0, after)) return { mails: after.mails, mayReply };
    }
  }
}
