import { RateLimitedError } from '@access-account/contract';

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
}

/** Calls that wait, per place: more are refused at once instead of growing old. */
const waitingPerPlace = 4;

/**
 * At most so many calls of one connector at a time, so that one that hangs does not take the others' memory and sockets.
 * People go first, and a quarter of the places is theirs alone: polls that hang do not stand in the way of a click.
 */
export class Bulkhead {
  readonly #system: string;
  readonly #places: { readonly urgent: number; readonly background: number };
  readonly #waiting: { urgent: (() => void)[]; background: (() => void)[] } = { urgent: [], background: [] };
  #inside = 0;

  constructor({ system, atOnce }: BulkheadOptions) {
    this.#system = system;
    this.#places = { urgent: atOnce, background: Math.max(1, Math.floor((atOnce * 3) / 4)) };
  }

  /** Runs `call` when there is a place for it. @throws RateLimitedError when too many wait; the signal's reason when that ends first. */
  async run<T>({ urgent, signal }: Boarding, call: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const kind = urgent ? 'urgent' : 'background';
    if (this.#inside < this.#places[kind]) this.#inside += 1;
    else await this.#turn(kind, signal);
    try {
      return await call();
    } finally {
      this.#inside -= 1;
      this.#next();
    }
  }

  async #turn(kind: 'urgent' | 'background', signal: AbortSignal): Promise<void> {
    if (this.#waiting[kind].length >= this.#places.urgent * waitingPerPlace) throw this.#full();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = () => {
      this.#waiting[kind] = this.#waiting[kind].filter((waiter) => waiter !== resolve);
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    this.#waiting[kind].push(resolve);
    try {
      await promise;
    } finally {
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

  #full(): RateLimitedError {
    return new RateLimitedError({
      system: this.#system,
      summary: 'has more calls waiting than it can take.',
      remedy: 'Nothing: it goes on by itself. If this happens often, the system is too slow for what it is asked.',
      retryAfter: 1000,
    });
  }
}
