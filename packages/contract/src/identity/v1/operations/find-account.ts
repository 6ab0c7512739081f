import type { Call } from '../../../shared/v1/call.ts';
import type { Account } from '../account.ts';

export interface FindAccountInput {
  readonly by: 'id' | 'login' | 'email';
  /** Text from outside: the connector escapes it for its provider. */
  readonly value: string;
}

/**
 * `account.find`: the accounts that match exactly; an unknown person is an empty list, not an error.
 * More than one match is answered as it is (at most 10); the core refuses to choose.
 */
export type FindAccount = (input: FindAccountInput, call: Call) => Promise<readonly Account[]>;
