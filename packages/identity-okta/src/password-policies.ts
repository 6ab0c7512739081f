import { type Call, ConnectorError } from '@access-account/contract';
import { mapFewAtOnce } from './map-few-at-once.ts';
import { isOktaSourced } from './map-user.ts';
import type { OktaClient } from './okta-client.ts';
import { readGroupsOfUser, readPasswordPolicies } from './okta-reads.ts';
import type { OktaPasswordPolicy, OktaUser } from './okta-shapes.ts';

/** The part of a password policy that counts here. */
export interface PasswordRule {
  /** 0: passwords do not age. */
  readonly maxAgeDays: number;
  /** 0: an administrator must unlock. */
  readonly autoUnlockMinutes: number;
}

export interface PasswordRulesOptions {
  readonly client: OktaClient;
  readonly users: readonly OktaUser[];
  readonly call: Call;
}

/** Users whose groups are asked for one by one; of more the members of the groups are read. */
const fewUsers = 20;

/**
 * The rule that really applies to each Okta-sourced user, by the policies as they are now: the first active one that takes the user.
 * The answer is null for users of other sources, and for everybody where the app may not read policies: unknown is said, not guessed.
 */
export async function passwordRules(options: PasswordRulesOptions): Promise<(user: OktaUser) => PasswordRule | null> {
  const users = options.users.filter(isOktaSourced);
  if (users.length === 0) return () => null;
  const policies = await activePolicies(options);
  if (policies === null) return () => null;
  const isMember = await memberships({ ...options, users, policies });
  return (user) => {
    if (!isOktaSourced(user)) return null;
    const policy = policies.find((one) => takes(one, { user, isMember }));
    if (policy === undefined) return null;
    const { age, lockout } = policy.settings.password;
    return { maxAgeDays: age?.maxAgeDays ?? 0, autoUnlockMinutes: lockout?.autoUnlockMinutes ?? 0 };
  };
}

async function activePolicies({ client, call }: PasswordRulesOptions): Promise<readonly OktaPasswordPolicy[] | null> {
  try {
    const policies = await client.requests.readAll(readPasswordPolicies, call);
    return policies
      .filter(({ status, conditions }) => {
        const provider = conditions?.authProvider?.provider ?? 'ANY';
        return status === 'ACTIVE' && (provider === 'OKTA' || provider === 'ANY');
      })
      .sort((a, b) => a.priority - b.priority);
  } catch (error) {
    if (!ConnectorError.isInstance(error) || error.code !== 'permission-denied') throw error;
    call.logger.warn('password policies cannot be read: when passwords and locks end is unknown', {
      system: client.system,
    });
    return null;
  }
}

type IsMember = (user: OktaUser, group: string) => boolean;

interface MembershipOptions extends PasswordRulesOptions {
  readonly policies: readonly OktaPasswordPolicy[];
}

/** Groups are asked for only where a policy that may decide names some. */
async function memberships({ client, users, call, policies }: MembershipOptions): Promise<IsMember> {
  const forEverybody = policies.findIndex((policy) => groupsOf(policy).length + usersOf(policy).length === 0);
  const deciding = forEverybody === -1 ? policies : policies.slice(0, forEverybody);
  const groups = [...new Set(deciding.flatMap(groupsOf))];
  if (groups.length === 0) return () => false;
  const members = new Map<string, ReadonlySet<string>>();
  if (users.length > fewUsers) {
    for (const group of groups) members.set(group, await client.groupMembers.of(group, call));
    return (user, group) => members.get(group)?.has(user.id) ?? false;
  }
  await mapFewAtOnce(users, async ({ id }) => {
    const own = await client.requests.readAll(readGroupsOfUser(id), call);
    members.set(id, new Set(own.map((group) => group.id)));
  });
  return (user, group) => members.get(user.id)?.has(group) ?? false;
}

function groupsOf({ system, conditions }: OktaPasswordPolicy): readonly string[] {
  if (system) return [];
  const { include, exclude } = conditions?.people?.groups ?? {};
  return [...(include ?? []), ...(exclude ?? [])];
}

function usersOf({ system, conditions }: OktaPasswordPolicy): readonly string[] {
  if (system) return [];
  const { include, exclude } = conditions?.people?.users ?? {};
  return [...(include ?? []), ...(exclude ?? [])];
}

function takes(
  { system, conditions }: OktaPasswordPolicy,
  { user, isMember }: { user: OktaUser; isMember: IsMember },
): boolean {
  if (system) return true;
  const { groups, users } = conditions?.people ?? {};
  if (users?.exclude?.includes(user.id) || groups?.exclude?.some((group) => isMember(user, group))) return false;
  const asked = [...(users?.include ?? []), ...(groups?.include ?? [])];
  if (asked.length === 0) return true;
  return (users?.include?.includes(user.id) || groups?.include?.some((group) => isMember(user, group))) ?? false;
}
