/**
 * What goes wrong with one answer.
 * - `too-many`: 429; `seconds` until requests are taken again, null: it is not said.
 * - `unavailable`: 503. `page`: an HTML page with status 200, as a proxy answers. `truncated`: half of an answer.
 * - `hang`: no answer. `reset`: the connection breaks before anything is done.
 * - `lost`: what was asked is done, and the connection breaks before the answer.
 */
export type ServerFault =
  | { readonly kind: 'too-many'; readonly seconds: number | null }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'page' }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'lost' };

interface Planned {
  readonly on: RegExp;
  readonly fault: ServerFault;
  left: number;
}

/** Faults that wait for the requests they are meant for. */
export class ServerFaults {
  readonly #planned: Planned[] = [];

  /** @param on held against "METHOD /path". */
  plan(on: RegExp, fault: ServerFault, times = 1): void {
    this.#planned.push({ on, fault, left: times });
  }

  clear(): void {
    this.#planned.length = 0;
  }

  take(request: string): ServerFault | undefined {
    const found = this.#planned.find(({ on, left }) => left > 0 && on.test(request));
    if (found === undefined) return undefined;
    found.left -= 1;
    return found.fault;
  }
}
