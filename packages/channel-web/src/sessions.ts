import { createHash, randomBytes } from 'node:crypto';
import type { Clock, ConnectorStore } from '@access-account/contract';
import { z } from 'zod';

const session = z.object({ person: z.string(), until: z.string() });

const lifetimeMilliseconds = 12 * 60 * 60 * 1000;

export const sessionSeconds = lifetimeMilliseconds / 1000;

/** Who is signed in to the chat. Only a hash of a session's id is stored, so a copy of the store signs nobody in. */
export interface Sessions {
  /** Answers the new session's id: 256 random bits. */
  start(person: string): Promise<string>;
  /** The person's login, or undefined when there is no such session (any more). */
  find(id: string): Promise<string | undefined>;
  end(id: string): Promise<void>;
}

const prefix = 'session/';
const keyOf = (id: string) => prefix + createHash('sha256').update(id).digest('hex');

export function createSessions({ store, clock }: { store: ConnectorStore; clock: Clock }): Sessions {
  const isOver = (until: string) => new Date(until) <= clock.now();
  const dropExpired = async () => {
    for (const { key, value } of await store.list(prefix)) {
      const read = session.safeParse(value);
      if (!read.success || isOver(read.data.until)) await store.delete(key);
    }
  };
  return {
    start: async (person) => {
      await dropExpired();
      const id = randomBytes(32).toString('base64url');
      const until = new Date(clock.now().getTime() + lifetimeMilliseconds).toISOString();
      await store.put(keyOf(id), { person, until });
      return id;
    },
    find: async (id) => {
      const read = session.safeParse((await store.get(keyOf(id)))?.value);
      return read.success && !isOver(read.data.until) ? read.data.person : undefined;
    },
    end: (id) => store.delete(keyOf(id)),
  };
}
