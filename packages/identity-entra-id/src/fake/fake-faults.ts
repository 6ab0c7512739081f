/**
 * What goes wrong with one answer.
 * - `too-many`: 429; `retryAfter` are seconds, null: Graph does not say.
 * - `unavailable`: 503. `page`: an HTML page with status 200, as a proxy answers. `truncated`: half of an answer.
 * - `hang`: no answer. `lost`: what was asked is done, and the connection breaks before the answer.
 * - `gone`: 410, as for a delta link that is too old. `denied`: 403, for want of a permission.
 * - `unlicensed`: what a tenant without Entra ID P2 is answered.
 * - `token`: the token endpoint refuses with this error. `revoked`: the token is no longer good.
 */
export type FakeFault =
  | { readonly kind: 'too-many'; readonly retryAfter: number | null }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'page' }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'unlicensed' }
  | { readonly kind: 'token'; readonly error: string; readonly detail: string }
  | { readonly kind: 'revoked' };

interface Planned {
  readonly on: RegExp;
  readonly fault: FakeFault;
  left: number;
}

/** Faults that wait for the requests they are meant for; those in a batch count as requests of their own. */
export class FakeFaults {
  readonly #planned: Planned[] = [];
  /** Told when a fault met its request. */
  readonly listeners = new Set<(fault: FakeFault) => void>();

  /** @param on held against "METHOD /path". */
  plan(on: RegExp, fault: FakeFault, times = 1): void {
    this.#planned.push({ on, fault, left: times });
  }

  clear(): void {
    this.#planned.length = 0;
  }

  take(request: string): FakeFault | undefined {
    const found = this.#planned.find(({ on, left }) => left > 0 && on.test(request));
    if (found === undefined) return undefined;
    found.left -= 1;
    for (const listener of this.listeners) listener(found.fault);
    return found.fault;
  }
}
