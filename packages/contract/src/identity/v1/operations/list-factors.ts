import type { Call } from '../../../shared/v1/call.ts';
import type { AccountReference } from '../account.ts';
import type { Factor } from '../factor.ts';

/**
 * `factor.list`: every second factor that is enrolled now, never from a cache; nobody's is an empty list, not an error.
 * Passwords are no factors here.
 * @throws NotFoundError when the account is gone.
 */
export type ListFactors = (input: AccountReference, call: Call) => Promise<readonly Factor[]>;
