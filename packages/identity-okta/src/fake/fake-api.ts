import {
  type FakeAnswer,
  factorAnswer,
  groupAnswer,
  logEventAnswer,
  notFound,
  oktaError,
  policyAnswers,
  pushAnswer,
  userAnswer,
} from './fake-answers.ts';
import { fakeFilter } from './fake-filter.ts';
import type { FakeLogEvent, FakeOrganisation, FakePerson } from './fake-organisation.ts';

export interface FakeRequest {
  readonly organisation: FakeOrganisation;
  readonly orgUrl: string;
  readonly query: URLSearchParams;
  /** The request's. */
  readonly body: string;
  /** What the path holds where the route says `{…}`. */
  readonly parts: readonly string[];
  /** The most a page holds, whatever is asked for. */
  readonly pageSize: number;
  /** Whether the app has a role: without one it sees nobody. */
  readonly seesPeople: boolean;
}

interface FakeRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly scope: string;
  answer(request: FakeRequest): FakeAnswer;
}

const userAttributes = ['id', 'status', 'lastUpdated', 'profile.login', 'profile.email', 'profile.firstName'];

/** A person by id or login, as Okta finds one; null: nobody. */
function personOf({ organisation, parts: [name = ''] }: FakeRequest): FakePerson | null {
  const people = [...organisation.people.values()];
  const wanted = name.toLowerCase();
  const byLogin = people.find(({ login }) => login.toLowerCase() === wanted);
  const byShortName = people.filter(({ login }) => login.toLowerCase().split('@')[0] === wanted);
  return organisation.people.get(name) ?? byLogin ?? (byShortName.length === 1 ? (byShortName[0] ?? null) : null);
}

const onPerson =
  (answer: (person: FakePerson, request: FakeRequest) => FakeAnswer) =>
  (request: FakeRequest): FakeAnswer => {
    const person = request.seesPeople ? personOf(request) : null;
    return person === null ? notFound(`${request.parts[0]} (User)`) : answer(person, request);
  };

interface PageOptions {
  readonly people: readonly FakePerson[];
  readonly request: FakeRequest;
  readonly path: string;
}

/** A page with its Link header: `self`, and `next` where there is more. */
function page({ people, request, path }: PageOptions): FakeAnswer {
  const { query, orgUrl, pageSize, organisation } = request;
  const from = Number(query.get('after') ?? 0);
  const size = Math.min(Number(query.get('limit') ?? pageSize), pageSize);
  const shown = people.slice(from, from + size).map((person) => userAnswer(person, orgUrl));
  const links = [`<${orgUrl}${path}?${query}>; rel="self"`];
  if (from + size < people.length) {
    const skipped = organisation.mutants.has('page-dropped') ? size : 0;
    const following = new URLSearchParams(query);
    following.set('after', `${from + size + skipped}`);
    links.push(`<${orgUrl}${path}?${following}>; rel="next"`);
  }
  return { status: 200, headers: { link: links.join(', ') }, body: shown };
}

function users(request: FakeRequest): FakeAnswer {
  const { organisation, query, seesPeople } = request;
  const [filter, search] = [query.get('filter'), query.get('search')];
  const expression = filter ?? search;
  const matches =
    expression === null
      ? undefined
      : fakeFilter({ expression, isCaseSensitive: filter !== null, attributes: userAttributes });
  if (expression !== null && matches === undefined) return oktaError(400, 'E0000031', 'Invalid search criteria.');
  const found = [...organisation.people.values()].filter((person) =>
    matches === undefined ? person.status !== 'DEPROVISIONED' : matches((name) => attributeOf(person, name)),
  );
  return page({ people: seesPeople ? found : [], request, path: '/api/v1/users' });
}

function attributeOf(person: FakePerson, name: string): string | undefined {
  const values: Readonly<Record<string, string>> = {
    id: person.id,
    status: person.status,
    lastUpdated: person.lastUpdated.toISOString(),
    'profile.login': person.login,
    'profile.email': person.email,
  };
  return values[name];
}

const logAttributes = ['eventType', 'actor.id', 'target.id', 'outcome.result'];

function logAttributeOf({ eventType, person, outcome }: FakeLogEvent, name: string): string | undefined {
  const values: Readonly<Record<string, string>> = {
    eventType,
    'actor.id': person.id,
    'target.id': person.id,
    'outcome.result': outcome,
  };
  return values[name];
}

/** A polling request, without `until`: what follows is always linked, and goes on where this page ended. With it the last page links to none. */
function logs({ organisation, query, orgUrl, pageSize }: FakeRequest): FakeAnswer {
  const [since, until, after] = [query.get('since'), query.get('until'), query.get('after')];
  const isBounded = until !== null;
  const place = after === null ? 0 : Number(/^log-(\d+)$/.exec(after)?.[1] ?? Number.NaN);
  if (Number.isNaN(place) || (since !== null && after !== null && !isBounded)) {
    return oktaError(400, 'E0000001', 'Api validation failed: after');
  }
  const expression = query.get('filter');
  const matches =
    expression === null ? () => true : fakeFilter({ expression, isCaseSensitive: true, attributes: logAttributes });
  if (matches === undefined) return oktaError(400, 'E0000031', 'Invalid search criteria.');
  const isDescending = query.get('sortOrder') === 'DESCENDING';
  const size = Math.min(Number(query.get('limit') ?? 100), pageSize);
  const numbered = organisation.events.map((event, index) => ({ event, after: index + 1 }));
  const waiting = numbered.filter(
    ({ event, after: number }) =>
      (isDescending && after !== null ? number < place : number > place) &&
      (since === null || event.published >= new Date(since)) &&
      (until === null || event.published <= new Date(until)) &&
      matches((name) => logAttributeOf(event, name)),
  );
  const ordered = isDescending ? waiting.toReversed() : waiting;
  const shown = ordered.slice(0, size);
  const last = shown.at(-1)?.after ?? (waiting.length === 0 ? Math.max(place, organisation.events.length) : place);
  const following = new URLSearchParams(query);
  if (!isBounded) following.delete('since');
  following.set('after', `log-${last}`);
  const self = `<${orgUrl}/api/v1/logs?${query}>; rel="self"`;
  const isLast = isBounded && shown.length === waiting.length;
  return {
    status: 200,
    headers: { link: isLast ? self : `${self}, <${orgUrl}/api/v1/logs?${following}>; rel="next"` },
    body: shown.map(({ event }) => logEventAnswer(event)),
  };
}

/** A code that is right or not, or a push that is sent: with a number to choose where the body says so. */
function verify(person: FakePerson, { organisation, orgUrl, body, parts: [, id] }: FakeRequest): FakeAnswer {
  const factor = person.factors.find((one) => one.id === id);
  if (factor === undefined) return notFound(`${id} (UserFactor)`);
  if (person.status !== 'ACTIVE') return oktaError(403, 'E0000038', 'This operation is not allowed now.');
  const asked: unknown = body === '' ? {} : JSON.parse(body);
  const { passCode, useNumberMatchingChallenge } = asked as Readonly<Record<string, unknown>>;
  if (factor.factorType === 'push') {
    const push = organisation.push(person, factor, useNumberMatchingChallenge === true);
    return { status: 201, body: pushAnswer(push, { orgUrl, now: organisation.now() }) };
  }
  return typeof passCode === 'string' && organisation.takeCode(factor, passCode)
    ? { status: 200, body: { factorResult: 'SUCCESS' } }
    : oktaError(403, 'E0000068', 'Invalid Passcode/Answer');
}

/** Every route with the scope it asks for. */
export const fakeRoutes: readonly FakeRoute[] = [
  { method: 'GET', path: '/api/v1/users', scope: 'okta.users.read', answer: users },
  {
    method: 'GET',
    path: '/api/v1/users/{}',
    scope: 'okta.users.read',
    answer: onPerson((person, { orgUrl }) => ({ status: 200, body: userAnswer(person, orgUrl) })),
  },
  {
    method: 'GET',
    path: '/api/v1/users/{}/blocks',
    scope: 'okta.users.read',
    answer: onPerson(({ isBlockedFromUnknownDevices }) => ({
      status: 200,
      body: isBlockedFromUnknownDevices ? [{ type: 'DEVICE_BASED', appliesTo: 'UNKNOWN_DEVICES' }] : [],
    })),
  },
  {
    method: 'GET',
    path: '/api/v1/users/{}/groups',
    scope: 'okta.users.read',
    answer: onPerson(({ groups }, { organisation }) => ({
      status: 200,
      body: [...groups].map((group) => groupAnswer(group, organisation)),
    })),
  },
  {
    method: 'GET',
    path: '/api/v1/users/{}/roles',
    scope: 'okta.roles.read',
    answer: onPerson(({ roles }) => ({
      status: 200,
      body: [...roles].map((type) => ({
        id: `role-${type}`,
        type,
        label: type,
        status: 'ACTIVE',
        assignmentType: 'USER',
      })),
    })),
  },
  {
    method: 'GET',
    path: '/api/v1/groups/{}/users',
    scope: 'okta.groups.read',
    answer: (request) => {
      const [group = ''] = request.parts;
      const members = [...request.organisation.people.values()].filter(({ groups }) => groups.has(group));
      return page({ people: request.seesPeople ? members : [], request, path: `/api/v1/groups/${group}/users` });
    },
  },
  {
    method: 'GET',
    path: '/api/v1/users/{}/factors',
    scope: 'okta.users.read',
    answer: onPerson(({ factors }, { organisation }) => {
      const shown = organisation.mutants.has('factors-partial') ? factors.slice(1) : factors;
      return { status: 200, body: shown.map(factorAnswer) };
    }),
  },
  {
    method: 'DELETE',
    path: '/api/v1/users/{}/factors/{}',
    scope: 'okta.users.manage',
    answer: onPerson((person, { organisation, parts: [, id] }) => {
      const factor = person.factors.find((one) => one.id === id);
      if (factor === undefined) return notFound(`${id} (UserFactor)`);
      if (person.status === 'DEPROVISIONED') return oktaError(403, 'E0000038', 'This operation is not allowed now.');
      organisation.unenrolFactor(person, factor);
      return { status: 204 };
    }),
  },
  { method: 'POST', path: '/api/v1/users/{}/factors/{}/verify', scope: 'okta.users.manage', answer: onPerson(verify) },
  {
    method: 'GET',
    path: '/api/v1/users/{}/factors/{}/transactions/{}',
    scope: 'okta.users.read',
    answer: onPerson((person, { organisation, orgUrl, parts: [, factor, id] }) => {
      const push = organisation.pushes.find((one) => one.id === id);
      return push === undefined || push.person !== person.id || push.factor !== factor
        ? notFound(`${id} (UserFactorTransaction)`)
        : { status: 200, body: pushAnswer(push, { orgUrl, now: organisation.now() }) };
    }),
  },
  {
    method: 'POST',
    path: '/api/v1/users/{}/lifecycle/unlock',
    scope: 'okta.users.manage',
    answer: onPerson((person, { organisation }) =>
      organisation.unlock(person)
        ? { status: 200, body: {} }
        : oktaError(403, 'E0000032', 'Unlock is not allowed for this user.'),
    ),
  },
  {
    method: 'POST',
    path: '/api/v1/users/{}/credentials/forgot_password',
    scope: 'okta.users.manage',
    answer: onPerson((person, { organisation, query, orgUrl }) => {
      if (!organisation.mailReset(person)) {
        return oktaError(403, 'E0000034', 'Forgot password not allowed on specified user.');
      }
      const link = `${orgUrl}/signin/reset-password/${organisation.mails.at(-1)?.token}`;
      return { status: 200, body: query.get('sendEmail') === 'false' ? { resetPasswordUrl: link } : {} };
    }),
  },
  {
    method: 'DELETE',
    path: '/api/v1/users/{}/sessions',
    scope: 'okta.users.manage',
    answer: onPerson((person) => {
      person.sessions = 0;
      return { status: 204 };
    }),
  },
  {
    method: 'GET',
    path: '/api/v1/policies',
    scope: 'okta.policies.read',
    answer: ({ organisation, query }) =>
      query.get('type') === 'PASSWORD'
        ? { status: 200, body: policyAnswers(organisation) }
        : oktaError(400, 'E0000001', 'Api validation failed: type'),
  },
  { method: 'GET', path: '/api/v1/logs', scope: 'okta.logs.read', answer: logs },
];
