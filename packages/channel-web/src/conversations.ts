import type { ConnectorStore } from '@access-account/contract';
import { UnavailableError } from '@access-account/contract';
import { type Conversation, conversation, emptyConversation } from './conversation.ts';

const maximumAttempts = 100;

/** Everybody's conversations, kept in the connector's store. */
export interface Conversations {
  read(user: string): Promise<Conversation>;
  /** Applies `step` to the latest version and writes what comes out; a step that hands back its input writes nothing. */
  change(user: string, step: (current: Conversation) => Conversation): Promise<void>;
  /** Calls `listener` after the conversation may have changed, in this process or another. Answers how to stop. */
  watch(user: string, listener: () => void): () => void;
}

const keyOf = (user: string) => `conversation/${user}`;

export function createConversations(store: ConnectorStore): Conversations {
  const load = async (user: string) => {
    const stored = await store.get(keyOf(user));
    if (stored === undefined) return { version: 0, current: emptyConversation };
    return { version: stored.version, current: conversation.parse(stored.value) };
  };
  return {
    read: async (user) => (await load(user)).current,
    change: async (user, step) => {
      for (let attempt = 0; attempt < maximumAttempts; attempt += 1) {
        const { version, current } = await load(user);
        const next = step(current);
        if (next === current || (await store.compareAndSet(keyOf(user), version, next))) return;
      }
      throw new UnavailableError({
        system: 'web chat',
        summary: 'A conversation was being written by too many others at once.',
        remedy: 'Try again.',
      });
    },
    watch: (user, listener) => store.watch(keyOf(user), listener),
  };
}
