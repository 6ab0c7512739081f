import type { Clock } from '@access-account/contract';

/**
 * Things at a provider that its own answer showed untouched a short while ago: whoever works on one next may leave out the
 * look before, as nobody else has worked on it yet. Kept in this process alone, and forgotten by whoever takes it.
 */
export class JustSeen {
  readonly #clock: Clock;
  /** Milliseconds since 1970, by id; the oldest first. */
  readonly #seen = new Map<string, number>();

  readonly #life: number;

  /** @param life milliseconds. */
  constructor(clock: Clock, life: number) {
    this.#clock = clock;
    this.#life = life;
  }

  add(id: string): void {
    const now = this.#clock.now().getTime();
    for (const [each, at] of this.#seen) {
      if (now - at < this.#life) break;
      this.#seen.delete(each);
    }
    this.#seen.delete(id);
    this.#seen.set(id, now);
  }

  /** Whether it was; once. */
  take(id: string): boolean {
    const at = this.#seen.get(id);
    this.#seen.delete(id);
    return at !== undefined && this.#clock.now().getTime() - at < this.#life;
  }
}
