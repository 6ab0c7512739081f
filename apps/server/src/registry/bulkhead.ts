import { PutOffError } from './put-off-error.ts';
import type { Time } from './time.ts';

export interface BulkheadOptions {
  /** The connector's name. */
  readonly system: string;
  /** Calls at a time. */
  readonly atOnce: number;
}

export interface Boarding {
  /** A person waits for it. */
  readonly urgent: boolean;
  readonly signal: AbortSignal;
  readonly time: Time;
}

/** Calls that wait, per place: more are refused at once instead of growing old. */
const waitingPerPlace = 4;
/** Milliseconds after which whoever waits does better to come again: what is left must do for the answer. */
const patience = 4000;
/** Places before anything is known of a system's pace, and of one that is slow. */
const fewest = 4;
/** Milliseconds: a system that takes longer has more to do at a time than it can. A quarter of what an operation has. */
const slow = 2500;

/**
 * At most so many calls of one connector at a time, so that one that hangs does not take the others' memory and sockets.
 * People go first, and a quarter of the places is theirs alone: polls that hang do not stand in the way of a click.
 * A system that is quick gets more calls at a time, and one that is slow fewer, so that what it is asked is answered in time:
 * additive increase and decrease by its answers, as a sender finds what a network bears.
 */
export class Bulkhead {
  readonly #system: string;
  readonly #atOnce: number;
  #places: { readonly urgent: number; readonly background: number };
  readonly #waiting: { urgent: (() => void)[]; background: (() => void)[] } = { urgent: [], background: [] };
  #inside = 0;

  constructor({ system, atOnce }: BulkheadOptions) {
    this.#system = system;
    this.#atOnce = atOnce;
    this.#places = placesOf(Math.min(fewest, atOnce));
  }

  /** Runs `call` when there is a place for it. @throws PutOffError when too many wait, or for too long; the signal's reason when that ends first. */
  async run<T>({ urgent, signal, time }: Boarding, call: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const kind = urgent ? 'urgent' : 'background';
    if (this.#inside < this.#places[kind]) this.#inside += 1;
    else await this.#turn(kind, { signal, time });
    try {
      return await call();
    } finally {
      this.#inside -= 1;
      this.#next();
    }
  }

  /** How many milliseconds the system took for a call, answered or not. */
  answered(took: number): void {
    const { urgent } = this.#places;
    if (took > slow) this.#places = placesOf(Math.max(urgent - 1, Math.min(fewest, this.#atOnce)));
    // Only where there was company does an answer say that it bears more.
    else if (this.#inside >= this.#places.background) this.#places = placesOf(Math.min(urgent + 1, this.#atOnce));
  }

  async #turn(kind: 'urgent' | 'background', { signal, time }: Omit<Boarding, 'urgent'>): Promise<void> {
    if (this.#waiting[kind].length >= this.#atOnce * waitingPerPlace) throw new PutOffError(this.#system);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const leave = (reason: unknown) => {
      this.#waiting[kind] = this.#waiting[kind].filter((waiter) => waiter !== resolve);
      reject(reason);
    };
    const onAbort = () => leave(signal.reason);
    const callOff = time.after(patience, () => leave(new PutOffError(this.#system)));
    signal.addEventListener('abort', onAbort, { once: true });
    this.#waiting[kind].push(resolve);
    try {
      await promise;
    } finally {
      callOff();
      signal.removeEventListener('abort', onAbort);
    }
  }

  #next(): void {
    for (const kind of ['urgent', 'background'] as const) {
      while (this.#inside < this.#places[kind] && this.#waiting[kind].length > 0) {
        // The place is taken here, before anybody else can come.
        this.#inside += 1;
        this.#waiting[kind].shift()?.();
      }
    }
  }
}

function placesOf(urgent: number): { readonly urgent: number; readonly background: number } {
  return { urgent, background: Math.max(1, Math.floor((urgent * 3) / 4)) };
}
