import { badRequest, type FakeAnswer, graphError, notFound } from './fake-answers.ts';
import { deltaAnswer } from './fake-delta.ts';
import { type FakeFilter, fakeFilter } from './fake-filter.ts';
import type { FakeMethod, FakePerson, FakeTenant } from './fake-tenant.ts';
import { selected, userAnswer } from './fake-user.ts';

export interface FakeRequest {
  readonly tenant: FakeTenant;
  readonly graphUrl: string;
  readonly query: URLSearchParams;
  /** Of `ConsistencyLevel`. */
  readonly consistency: string | undefined;
  /** What the path holds where the route says `{}`. */
  readonly parts: readonly string[];
  /** The most a page holds. */
  readonly pageSize: number;
}

interface FakeRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/v1.0`. */
  readonly path: string;
  /** One of them is enough. */
  readonly permissions: readonly string[];
  answer(request: FakeRequest): FakeAnswer;
}

/** A person by id or user principal name, as Graph finds one. */
const onPerson =
  (answer: (person: FakePerson, request: FakeRequest) => FakeAnswer) =>
  (request: FakeRequest): FakeAnswer => {
    const wanted = (request.parts[0] ?? '').toLowerCase();
    const person = [...request.tenant.people.values()].find(
      ({ id, login }) => id === wanted || login.toLowerCase() === wanted,
    );
    return person === undefined ? notFound(wanted) : answer(person, request);
  };

const list = (value: readonly unknown[]): FakeAnswer => ({ status: 200, body: { value } });

function filterOf({ query }: FakeRequest): FakeFilter | undefined {
  return fakeFilter(query.get('$filter') ?? '');
}

function users(request: FakeRequest): FakeAnswer {
  const { tenant, query } = request;
  const filter = filterOf(request);
  if (query.has('$filter') && filter === undefined) return badRequest('Invalid filter clause.');
  const people = [...tenant.people.values()].filter((person) => {
    switch (filter?.property) {
      case undefined:
        return true;
      case 'userPrincipalName':
        return same(person.login, filter.value);
      case 'mail':
        return same(person.email, filter.value);
      default:
        return false;
    }
  });
  const top = Number(query.get('$top') ?? 100);
  return list(people.slice(0, top).map((person) => selected(userAnswer(person, tenant), query.get('$select'))));
}

function same(text: string | null, wanted: string | boolean): boolean {
  return typeof wanted === 'string' && text?.toLowerCase() === wanted.toLowerCase();
}

function user(person: FakePerson, { tenant, query }: FakeRequest): FakeAnswer {
  const answer = selected(userAnswer(person, tenant), query.get('$select'));
  const isExpanded = /^manager\(/.test(query.get('$expand') ?? '') && person.manager !== undefined;
  const manager = isExpanded ? { manager: { '@odata.type': '#microsoft.graph.user', id: person.manager } } : {};
  return { status: 200, body: { ...answer, ...manager } };
}

/** Somebody's roles or eligibilities; the id alone is asked for. */
const ofPrincipal =
  (namesOf: (person: FakePerson) => ReadonlySet<string>) =>
  (request: FakeRequest): FakeAnswer => {
    const filter = filterOf(request);
    if (filter?.property !== 'principalId') return badRequest('Invalid filter clause.');
    const person = request.tenant.people.get(String(filter.value));
    return list(person === undefined ? [] : [...namesOf(person)].map((id) => ({ id })));
  };

function methodAnswer({ id, type, created, properties }: FakeMethod): object {
  return {
    '@odata.type': `#microsoft.graph.${type}AuthenticationMethod`,
    id,
    createdDateTime: created.toISOString(),
    ...properties,
  };
}

/** Everybody has one of these, with this id, and nobody can remove it. */
const passwordMethod = {
  '@odata.type': '#microsoft.graph.passwordAuthenticationMethod',
  id: '28c10230-6103-485e-b985-444c60001490',
  password: null,
  createdDateTime: null,
};

const collections = [
  'email',
  'externalAuthentication',
  'fido2',
  'microsoftAuthenticator',
  'phone',
  'platformCredential',
  'softwareOath',
  'temporaryAccessPass',
  'windowsHelloForBusiness',
];

const removals = collections.map(
  (collection): FakeRoute => ({
    method: 'DELETE',
    path: `/users/{}/authentication/${collection}Methods/{}`,
    permissions: ['UserAuthenticationMethod.ReadWrite.All'],
    answer: onPerson((person, { tenant, parts: [, id] }) => {
      const type = collection === 'externalAuthentication' ? 'external' : collection;
      const method = person.methods.find((one) => one.id === id && one.type === type && one.shownFor === null);
      if (method === undefined) return notFound(`${id}`);
      return tenant.removeMethod(person, method)
        ? { status: 204 }
        : graphError(
            400,
            'badRequest',
            'Cannot delete default method with other methods configured. Please change default method before deletion.',
          );
    }),
  }),
);

/** Every route with the application permissions it asks for. */
export const fakeRoutes: readonly FakeRoute[] = [
  { method: 'GET', path: '/users', permissions: ['User.Read.All'], answer: users },
  { method: 'GET', path: '/users/delta', permissions: ['User.Read.All'], answer: deltaAnswer },
  { method: 'GET', path: '/users/{}', permissions: ['User.Read.All'], answer: onPerson(user) },
  {
    method: 'GET',
    path: '/domains',
    permissions: ['Domain.Read.All'],
    answer: ({ tenant }) => list(tenant.domains),
  },
  {
    method: 'GET',
    path: '/users/{}/authentication/methods',
    permissions: ['UserAuthenticationMethod.Read.All', 'UserAuthenticationMethod.ReadWrite.All'],
    answer: onPerson((person, { tenant }) => list([passwordMethod, ...tenant.shownMethods(person).map(methodAnswer)])),
  },
  ...removals,
  {
    method: 'POST',
    path: '/users/{}/revokeSignInSessions',
    permissions: ['User.RevokeSessions.All', 'User.ReadWrite.All'],
    answer: onPerson((person, { tenant, graphUrl }) => {
      tenant.revokeSessions(person);
      return { status: 200, body: { '@odata.context': `${graphUrl}/v1.0/$metadata#Edm.Boolean`, value: true } };
    }),
  },
  {
    method: 'GET',
    path: '/users/{}/transitiveMemberOf/microsoft.graph.group',
    permissions: ['GroupMember.Read.All'],
    answer: onPerson(({ roleGroups }, request) => {
      const isAdvanced = request.consistency === 'eventual' && request.query.get('$count') === 'true';
      if (!isAdvanced || filterOf(request)?.property !== 'isAssignableToRole') {
        return graphError(400, 'Request_UnsupportedQuery', 'Unsupported query without ConsistencyLevel and $count.');
      }
      return list([...roleGroups].map((id) => ({ id })));
    }),
  },
  {
    method: 'GET',
    path: '/roleManagement/directory/roleAssignments',
    permissions: ['RoleManagement.Read.Directory'],
    answer: ofPrincipal(({ roles }) => roles),
  },
  {
    method: 'GET',
    path: '/roleManagement/directory/roleEligibilityScheduleInstances',
    permissions: ['RoleManagement.Read.Directory', 'RoleEligibilitySchedule.Read.Directory'],
    answer: ofPrincipal(({ eligibleRoles }) => eligibleRoles),
  },
  {
    method: 'GET',
    path: '/reports/authenticationMethods/userRegistrationDetails/{}',
    permissions: ['AuditLog.Read.All'],
    answer: onPerson((person, { tenant }) => {
      const { id, registration, accountEnabled } = person;
      // The report tells nothing of disabled accounts.
      if (registration === null || !accountEnabled) return notFound(id);
      const preference = { microsoftAuthenticator: 'push', softwareOath: 'oath' } as Readonly<Record<string, string>>;
      const preferred = tenant.defaultOf(person);
      return {
        status: 200,
        body: {
          id,
          userPrincipalName: person.login,
          ...registration,
          isSsprCapable: registration.isSsprEnabled && registration.isSsprRegistered,
          userPreferredMethodForSecondaryAuthentication:
            preferred === undefined ? 'none' : (preference[preferred.type] ?? 'sms'),
        },
      };
    }),
  },
];
