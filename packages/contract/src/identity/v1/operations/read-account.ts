import type { Call } from '../../../shared/v1/call.ts';
import type { AccountReference, AccountStatus } from '../account.ts';

/**
 * `account.read`: the live state, never from a cache.
 * @throws NotFoundError when the account is gone.
 */
export type ReadAccount = (input: AccountReference, call: Call) => Promise<AccountStatus>;
