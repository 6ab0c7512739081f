export interface RemindersInHandOptions {
  /** Milliseconds, of any beginning. */
  readonly now?: () => number;
}

interface InHand {
  readonly system: string;
  readonly since: number;
}

/** Milliseconds after which a reminder does not move: its directory, or its channel, is slow. */
const slow = 2000;
/** Reminders of one directory that may hang; nothing is added to more. */
const mostHanging = 4;

/**
 * Reminders that are being performed. Those that move share their places; those that hang hold none of them, and a directory
 * most of whose reminders hang gets no more.
 */
export class RemindersInHand {
  readonly #now: () => number;
  readonly #byCase = new Map<string, InHand>();
  #over = Promise.withResolvers<void>();

  constructor({ now = () => performance.now() }: RemindersInHandOptions = {}) {
    this.#now = now;
  }

  get cases(): Iterable<string> {
    return this.#byCase.keys();
  }

  has(id: string): boolean {
    return this.#byCase.has(id);
  }

  add(id: string, system: string): void {
    this.#byCase.set(id, { system, since: this.#now() });
  }

  /** It is over, or somebody waits for it now. */
  delete(id: string): void {
    if (!this.#byCase.delete(id)) return;
    this.#over.resolve();
    this.#over = Promise.withResolvers();
  }

  /**
   * How many more of this directory may come, where so many may move at a time. None until half of the places are free:
   * those who come together are recorded together, and read and kept together, which one at a time would do alone.
   */
  roomFor(system: string, most: number): number {
    if (this.isHanging(system)) return 0;
    const moving = [...this.#byCase.values()].filter((one) => !this.#hangs(one)).length;
    const free = most - moving;
    return free >= most / 2 ? free : 0;
  }

  /** Whether a directory, or what its reminders go through, is so slow that it gets no more. */
  isHanging(system: string): boolean {
    const hanging = [...this.#byCase.values()].filter((one) => one.system === system && this.#hangs(one));
    return hanging.length >= mostHanging;
  }

  /** Resolves when one is over. */
  oneLess(): Promise<void> {
    return this.#over.promise;
  }

  #hangs({ since }: InHand): boolean {
    return this.#now() - since >= slow;
  }
}
