import type { ChallengeFactor } from './operations/challenge-factor.ts';
import type { CheckFactor } from './operations/check-factor.ts';
import type { FindAccount } from './operations/find-account.ts';
import type { ListAccounts } from './operations/list-accounts.ts';
import type { ListFactors } from './operations/list-factors.ts';
import type { PollLockouts } from './operations/poll-lockouts.ts';
import type { ReadAccount } from './operations/read-account.ts';
import type { ReadActivity } from './operations/read-activity.ts';
import type { ReadRecovery } from './operations/read-recovery.ts';
import type { RemoveFactor } from './operations/remove-factor.ts';
import type { RevokeSessions } from './operations/revoke-sessions.ts';
import type { StartPasswordChange } from './operations/start-password-change.ts';
import type { StartPasswordReset } from './operations/start-password-reset.ts';
import type { UnlockAccount } from './operations/unlock-account.ts';

/** Every identity operation there is, by its name. */
export interface IdentityOperations {
  'account.find': FindAccount;
  'account.list': ListAccounts;
  'account.read': ReadAccount;
  'account.unlock': UnlockAccount;
  'activity.read': ReadActivity;
  'factor.challenge': ChallengeFactor;
  'factor.check': CheckFactor;
  'factor.list': ListFactors;
  'factor.remove': RemoveFactor;
  'lockout.poll': PollLockouts;
  'password.start-change': StartPasswordChange;
  'password.start-reset': StartPasswordReset;
  'recovery.read': ReadRecovery;
  'sessions.revoke': RevokeSessions;
}

export type IdentityOperationName = keyof IdentityOperations;

/** What an identity connector offers: the small required minimum, and whatever else its provider can do. */
export type IdentityOperationSet = Pick<IdentityOperations, 'account.find' | 'account.read'> &
  Partial<IdentityOperations>;
