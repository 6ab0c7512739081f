import {
  activityEventListShape,
  blockListShape,
  changeEventListShape,
  factorListShape,
  idListShape,
  logEventListShape,
  policyListShape,
  roleListShape,
  userListShape,
  userShape,
  verificationShape,
} from './okta-shapes.ts';

/** Every question the connector asks, with the scope it needs. One place, so that what is asked can be seen at once. */

const viewUsers = 'a role that may view users';

export const readUser = (id: string) => ({
  target: `/api/v1/users/${encodeURIComponent(id)}`,
  scope: 'okta.users.read' as const,
  permission: viewUsers,
  shape: userShape,
  what: 'a user',
});

const userList = {
  scope: 'okta.users.read' as const,
  permission: viewUsers,
  shape: userListShape,
  what: 'a list of users',
};

/** Exact, and in any case; a moment behind the truth, so that nothing but names is taken from it. */
export const searchUsers = (search: string) => ({
  ...userList,
  target: `/api/v1/users?${new URLSearchParams({ search, limit: '10' })}`,
});

export interface UserPage {
  readonly filter?: string;
  /** At most 200. */
  readonly limit?: number;
}

/** Without a filter everybody but the deactivated. */
export const listUsers = ({ filter, limit = 200 }: UserPage) => ({
  ...userList,
  target: `/api/v1/users?${new URLSearchParams({ ...(filter === undefined ? {} : { filter }), limit: `${limit}` })}`,
});

export const followUsers = (target: string) => ({ ...userList, target });

export const readBlocks = (id: string) => ({
  target: `/api/v1/users/${encodeURIComponent(id)}/blocks`,
  scope: 'okta.users.read' as const,
  permission: viewUsers,
  shape: blockListShape,
  what: 'a list of blocks',
});

export const readGroupsOfUser = (id: string) => ({
  target: `/api/v1/users/${encodeURIComponent(id)}/groups`,
  scope: 'okta.users.read' as const,
  permission: 'a role that may view users and their groups',
  shape: idListShape,
  what: 'a list of groups',
});

export const readGroupMembers = (group: string) => ({
  target: `/api/v1/groups/${encodeURIComponent(group)}/users?limit=1000`,
  scope: 'okta.groups.read' as const,
  permission: 'a role that may view groups and their members',
  shape: idListShape,
  what: 'a list of members',
});

export const readRoles = (id: string) => ({
  target: `/api/v1/users/${encodeURIComponent(id)}/roles`,
  scope: 'okta.roles.read' as const,
  permission: 'a role that may view roles, resources, and administrator assignments',
  shape: roleListShape,
  what: 'a list of roles',
});

export const readFactors = (id: string) => ({
  target: `/api/v1/users/${encodeURIComponent(id)}/factors`,
  scope: 'okta.users.read' as const,
  permission: viewUsers,
  shape: factorListShape,
  what: 'a list of factors',
});

export const readPasswordPolicies = {
  target: '/api/v1/policies?type=PASSWORD',
  scope: 'okta.policies.read' as const,
  permission: 'a role that may view policies',
  shape: policyListShape,
  what: 'a list of password policies',
};

const logEvents = {
  scope: 'okta.logs.read' as const,
  permission: 'a role that may view the System Log',
  shape: logEventListShape,
  what: 'a page of the System Log',
};

/** Lock events from an instant on, in the order in which Okta stored them: without `until`, so that following it skips none. */
export const readLockEvents = (since: Date) => ({
  ...logEvents,
  target: `/api/v1/logs?${new URLSearchParams({
    since: since.toISOString(),
    filter: 'eventType eq "user.account.lock"',
    sortOrder: 'ASCENDING',
    limit: '1000',
  })}`,
});

export const followLockEvents = (target: string) => ({ ...logEvents, target });

const updateTypes = [
  'user.account.lock',
  'user.account.unlock',
  'user.account.unlock_by_admin',
  'user.account.update_password',
  'user.account.update_profile',
  'user.account.update_secondary_email',
];

/** Whatever may have given somebody another second address since an instant, the newest first. The id is Okta's own. */
export const readProfileChanges = (id: string, since: Date) => ({
  ...logEvents,
  shape: changeEventListShape,
  target: `/api/v1/logs?${new URLSearchParams({
    since: since.toISOString(),
    filter: `target.id eq "${id}" and (eventType eq "user.account.update_profile" or eventType eq "user.account.update_secondary_email")`,
    sortOrder: 'DESCENDING',
    limit: '1',
  })}`,
});

/** Whether the log tells of anything that moves the `lastUpdated` of somebody, such as a lock, from an instant on. The id is Okta's own. */
export const readUpdates = (id: string, since: Date) => ({
  ...logEvents,
  shape: changeEventListShape,
  target: `/api/v1/logs?${new URLSearchParams({
    since: since.toISOString(),
    filter: `target.id eq "${id}" and (${updateTypes.map((type) => `eventType eq "${type}"`).join(' or ')})`,
    sortOrder: 'DESCENDING',
    limit: '1',
  })}`,
});

export interface ActivityRange {
  /** Okta's own. */
  readonly id: string;
  readonly since: Date;
  readonly until: Date;
}

/** Who was let in as somebody, and the factors that were activated for them, the newest first. */
export const readActivityEvents = ({ id, since, until }: ActivityRange) => ({
  ...logEvents,
  shape: activityEventListShape,
  target: `/api/v1/logs?${new URLSearchParams({
    since: since.toISOString(),
    until: until.toISOString(),
    filter: `(eventType eq "user.session.start" and outcome.result eq "SUCCESS" and actor.id eq "${id}") or (eventType eq "user.mfa.factor.activate" and outcome.result eq "SUCCESS" and target.id eq "${id}")`,
    sortOrder: 'DESCENDING',
    limit: '1000',
  })}`,
});

export const followActivityEvents = (target: string) => ({ ...logEvents, shape: activityEventListShape, target });

/** How a push stands. */
export const readTransaction = (id: string, factor: string, transaction: string) => ({
  target: `/api/v1/users/${encodeURIComponent(id)}/factors/${encodeURIComponent(factor)}/transactions/${encodeURIComponent(transaction)}`,
  scope: 'okta.users.read' as const,
  permission: viewUsers,
  shape: verificationShape,
  what: 'how a push stands',
});
