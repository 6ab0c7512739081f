import type { Call } from '../../../shared/v1/call.ts';
import type { AccountReference, Change } from '../account.ts';

/**
 * `account.unlock`: lifts a lock by failed logins and nothing else; the password stays as it is.
 * Reads first: an account that is not locked is left alone and answered with `changed: false`. Reads back before it answers `verified: true`.
 * @throws ConflictError when the account is disabled, suspended or locked for another cause.
 * @throws AmbiguousOutcomeError when the answer to the change was lost.
 */
export type UnlockAccount = (input: AccountReference, call: Call) => Promise<Change>;
