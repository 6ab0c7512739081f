import type { Call } from '../../../shared/v1/call.ts';
import type { FactorKind } from '../factor.ts';

/** Where something was done from, as far as the provider knows. */
interface Origin {
  /** ISO 8601 instant. */
  readonly at: string;
  /** In the provider's own words, to be compared with others of the same provider; null: unknown. */
  readonly country: string | null;
  /** Whether the provider takes it for a service that hides where people are: a proxy, Tor. */
  readonly anonymised: boolean;
}

/** Something that the provider's own log tells of an account. */
export type AccountActivity =
  /** Somebody was let in; a try that was refused is none. */
  | (Origin & { readonly what: 'sign-in' })
  /** A second factor was set up. `factor` is null where the log does not say of which kind. */
  | (Origin & { readonly what: 'factor-enrolled'; readonly factor: FactorKind | null });

export interface ReadActivityInput {
  readonly id: string;
  /** ISO 8601 instant: nothing older is told; how far back the log goes is the provider's. */
  readonly since: string;
}

/**
 * `activity.read`: who got into an account and what was set up for it, out of the provider's own log, in any order. One thing may be told
 * more than once, in parts that the provider knows from different places. Nothing of it identifies a device or an address.
 * @throws NotFoundError when the account is gone.
 */
export type ReadActivity = (input: ReadActivityInput, call: Call) => Promise<readonly AccountActivity[]>;
