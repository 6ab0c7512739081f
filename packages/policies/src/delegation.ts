import type { AccountCapabilities } from '@access-account/contract';
import type { IdentityEffect } from './effect.ts';
import type { LinkedAccount } from './situation.ts';
import { type Target, targetKey, unreadTarget, withTarget } from './target.ts';

export interface DelegationOptions {
  /** ISO 8601. */
  readonly instant: string;
  /** The accounts of the person it is about: only among these is a master looked for. */
  readonly accounts: readonly LinkedAccount[];
  /** What is to be done to the account; one of these is enough. Absent: an unlock. */
  readonly wanted?: readonly (keyof AccountCapabilities)[];
}

export interface Delegated {
  readonly targets: readonly Target[];
  /** Looks at the accounts that master those that were read. */
  readonly effects: readonly IdentityEffect[];
}

export interface FollowDelegationInput extends DelegationOptions {
  readonly targets: readonly Target[];
  /** One of the targets, as it was read just now. */
  readonly read: Target;
  readonly capabilities: AccountCapabilities;
}

/**
 * Goes on to the account that masters the one that was read, where the provider says that another system does. Where that is not exactly
 * one account of the same person, or leads back in a circle, nothing is guessed: whether the account is locked is then not known here.
 */
export function followDelegation({
  targets,
  read,
  capabilities,
  accounts,
  wanted = ['account.unlock'],
}: FollowDelegationInput): Delegated {
  const to = delegationOf(capabilities, wanted);
  const settle = (target: Target) => (wanted.includes('account.unlock') ? settled(target) : target);
  if (to === undefined || read.stage === 'refused')
    return { targets: withTarget(targets, read, () => settle(read)), effects: [] };
  const { through: before = [], ...last } = read;
  const through = [...before, last];
  const known = new Set(through.map(targetKey));
  const [master, ...others] = accounts.filter(
    ({ system, account }) => system === to.system && (to.account === undefined || account === to.account),
  );
  if (master === undefined || others.length > 0 || known.has(targetKey(master))) {
    const stage = read.stage === 'open' ? 'hidden' : read.stage;
    return { targets: withTarget(targets, read, () => settle({ ...read, stage })), effects: [] };
  }
  // Asked for in both systems, it is one account that is helped.
  if (targets.some((target) => targetKey(target) === targetKey(master))) {
    const rest = targets.filter((target) => targetKey(target) !== targetKey(read));
    const joined = withTarget(rest, master, (target) =>
      settle({ ...target, through: [...(target.through ?? []), ...through] }),
    );
    return { targets: joined, effects: [] };
  }
  const { system, account } = master;
  return {
    targets: withTarget(targets, read, () => ({ ...unreadTarget(master), through })),
    effects: [{ type: 'identity', operation: 'account.read', system, account }],
  };
}

/** Who does what is wanted instead; undefined: it can be done here, or nobody is named. */
function delegationOf(capabilities: AccountCapabilities, wanted: readonly (keyof AccountCapabilities)[]) {
  const asked = wanted.flatMap((operation) => capabilities[operation] ?? []);
  if (asked.some(({ able }) => able)) return undefined;
  for (const capability of asked)
    if (!capability.able && capability.delegateTo !== undefined)
      return { system: capability.delegateTo, account: capability.delegateAccount };
  return undefined;
}

/** The master is open: a lock that another account has on the way to it, or may have, is what stands in the way. */
function settled(target: Target): Target {
  if (target.stage !== 'open') return target;
  const last = (stage: Target['stage']) => target.through?.findLast((one) => one.stage === stage);
  return last('no-automation') ?? last('hidden') ?? target;
}
