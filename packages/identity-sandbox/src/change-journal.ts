import type { ConnectorStore } from '@access-account/contract';

const prefix = 'change/';
const digits = 12;

export interface JournalEntry {
  readonly number: number;
  /** Whose account changed. */
  readonly id: string;
}

/**
 * Who changed, in order. In the store: `change/<number>` → id, without a gap: an entry is only ever written at the first free number,
 * so whoever reads on from a number misses none, whatever number of servers write.
 */
export class ChangeJournal {
  readonly #store: ConnectorStore;
  /** There is an entry with this number; there may be later ones. */
  #known = 0;

  constructor(store: ConnectorStore) {
    this.#store = store;
  }

  /** To be called once the change can be read. */
  async append(id: string): Promise<void> {
    let number = (await this.last()) + 1;
    while (!(await this.#store.compareAndSet(keyOf(number), 0, id))) number += 1;
    this.#known = Math.max(this.#known, number);
  }

  /** The number of the newest entry; 0: there is none. */
  async last(): Promise<number> {
    for (;;) {
      const entries = await this.after(this.#known, 1000);
      this.#known = Math.max(this.#known, entries.at(-1)?.number ?? 0);
      if (entries.length < 1000) return this.#known;
    }
  }

  async after(number: number, limit: number): Promise<readonly JournalEntry[]> {
    const stored = await this.#store.list(prefix, { after: keyOf(number), limit });
    return stored.map(({ key, value }) => ({ number: Number(key.slice(prefix.length)), id: String(value) }));
  }
}

function keyOf(number: number): string {
  return `${prefix}${String(number).padStart(digits, '0')}`;
}
