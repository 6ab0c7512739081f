import type { AccountStatus, VerifiedChange } from '@access-account/contract';
import type { AccountName } from '@access-account/messages';
import type { LinkedAccount, Situation } from './situation.ts';

/** One account a case is about, and how far it has come. */
export interface Target {
  readonly system: string;
  readonly systemName: string;
  readonly account: string;
  readonly login: string;
  /** `hidden`: enabled, and whether it is locked is something the provider tells nobody. */
  readonly stage:
    | 'unread'
    | 'open'
    | 'hidden'
    | 'locked'
    | 'no-automation'
    | 'refused'
    | 'unlocking'
    | 'unlocked'
    | 'found-open'
    | 'failed';
  /** The lock that was last read; null while unread or open. */
  readonly episode: string | null;
  /** The provider wants a new password at the next sign-in. */
  readonly passwordDue: boolean;
  readonly change: VerifiedChange | null;
  /** As it was last read. Absent: the provider does not tell. */
  readonly lastSignInAt?: string | null;
  /** As it was last read; null: unknown. */
  readonly passwordChangedAt: string | null;
  /** The manager’s account in the same system, as it was last read. Absent: none is known. */
  readonly manager?: string;
  /** The accounts, as they were read, that led to this one because it masters them: the one that was asked for first. */
  readonly through?: readonly Target[];
}

export function targetKey({ system, account }: { readonly system: string; readonly account: string }): string {
  return `${system}/${account}`;
}

export function unreadTarget({ system, systemName, account, login }: LinkedAccount): Target {
  return {
    system,
    systemName,
    account,
    login,
    stage: 'unread',
    episode: null,
    passwordDue: false,
    change: null,
    passwordChangedAt: null,
  };
}

/** What the live state means for the target: only a lock by failed logins on an enabled account is ever lifted. */
export function readTarget(target: Target, status: AccountStatus, instant: string): Target {
  const { standing, lock, password, capabilities, manager } = status;
  const passwordDue =
    password.mustChange || (password.expiresAt !== null && Date.parse(password.expiresAt) <= Date.parse(instant));
  const read = {
    ...target,
    login: status.account.login,
    episode: lock?.episode ?? null,
    passwordDue,
    passwordChangedAt: password.changedAt,
    ...(manager === undefined || manager === null ? {} : { manager: manager.id }),
    ...(status.lastSignInAt === undefined ? {} : { lastSignInAt: status.lastSignInAt }),
  };
  if (standing !== 'enabled') return { ...read, stage: 'refused' };
  if (lock === null) return { ...read, stage: status.hidesLocks === true ? 'hidden' : 'open' };
  if (lock.cause !== 'failed-logins') return { ...read, stage: 'refused' };
  return { ...read, stage: capabilities['account.unlock'].able ? 'locked' : 'no-automation' };
}

/** Replaces the target of this key, if there is one. */
export function withTarget(
  targets: readonly Target[],
  at: { readonly system: string; readonly account: string },
  change: (target: Target) => Target,
): readonly Target[] {
  return targets.map((target) => (targetKey(target) === targetKey(at) ? change(target) : target));
}

export function named(targets: readonly Target[]): readonly AccountName[] {
  return targets.map(({ login, systemName }) => ({ login, system: systemName }));
}

export function linkedAccount(
  situation: Situation,
  at: { readonly system: string; readonly account: string },
): LinkedAccount | undefined {
  return situation.accounts.find((account) => targetKey(account) === targetKey(at));
}

export function list(targets: readonly Target[]): string {
  return targets.map(({ login, systemName }) => `${login} (${systemName})`).join(', ');
}
