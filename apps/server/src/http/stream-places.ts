import type { ServerLimits } from './server-limits.ts';

/** Who reads how many streams at the moment: one caller must not take the places of all. */
export class StreamPlaces {
  readonly #limits: ServerLimits['streams'];
  readonly #taken = new Map<string, number>();
  #all = 0;

  constructor(limits: ServerLimits['streams']) {
    this.#limits = limits;
  }

  /** A place, and how to give it back; undefined when there is none for this caller. */
  take(caller: string): (() => void) | undefined {
    const own = this.#taken.get(caller) ?? 0;
    if (own >= this.#limits.perCaller || this.#all >= this.#limits.all) return undefined;
    this.#taken.set(caller, own + 1);
    this.#all += 1;
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      const left = (this.#taken.get(caller) ?? 1) - 1;
      if (left > 0) this.#taken.set(caller, left);
      else this.#taken.delete(caller);
      this.#all -= 1;
    };
  }
}
