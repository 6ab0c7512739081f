/**
 * What goes wrong with one answer of the Web API.
 * - `too-many`: 429, with `Retry-After` where `seconds` is said.
 * - `unavailable`: 503, and nothing was done. `reset`: the connection breaks before anything was done. `page`: HTML with status 200.
 * - `lost`: what was asked is done, and the connection breaks before the answer. `silent`: it is done, and no answer comes.
 * - `hang`: nothing is done, and no answer comes.
 * - `error`: `ok: false` with this code.
 */
export type FakeFault =
  | { readonly kind: 'too-many'; readonly seconds: number | null }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'page' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'error'; readonly error: string };

interface Planned {
  readonly on: RegExp;
  readonly channel: string | undefined;
  readonly fault: FakeFault;
  left: number;
}

/** Faults that wait for the calls they are meant for. */
export class FakeFaults {
  readonly #planned: Planned[] = [];
  #taken = 0;
  /** Asked about every call that nothing was planned for, with its number from 1. */
  weather: ((method: string, number: number) => FakeFault | undefined) | undefined;

  /**
   * @param on held against the method: `chat.postMessage`.
   * @param channel only what is about this one.
   */
  plan(on: RegExp, fault: FakeFault, times = 1, channel?: string): void {
    this.#planned.push({ on, channel, fault, left: times });
  }

  /** Planned and not yet met. */
  get left(): number {
    return this.#planned.reduce((sum, { left }) => sum + left, 0);
  }

  clear(): void {
    this.#planned.length = 0;
    this.weather = undefined;
  }

  take(method: string, about: string | undefined): FakeFault | undefined {
    const found = this.#planned.find(
      ({ on, channel, left }) => left > 0 && on.test(method) && (channel ?? about) === about,
    );
    this.#taken += 1;
    if (found === undefined) return this.weather?.(method, this.#taken);
    found.left -= 1;
    return found.fault;
  }
}
