import { isConnectionLoss } from './connection-loss.ts';
import { isDeadlock } from './is-deadlock.ts';
import { UncertainCommitError } from './uncertain-commit-error.ts';

export interface GroupCommitOptions<Item, Result> {
  /** Items with the same key are committed one after the other, in the order they came. */
  readonly keyOf: (item: Item) => string;
  /** Lower ranks go first. */
  readonly rankOf: (item: Item) => number;
  /** Commits all of them, or none and throws. Answers a result for each, in their order. */
  readonly commit: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Items in one commit. */
  readonly most: number;
  /** Commits side by side. */
  readonly abreast: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly key: string;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** How often everything together is tried, where each time another transaction crossed it. */
const mostTries = 3;

/**
 * What arrives while a commit is under way goes into the next one, together: nobody waits for company, and a crowd shares the disk.
 * An item that cannot be committed takes nobody with it.
 */
export class GroupCommit<Item, Result> {
  readonly #options: GroupCommitOptions<Item, Result>;
  /** Items whose turn it is, by rank. */
  readonly #ready = new Map<number, Waiting<Item, Result>[]>();
  /** For every key somebody is at or whose turn it is: those who come after, in order. */
  readonly #behind = new Map<string, Waiting<Item, Result>[]>();
  #running = 0;
  #called = false;
  #size = 0;

  constructor(options: GroupCommitOptions<Item, Result>) {
    this.#options = options;
  }

  /** Items that are not in a commit yet. */
  get size(): number {
    return this.#size;
  }

  /** Resolves once the item is committed. @throws what kept it from being committed */
  submit(item: Item): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const waiting = { item, key: this.#options.keyOf(item), resolve, reject };
    this.#size += 1;
    const behind = this.#behind.get(waiting.key);
    if (behind === undefined) {
      this.#behind.set(waiting.key, []);
      this.#isReady(waiting);
    } else behind.push(waiting);
    return promise;
  }

  #isReady(waiting: Waiting<Item, Result>): void {
    const rank = this.#options.rankOf(waiting.item);
    const ready = this.#ready.get(rank);
    if (ready === undefined) this.#ready.set(rank, [waiting]);
    else ready.push(waiting);
    this.#call();
  }

  /** Everything that comes in with the same turn of the event loop goes together. */
  #call(): void {
    if (this.#called || this.#running >= this.#options.abreast) return;
    this.#called = true;
    setImmediate(() => {
      this.#called = false;
      this.#begin();
    });
  }

  #begin(): void {
    const together = this.#next();
    if (together.length === 0) return;
    this.#running += 1;
    this.#size -= together.length;
    void this.#commit(together).finally(() => {
      this.#running -= 1;
      for (const { key } of together) this.#leave(key);
      this.#call();
    });
    this.#call();
  }

  #next(): readonly Waiting<Item, Result>[] {
    const { most } = this.#options;
    const together: Waiting<Item, Result>[] = [];
    for (const rank of [...this.#ready.keys()].toSorted((a, b) => a - b)) {
      together.push(...(this.#ready.get(rank)?.splice(0, most - together.length) ?? []));
    }
    return together;
  }

  #leave(key: string): void {
    const behind = this.#behind.get(key);
    const next = behind?.shift();
    if (next === undefined) this.#behind.delete(key);
    else this.#isReady(next);
  }

  async #commit(together: readonly Waiting<Item, Result>[], tries = 1): Promise<void> {
    try {
      const results = await this.#options.commit(together.map(({ item }) => item));
      for (const [index, { resolve }] of together.entries()) resolve(results[index] as Result);
    } catch (error) {
      if (isDeadlock(error) && tries < mostTries) return this.#commit(together, tries + 1);
      // Without the database nobody fares better alone, and what may be committed is not committed again. Otherwise one of them is the trouble: the others must not pay for it.
      if (together.length === 1 || isConnectionLoss(error) || error instanceof UncertainCommitError) {
        for (const { reject } of together) reject(error);
        return;
      }
      const half = Math.ceil(together.length / 2);
      await this.#commit(together.slice(0, half), tries);
      await this.#commit(together.slice(half), tries);
    }
  }
}
