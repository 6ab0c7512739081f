import { createHash, randomBytes } from 'node:crypto';
import type { Clock, ConnectorStore } from '@access-account/contract';
import { z } from 'zod';
import { dropExpired } from './drop-expired.ts';

const session = z.object({ person: z.string(), name: z.string().optional(), until: z.string() });

const lifetimeMilliseconds = 12 * 60 * 60 * 1000;

export const sessionSeconds = lifetimeMilliseconds / 1000;

/** Somebody at the chat. */
export interface ChatUser {
  /** The user's id: a persona's login, or the account they signed in with. */
  readonly person: string;
  /** What they are called; absent: by their id. */
  readonly name?: string | undefined;
}

/** Who is signed in to the chat. Only a hash of a session's id is stored, so a copy of the store signs nobody in. */
export interface Sessions {
  /** Answers the new session's id: 256 random bits. */
  start(user: ChatUser): Promise<string>;
  /** Undefined when there is no such session (any more). */
  find(id: string): Promise<ChatUser | undefined>;
  end(id: string): Promise<void>;
}

const prefix = 'session/';
const keyOf = (id: string) => prefix + createHash('sha256').update(id).digest('hex');

export function createSessions({ store, clock }: { store: ConnectorStore; clock: Clock }): Sessions {
  const isOver = (until: string) => new Date(until) <= clock.now();
  const sweep = dropExpired({ store, clock, prefix });
  return {
    start: async ({ person, name }) => {
      await sweep();
      const id = randomBytes(32).toString('base64url');
      const until = new Date(clock.now().getTime() + lifetimeMilliseconds).toISOString();
      await store.put(keyOf(id), { person, until, ...(name === undefined ? {} : { name }) });
      return id;
    },
    find: async (id) => {
      const read = session.safeParse((await store.get(keyOf(id)))?.value);
      return read.success && !isOver(read.data.until) ? { person: read.data.person, name: read.data.name } : undefined;
    },
    end: (id) => store.delete(keyOf(id)),
  };
}
