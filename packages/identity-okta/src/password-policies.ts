import { type Call, ConnectorError } from '@access-account/contract';
import { mapFewAtOnce } from './map-few-at-once.ts';
import { isOktaSourced } from './map-user.ts';
import type { OktaClient } from './okta-client.ts';
import { readGroupsOfUser, readPasswordPolicies } from './okta-reads.ts';
import type { OktaPasswordPolicy, OktaUser } from './okta-shapes.ts';
import type { ReadPolicies } from './walk-memory.ts';

/** The part of a password policy that counts here. */
export interface PasswordRule {
  /** 0: passwords do not age. */
  readonly maxAgeDays: number;
  /** 0: an administrator must unlock. */
  readonly autoUnlockMinutes: number;
}

/** null: no policy of Okta's decides, or none may be read. Unknown is said, not guessed. */
export type RuleOf = (user: OktaUser) => PasswordRule | null;

export interface PasswordRulesOptions {
  readonly client: OktaClient;
  readonly users: readonly OktaUser[];
  readonly call: Call;
}

type IsMember = (user: OktaUser, group: string) => boolean;

/** Users whose groups are asked for one by one; of more the members of the groups are read. */
const fewUsers = 20;

/** The rule that really applies to each user, by the policies as they are now: the first active one that takes the user. */
export async function passwordRules({ client, users, call }: PasswordRulesOptions): Promise<RuleOf> {
  if (!users.some(isOktaSourced)) return () => null;
  const policies = await activePolicies({ client, call });
  const groups = decidingGroups(policies);
  if (users.length <= fewUsers) return ruleBy(policies, await groupsOfEach({ client, users, call, groups }));
  while (!(await client.walkMemory.load(groups, call)));
  return ruleBy(policies, membersKnown(client));
}

/** The same for a page of the directory, by what the walk remembers; undefined: it has to read on before it can tell. */
export async function listedRules({ client, users, call }: PasswordRulesOptions): Promise<RuleOf | undefined> {
  if (!users.some(isOktaSourced)) return () => null;
  const policies = await client.walkMemory.policies(() => activePolicies({ client, call }));
  const groups = decidingGroups(policies);
  if (users.length <= fewUsers) return ruleBy(policies, await groupsOfEach({ client, users, call, groups }));
  return (await client.walkMemory.load(groups, call)) ? ruleBy(policies, membersKnown(client)) : undefined;
}

function ruleBy(policies: ReadPolicies, isMember: IsMember): RuleOf {
  return (user) => {
    if (!isOktaSourced(user)) return null;
    const policy = policies?.find((one) => takes(one, { user, isMember }));
    if (policy === undefined) return null;
    const { age, lockout } = policy.settings.password;
    return { maxAgeDays: age?.maxAgeDays ?? 0, autoUnlockMinutes: lockout?.autoUnlockMinutes ?? 0 };
  };
}

/** In the order in which Okta tries them. */
async function activePolicies({ client, call }: Omit<PasswordRulesOptions, 'users'>): Promise<ReadPolicies> {
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
    const { system } = client;
    call.logger.warn('password policies cannot be read: when passwords and locks end is unknown', { system });
    return null;
  }
}

/** Groups are asked for only where a policy that may decide names some. */
function decidingGroups(policies: ReadPolicies): readonly string[] {
  if (policies === null) return [];
  const forEverybody = policies.findIndex((policy) => groupsOf(policy).length + usersOf(policy).length === 0);
  const deciding = forEverybody === -1 ? policies : policies.slice(0, forEverybody);
  return [...new Set(deciding.flatMap(groupsOf))];
}

interface GroupsOfEachOptions extends PasswordRulesOptions {
  readonly groups: readonly string[];
}

async function groupsOfEach({ client, users, call, groups }: GroupsOfEachOptions): Promise<IsMember> {
  if (groups.length === 0) return () => false;
  const own = new Map<string, ReadonlySet<string>>();
  await mapFewAtOnce(users.filter(isOktaSourced), async ({ id }) => {
    const groupsOfUser = await client.requests.readAll(readGroupsOfUser(id), call);
    own.set(id, new Set(groupsOfUser.map((group) => group.id)));
  });
  return (user, group) => own.get(user.id)?.has(group) ?? false;
}

function membersKnown({ walkMemory }: OktaClient): IsMember {
  return (user, group) => walkMemory.isMember(group, user.id);
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

interface TakesOptions {
  readonly user: OktaUser;
  readonly isMember: IsMember;
}

function takes({ system, conditions }: OktaPasswordPolicy, { user, isMember }: TakesOptions): boolean {
  if (system) return true;
  const { groups, users } = conditions?.people ?? {};
  if (users?.exclude?.includes(user.id) || groups?.exclude?.some((group) => isMember(user, group))) return false;
  const asked = [...(users?.include ?? []), ...(groups?.include ?? [])];
  if (asked.length === 0) return true;
  return (users?.include?.includes(user.id) || groups?.include?.some((group) => isMember(user, group))) ?? false;
}
