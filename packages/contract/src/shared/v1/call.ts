import type { Logger } from './logger.ts';

/** Who asked for this call: a person's click, the product's own schedule, or an operator at the command line. */
export type Actor =
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'schedule' }
  | { readonly kind: 'operator' };

/** Everything a single operation call needs; nothing is ambient. */
export interface Call {
  /** Aborted at the call's total deadline. A connector passes it on to every request it makes. */
  readonly signal: AbortSignal;
  /** The same for every repeat of the same effect; a provider that understands idempotency keys is given this one. */
  readonly idempotencyKey: string;
  /**
   * An earlier call with this `idempotencyKey` may have reached the provider. Where the provider keeps no keys, a connector
   * looks first whether it did; otherwise it may leave the look out.
   */
  readonly repeated: boolean;
  readonly actor: Actor;
  readonly logger: Logger;
}
