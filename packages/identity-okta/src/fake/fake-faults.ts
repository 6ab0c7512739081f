/**
 * What goes wrong with one answer.
 * - `too-many`: 429; `reset` are the seconds until Okta takes requests again, null: Okta does not say (its concurrency limit).
 * - `unavailable`: 503. `page`: an HTML page with status 200, as a proxy answers. `truncated`: half of an answer.
 * - `hang`: no answer. `lost`: what was asked is done, and the connection breaks before the answer.
 * - `gone`: 400, as for a page that Okta has forgotten.
 * - `token`: the token endpoint refuses with this OAuth error. `revoked`: the token is no longer good.
 */
export type FakeFault =
  | { readonly kind: 'too-many'; readonly reset: number | null }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'page' }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'token'; readonly error: string }
  | { readonly kind: 'revoked' };

interface Planned {
  readonly on: RegExp;
  readonly fault: FakeFault;
  left: number;
}

/** Faults that wait for the requests they are meant for. */
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
