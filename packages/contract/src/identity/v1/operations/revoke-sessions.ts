import type { Call } from '../../../shared/v1/call.ts';
import type { AccountReference, Change } from '../account.ts';

/**
 * `sessions.revoke`: ends every session of the account, so that whoever is signed in must sign in again.
 * `verified: true` only where the provider shows that none from before is left, or confirms it in its answer.
 * @throws AmbiguousOutcomeError when the answer was lost.
 */
export type RevokeSessions = (input: AccountReference, call: Call) => Promise<Change>;
