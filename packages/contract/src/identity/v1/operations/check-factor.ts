import type { Call } from '../../../shared/v1/call.ts';
import type { AccountReference } from '../account.ts';

export interface CheckFactorInput extends AccountReference {
  /** The id of one factor with `verifiedBy`, as `factor.list` gave it. */
  readonly factor: string;
  readonly by:
    | {
        readonly kind: 'challenge';
        /** As `factor.challenge` answered it, for this very account and factor. */
        readonly challenge: string;
      }
    | {
        readonly kind: 'code';
        /** What the person read off the device. It goes to the provider, and is kept and logged nowhere. */
        readonly code: string;
      };
}

/** How it stands. */
export interface FactorCheck {
  /**
   * Only `approved` says that whoever has the factor was there; anything that is not certain is not that.
   * - `waiting`: of a challenge that nobody has answered yet.
   * - `expired`: nobody answered it in time, or there is no such challenge.
   */
  readonly result: 'waiting' | 'approved' | 'rejected' | 'expired';
}

/**
 * `factor.check`: whether whoever has this factor confirms that it is they, as the provider says now. A code is good once.
 * @throws NotFoundError when the account or the factor is gone.
 * @throws OperationUnsupportedError when this factor is not verified in this way.
 */
export type CheckFactor = (input: CheckFactorInput, call: Call) => Promise<FactorCheck>;
