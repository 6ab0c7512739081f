import type { FindAccount } from './operations/find-account.ts';
import type { PollLockouts } from './operations/poll-lockouts.ts';
import type { ReadAccount } from './operations/read-account.ts';
import type { UnlockAccount } from './operations/unlock-account.ts';

/** Every identity operation there is, by its name. */
export interface IdentityOperations {
  'account.find': FindAccount;
  'account.read': ReadAccount;
  'account.unlock': UnlockAccount;
  'lockout.poll': PollLockouts;
}

/** What an identity connector offers: the small required minimum, and whatever else its provider can do. */
export type IdentityOperationSet = Pick<IdentityOperations, 'account.find' | 'account.read'> &
  Partial<IdentityOperations>;
