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

export interface PermitInput {
  readonly own: boolean;
  /** Read right now. */
  readonly status: AccountStatus;
  readonly operation: string;
}

export type Permission =
  | { readonly verdict: 'allow' }
  | { readonly verdict: 'refuse'; readonly reason: string }
  /** It cannot be done for this account, whoever asks. */
  | { readonly verdict: 'unable'; readonly reason: string };

/**
 * The same question for everything that is not an unlock: only for the account's own person, on an enabled account, and
 * only what the provider says can be done for this very account.
 */
export function permit({ own, status, operation }: PermitInput): Permission {
  if (!own) return { verdict: 'refuse', reason: 'the account is not the person’s own' };
  if (status.standing !== 'enabled') return { verdict: 'refuse', reason: `the account is ${status.standing}` };
  const needed = operation === 'factor.list' || operation === 'sessions.revoke' ? 'factor.remove' : operation;
  const capability = Object.entries(status.capabilities).find(([name]) => name === needed)?.[1];
  if (capability === undefined) return { verdict: 'unable', reason: `${needed} is not offered for the account` };
  return capability.able ? { verdict: 'allow' } : { verdict: 'unable', reason: capability.reason };
}
