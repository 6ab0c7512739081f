import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock, ConnectorStore } from '@access-account/contract';

export interface ResetLinksOptions {
  readonly store: ConnectorStore;
  readonly clock: Clock;
}

export interface ResetLink {
  /** For the person alone: whoever has it chooses the password. */
  readonly token: string;
  /** ISO 8601 instant. */
  readonly until: string;
}

type StoredLink = {
  readonly idempotencyKey: string;
  /** SHA-256 of the secret in the link. */
  readonly digest: string;
  readonly until: string;
  readonly isUsed: boolean;
};

/** Milliseconds. */
const lifetime = 15 * 60_000;

/**
 * One-time links to a new password; a person's newest is the only one that works. In the store: `reset/<id>`, which knows a link
 * only by its digest, and `reset-key`. The secret is derived from the wish it answers, so that a repeat of the wish gets the same link.
 */
export class ResetLinks {
  readonly #store: ConnectorStore;
  readonly #clock: Clock;

  constructor({ store, clock }: ResetLinksOptions) {
    this.#store = store;
    this.#clock = clock;
  }

  async issue(id: string, idempotencyKey: string): Promise<ResetLink> {
    const secret = createHmac('sha256', await this.#key())
      .update(`${id} ${idempotencyKey}`)
      .digest('base64url');
    const last = await this.#last(id);
    if (last?.link.idempotencyKey === idempotencyKey) return { token: `${id}.${secret}`, until: last.link.until };
    const until = new Date(this.#clock.now().getTime() + lifetime).toISOString();
    await this.#store.put(`reset/${id}`, { idempotencyKey, digest: digest(secret), until, isUsed: false });
    return { token: `${id}.${secret}`, until };
  }

  /** Whose password may be chosen by it now; undefined: it was used, replaced, is too old or never was one. */
  async ownerOf(token: string): Promise<string | undefined> {
    return (await this.#valid(token))?.id;
  }

  /** Uses the link up. Answers whose it is, once. */
  async use(token: string): Promise<string | undefined> {
    const valid = await this.#valid(token);
    if (valid === undefined) return undefined;
    const { id, link, version } = valid;
    return (await this.#store.compareAndSet(`reset/${id}`, version, { ...link, isUsed: true })) ? id : undefined;
  }

  async #valid(token: string) {
    const [id = '', secret = ''] = token.split('.', 2);
    if (id === '' || id.includes('\0')) return undefined;
    const last = await this.#last(id);
    if (last === undefined) return undefined;
    const { isUsed, until } = last.link;
    const isOurs = timingSafeEqual(Buffer.from(last.link.digest), Buffer.from(digest(secret)));
    return isOurs && !isUsed && Date.parse(until) > this.#clock.now().getTime() ? { id, ...last } : undefined;
  }

  async #last(id: string) {
    const stored = await this.#store.get(`reset/${id}`);
    return stored === undefined ? undefined : { link: stored.value as StoredLink, version: stored.version };
  }

  async #key(): Promise<string> {
    const fresh = randomBytes(32).toString('base64url');
    await this.#store.compareAndSet('reset-key', 0, fresh);
    return String((await this.#store.get('reset-key'))?.value);
  }
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
