/** One write that a provider was asked for. */
export interface LedgerEntry {
  /** 1, 2, 3 … in the order they came. */
  readonly n: number;
  /** Milliseconds since 1970, by the providers' own clock. */
  readonly at: number;
  readonly system: 'directory' | 'chat' | 'desk';
  /** As the contract calls it: `account.unlock`. */
  readonly operation: string;
  readonly idempotencyKey: string;
  /** Whose account, conversation or ticket it is. */
  readonly login: string;
  /** False: it was so already, or the same key had come before. */
  readonly changed: boolean;
  /** Whether the person's account was locked at that moment. */
  readonly locked: boolean;
  readonly body: unknown;
}

/** How often each operation came, and how often it changed something. */
export type Counters = Readonly<Record<string, { readonly asked: number; readonly changed: number }>>;

/** Every write, as the providers saw it: the truth that the product is held against. */
export class Ledger {
  #entries: LedgerEntry[] = [];
  #counters: Record<string, Counters[string]> = {};

  write(entry: Omit<LedgerEntry, 'n' | 'at'>): void {
    this.#entries.push({ n: this.#entries.length + 1, at: providerTime(), ...entry });
    const { asked, changed } = this.#counters[entry.operation] ?? { asked: 0, changed: 0 };
    this.#counters[entry.operation] = { asked: asked + 1, changed: changed + Number(entry.changed) };
  }

  page(after: number, limit: number): readonly LedgerEntry[] {
    return this.#entries.slice(after, after + limit);
  }

  get counters(): Counters {
    return this.#counters;
  }

  clear(): void {
    this.#entries = [];
    this.#counters = {};
  }
}

/** Milliseconds since 1970 with fractions, so that moments can be told apart and subtracted. */
export function providerTime(): number {
  return performance.timeOrigin + performance.now();
}
