import type { ChannelUserReference, ConnectorStore, ConversationReference } from '@access-account/contract';
import { z } from 'zod';
import type { Activity } from './guard/read-activity.ts';

const referenceShape = z.object({
  /** The conversation’s id. */
  conversation: z.string().min(1),
  /** The Bot Connector that has it. */
  serviceUrl: z.string().min(1),
  /** The user’s id in it, `29:…`: another one for every app. */
  member: z.string().min(1),
  /** The user’s object id in Entra ID. */
  user: z.string().min(1),
  locale: z.string().nullable(),
});

/** Where somebody is talked to, as Teams told it last. */
export type Reference = z.infer<typeof referenceShape>;

export interface ReferencesOptions {
  readonly store: ConnectorStore;
  readonly tenantId: string;
}

/** References whose last state is kept in mind, so that nothing is written that is there already. */
const mostKept = 10_000;

/** Teams has no way to ask where somebody is: whatever it says about that is kept. */
export class References {
  readonly #store: ConnectorStore;
  readonly #tenantId: string;
  readonly #kept = new Map<string, string>();

  constructor({ store, tenantId }: ReferencesOptions) {
    this.#store = store;
    this.#tenantId = tenantId;
  }

  async keep(reference: Reference): Promise<void> {
    const text = JSON.stringify(reference);
    if (this.#kept.get(reference.user) === text) return;
    if (!isEqual(await this.ofUser(reference.user), reference)) {
      await this.#store.put(`conversation/${reference.conversation}`, reference);
      await this.#store.put(`user/${reference.user}`, reference);
    }
    if (this.#kept.size >= mostKept) this.#kept.clear();
    this.#kept.set(reference.user, text);
  }

  ofUser(user: string): Promise<Reference | undefined> {
    return this.#read(`user/${user}`);
  }

  ofConversation({ id }: ConversationReference): Promise<Reference | undefined> {
    return this.#read(`conversation/${id}`);
  }

  /** Users are known by tenant and object id. */
  toUser(user: string): ChannelUserReference {
    return { id: `${this.#tenantId}/${user}` };
  }

  /** The user’s object id; undefined for a reference to somebody of another tenant. */
  userIn({ id }: ChannelUserReference): string | undefined {
    const [tenant, user, ...more] = id.split('/');
    return tenant === this.#tenantId && user && more.length === 0 ? user : undefined;
  }

  async #read(key: string): Promise<Reference | undefined> {
    return referenceShape.safeParse((await this.#store.get(key))?.value).data;
  }
}

function isEqual(one: Reference | undefined, other: Reference): boolean {
  return one !== undefined && Object.entries(other).every(([name, value]) => one[name as keyof Reference] === value);
}

export function referenceOf({ conversation, serviceUrl, from, locale }: Activity): Reference {
  return {
    conversation: conversation.id,
    serviceUrl,
    member: from.id,
    user: from.aadObjectId,
    locale: locale ?? null,
  };
}
