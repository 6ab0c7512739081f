import { filterText } from './filter-text.ts';
import {
  addressesShape,
  anyIdShape,
  changedUserShape,
  domainShape,
  methodShape,
  pageShape,
  registrationShape,
  sessionsShape,
  userSelection,
  userShape,
} from './graph-shapes.ts';

/** Every question the connector asks, with the application permission it needs. One place, so that what is asked can be seen at once. */

/** OData takes no `+` for a space. */
const query = (parameters: Readonly<Record<string, string>>) =>
  Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');

const userPath = (id: string) => `/users/${encodeURIComponent(id)}`;

const withManager = { $select: userSelection, $expand: 'manager($select=id)' };

export const readUser = (id: string) => ({
  target: `${userPath(id)}?${query(withManager)}`,
  permission: 'User.Read.All',
  shape: userShape,
  what: 'a user',
});

export const readAddresses = (id: string) => ({
  target: `${userPath(id)}?${query({ $select: 'id,mail,otherMails' })}`,
  permission: 'User.Read.All',
  shape: addressesShape,
  what: 'a user',
});

/** Exact, in any case. */
export const searchUsers = (property: 'userPrincipalName' | 'mail', text: string) => ({
  target: `/users?${query({ $filter: `${property} eq ${text}`, $select: userSelection, $top: '10' })}`,
  permission: 'User.Read.All',
  shape: pageShape(userShape),
  what: 'a list of users',
});

export const listOneUser = {
  target: `/users?${query({ $select: userSelection, $top: '1' })}`,
  permission: 'User.Read.All',
  shape: pageShape(userShape),
  what: 'a list of users',
};

/** Everybody, and at the end of it the link by which changes are told. `$expand` does nothing here; managers are selected. */
export const walkUsers = {
  target: `/users/delta?${query({ $select: `${userSelection},manager` })}`,
  permission: 'User.Read.All',
  shape: pageShape(changedUserShape),
  what: 'a page of changes',
};

export const readSessionsStart = (id: string) => ({
  target: `${userPath(id)}?${query({ $select: 'id,signInSessionsValidFromDateTime' })}`,
  permission: 'User.Read.All',
  shape: sessionsShape,
  what: 'a user',
});

export const readDomains = {
  target: `/domains?${query({ $select: 'id,authenticationType,passwordValidityPeriodInDays' })}`,
  permission: 'Domain.Read.All',
  shape: pageShape(domainShape),
  what: 'a list of domains',
};

export const readMethods = (id: string) => ({
  target: `${userPath(id)}/authentication/methods`,
  permission: 'UserAuthenticationMethod.Read.All',
  shape: pageShape(methodShape),
  what: 'a list of authentication methods',
});

/** A report: it may run behind, and tells nothing of disabled accounts. */
export const readRegistration = (id: string) => ({
  target: `/reports/authenticationMethods/userRegistrationDetails/${encodeURIComponent(id)}`,
  permission: 'AuditLog.Read.All',
  shape: registrationShape,
  what: 'registration details',
});

const ofPrincipal = (id: string) => query({ $filter: `principalId eq ${filterText(id)}`, $select: 'id' });

/** Roles that somebody holds directly, in whatever scope. */
export const readRoleAssignments = (id: string) => ({
  target: `/roleManagement/directory/roleAssignments?${ofPrincipal(id)}`,
  permission: 'RoleManagement.Read.Directory',
  shape: pageShape(anyIdShape),
  what: 'a list of role assignments',
});

/** Roles that somebody may activate (Privileged Identity Management). */
export const readRoleEligibilities = (id: string) => ({
  target: `/roleManagement/directory/roleEligibilityScheduleInstances?${ofPrincipal(id)}`,
  permission: 'RoleManagement.Read.Directory',
  shape: pageShape(anyIdShape),
  what: 'a list of role eligibilities',
});

/** Groups that may hold roles: whoever is in one holds what it holds, or may come to. */
export const readRoleGroups = (id: string) => ({
  target: `${userPath(id)}/transitiveMemberOf/microsoft.graph.group?${query({ $filter: 'isAssignableToRole eq true', $count: 'true', $select: 'id' })}`,
  permission: 'GroupMember.Read.All',
  shape: pageShape(anyIdShape),
  what: 'a list of groups',
  isEventual: true,
});
