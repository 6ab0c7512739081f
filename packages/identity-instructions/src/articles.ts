import type { Clock, ConnectContext, ConnectorStore, Instructions, JsonValue, Logger } from '@access-account/contract';
import { fetchArticle } from './fetch-article.ts';
import type { InstructionsFile } from './instructions-client.ts';

/** A page of a knowledge base. */
export interface Article extends InstructionsFile {
  readonly url: string;
}

/** What the store keeps of an article; all instants are ISO 8601. */
interface Copy {
  /** Where it came from: an article at another address is another one. */
  readonly url: string;
  /** As it last was good. */
  readonly content: Omit<Instructions, 'locale'> | null;
  readonly fetchedAt: string | null;
  readonly triedAt: string;
  readonly trouble: { readonly since: string; readonly problem: string; readonly remedy: string } | null;
}

/** How an article stands, for whoever looks after it. */
export interface ArticleState {
  readonly article: Article;
  readonly fetchedAt: string | null;
  readonly trouble: Copy['trouble'];
}

export type ArticlesOptions = Pick<ConnectContext, 'fetch' | 'store' | 'clock' | 'logger' | 'signal'> & {
  readonly articles: readonly Article[];
};

/** Milliseconds between two looks at a source: when it was good, and when it was not. */
const refreshEvery = 60 * 60_000;
const retryEvery = 5 * 60_000;
/** Milliseconds between two looks whether something is due. */
const lookEvery = 60_000;

/**
 * Articles of a knowledge base as they last were good, kept in the product's database: people read the copies, and a source that
 * is away or sends rubbish is only a matter between it and `check`. A source is fetched in the background, by one server at a time.
 */
export class Articles {
  readonly all: readonly Article[];
  readonly #fetch: ConnectContext['fetch'];
  readonly #store: ConnectorStore;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #stopped = new AbortController();
  readonly #signal: AbortSignal;
  readonly #fetching = new Map<string, Promise<void>>();
  readonly #timer: NodeJS.Timeout | undefined;

  constructor({ articles, fetch, store, clock, logger, signal }: ArticlesOptions) {
    this.all = articles;
    this.#fetch = fetch;
    this.#store = store;
    this.#clock = clock;
    this.#logger = logger;
    this.#signal = AbortSignal.any([signal, this.#stopped.signal]);
    if (articles.length === 0) return;
    this.#timer = setInterval(() => this.#inBackground(), lookEvery);
    this.#timer.unref();
    this.#inBackground();
  }

  /** The last good copy; where there never was one it is waited for. Undefined: there is none to be had. */
  async read(article: Article): Promise<Omit<Instructions, 'locale'> | undefined> {
    const kept = await this.#copy(article);
    if (kept?.content) return kept.content;
    await this.#refresh(article);
    return (await this.#copy(article))?.content ?? undefined;
  }

  /** Fetches whatever is due. */
  async refresh(): Promise<void> {
    await Promise.all(this.all.map((article) => this.#refresh(article)));
  }

  async states(): Promise<readonly ArticleState[]> {
    return Promise.all(
      this.all.map(async (article) => {
        const copy = await this.#copy(article);
        return { article, fetchedAt: copy?.fetchedAt ?? null, trouble: copy?.trouble ?? null };
      }),
    );
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopped.abort();
    await Promise.allSettled(this.#fetching.values());
  }

  #inBackground(): void {
    this.refresh().catch((error: Error) =>
      this.#logger.warn('Articles could not be refreshed.', { reason: error.message }),
    );
  }

  #refresh(article: Article): Promise<void> {
    const key = keyOf(article);
    const known = this.#fetching.get(key);
    if (known !== undefined) return known;
    const fetching = this.#fetchIfDue(article).finally(() => this.#fetching.delete(key));
    this.#fetching.set(key, fetching);
    return fetching;
  }

  async #fetchIfDue(article: Article): Promise<void> {
    const stored = await this.#store.get(keyOf(article));
    const before = copyOf(article, stored?.value);
    const now = this.#clock.now();
    if (before !== undefined && !isDue(before, now)) return;
    const triedAt = now.toISOString();
    const { content = null, fetchedAt = null, trouble = null } = before ?? {};
    const trying: Copy = { url: article.url, content, fetchedAt, triedAt, trouble };
    // Whoever writes first fetches: the others have its copy soon.
    if (!(await this.#store.compareAndSet(keyOf(article), stored?.version ?? 0, json(trying)))) return;
    const fetched = await fetchArticle({ url: article.url, fetch: this.#fetch, signal: this.#signal });
    if (this.#signal.aborted) return;
    if (fetched.isGood) {
      const good: Copy = { ...trying, content: fetched.content, fetchedAt: triedAt, trouble: null };
      await this.#store.put(keyOf(article), json(good));
      return;
    }
    const { problem, remedy } = fetched;
    this.#logger.warn(`An article ${problem}.`, { url: article.url, remedy });
    await this.#store.put(
      keyOf(article),
      json({ ...trying, trouble: { since: trouble?.since ?? triedAt, problem, remedy } }),
    );
  }

  async #copy(article: Article): Promise<Copy | undefined> {
    return copyOf(article, (await this.#store.get(keyOf(article)))?.value);
  }
}

function isDue({ triedAt, trouble, content }: Copy, now: Date): boolean {
  const since = now.getTime() - Date.parse(triedAt);
  // One that was begun and never finished is neither good nor in trouble.
  return since >= (trouble === null && content !== null ? refreshEvery : retryEvery);
}

function keyOf({ system, topic, language }: Article): string {
  return `article/${system}/${topic}.${language}`;
}

function copyOf({ url }: Article, value: JsonValue | undefined): Copy | undefined {
  const copy = value as unknown as Copy | undefined;
  return copy?.url === url ? copy : undefined;
}

function json(copy: Copy): JsonValue {
  return copy as unknown as JsonValue;
}
