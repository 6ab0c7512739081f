import type { AccountStatus, Lock } from '@access-account/contract';

export interface GateInput {
  /** Whether the account is linked to the person at this moment. */
  readonly own: boolean;
  /** The lock the person was shown. */
  readonly episode: string;
  /** Read right now. */
  readonly status: AccountStatus;
}

export type Verdict =
  | { readonly verdict: 'allow'; readonly lock: Lock }
  /** Nothing is locked: there is nothing to do. */
  | { readonly verdict: 'already-open' }
  /** The state is another than the one that was shown: ask afresh, or refuse. */
  | { readonly verdict: 'changed'; readonly reason: string };

/**
 * Asked right before every identity effect, with freshly read facts; a policy cannot go around it. Default deny.
 * An unlock is allowed to the account's own person, on an enabled account, for the very lock by failed logins that was shown.
 */
export function gate({ own, episode, status }: GateInput): Verdict {
  if (!own) return { verdict: 'changed', reason: 'the account is not the person’s own' };
  const { standing, lock, capabilities } = status;
  if (standing !== 'enabled') return { verdict: 'changed', reason: `the account is ${standing}` };
  if (lock === null) return { verdict: 'already-open' };
  if (lock.cause !== 'failed-logins') return { verdict: 'changed', reason: 'the lock is not one by failed logins' };
  if (lock.episode !== episode) return { verdict: 'changed', reason: 'the lock is a newer one' };
  if (!capabilities['account.unlock'].able)
    return { verdict: 'changed', reason: capabilities['account.unlock'].reason };
  return { verdict: 'allow', lock };
}
