import type { Call } from '../../../shared/v1/call.ts';
import type { AccountReference, Change } from '../account.ts';

export interface RemoveFactorInput extends AccountReference {
  /** The id of one factor, as `factor.list` gave it. There is no way to say "all". */
  readonly factor: string;
}

/**
 * `factor.remove`: takes away this one factor and no other.
 * One that is gone already is answered with `changed: false, verified: true`. Reads back before it answers `verified: true`.
 * @throws ConflictError when the account is disabled or suspended.
 * @throws OperationUnsupportedError when the provider cannot remove this kind of factor.
 * @throws AmbiguousOutcomeError when the answer to the change was lost.
 */
export type RemoveFactor = (input: RemoveFactorInput, call: Call) => Promise<Change>;
