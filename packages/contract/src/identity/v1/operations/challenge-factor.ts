import type { Call } from '../../../shared/v1/call.ts';
import type { AccountReference } from '../account.ts';

export interface ChallengeFactorInput extends AccountReference {
  /** The id of one factor with `verifiedBy: 'push'`, as `factor.list` gave it. */
  readonly factor: string;
}

/** A question that stands on the person's device now. */
export interface FactorChallenge {
  /** The provider's name for it, which `factor.check` takes. Who knows it can learn the answer, and not give it. */
  readonly challenge: string;
  /** What the person has to choose on the device, so that nobody confirms a question they did not ask for; null: the provider has them compare nothing. */
  readonly number: string | null;
  /** ISO 8601 instant after which nobody can answer it any more. */
  readonly until: string;
}

/**
 * `factor.challenge`: has the provider ask the person on one of their own devices whether it is they. How often is for the caller to limit.
 * @throws NotFoundError when the account or the factor is gone.
 * @throws OperationUnsupportedError when this factor is not verified by a push.
 * @throws AmbiguousOutcomeError when the answer was lost: the device may be asking.
 */
export type ChallengeFactor = (input: ChallengeFactorInput, call: Call) => Promise<FactorChallenge>;
