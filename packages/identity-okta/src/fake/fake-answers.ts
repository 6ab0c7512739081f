import type {
  FakeFactor,
  FakeLogEvent,
  FakeOrganisation,
  FakePerson,
  FakePolicy,
  FakePush,
} from './fake-organisation.ts';

/** What the fake answers, before it becomes HTTP. */
export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Okta's own error object. */
export function oktaError(status: number, errorCode: string, errorSummary: string): FakeAnswer {
  return {
    status,
    body: { errorCode, errorSummary, errorLink: errorCode, errorId: `oae${errorCode}`, errorCauses: [] },
  };
}

export const notFound = (what: string) => oktaError(404, 'E0000007', `Not found: Resource not found: ${what}`);

export function userAnswer(person: FakePerson, orgUrl: string): object {
  const { id, login, email, displayName, provider = 'OKTA' } = person;
  const [firstName = login, ...rest] = (displayName ?? login).split(' ');
  return {
    id,
    status: person.status,
    created: person.created.toISOString(),
    activated: person.created.toISOString(),
    statusChanged: person.statusChanged.toISOString(),
    lastLogin: person.lastLogin?.toISOString() ?? null,
    lastUpdated: person.lastUpdated.toISOString(),
    passwordChanged: person.passwordChanged.toISOString(),
    type: { id: 'oty00000000000000001' },
    profile: {
      login,
      email,
      firstName: firstName.slice(0, 50),
      lastName: (rest.join(' ') || login).slice(0, 50),
      ...(displayName === undefined ? {} : { displayName }),
      ...(person.locale === undefined ? {} : { locale: person.locale }),
      ...(person.preferredLanguage === undefined ? {} : { preferredLanguage: person.preferredLanguage }),
      ...(person.timezone === undefined ? {} : { timezone: person.timezone }),
      ...(person.managerId === undefined ? {} : { managerId: person.managerId }),
      ...(person.secondEmail === undefined ? {} : { secondEmail: person.secondEmail }),
    },
    credentials: { provider: { type: provider, name: provider } },
    _links: { self: { href: `${orgUrl}/api/v1/users/${id}` } },
  };
}

export function factorAnswer(factor: FakeFactor): object {
  const { id, factorType, provider, status, created, profile } = factor;
  const at = created.toISOString();
  return { id, factorType, provider, vendorName: provider, status, created: at, lastUpdated: at, profile };
}

export function pushAnswer(push: FakePush, { orgUrl, now }: { readonly orgUrl: string; readonly now: Date }): object {
  const { id, person, factor, number, until } = push;
  const result = push.result === 'WAITING' && until <= now ? 'TIMEOUT' : push.result;
  const href = `${orgUrl}/api/v1/users/${person}/factors/${factor}/transactions/${id}`;
  return {
    factorResult: result,
    ...(result === 'WAITING'
      ? {
          expiresAt: until.toISOString(),
          _links: { poll: { href, hints: { allow: ['GET'] } }, cancel: { href, hints: { allow: ['DELETE'] } } },
          ...(number === null ? {} : { _embedded: { challenge: { correctAnswer: number } } }),
        }
      : {}),
  };
}

export function policyAnswer(policy: FakePolicy): object {
  const at = policy.created.toISOString();
  return {
    id: policy.id,
    type: 'PASSWORD',
    name: policy.name,
    status: policy.isActive ? 'ACTIVE' : 'INACTIVE',
    system: policy.isSystem,
    created: at,
    lastUpdated: at,
    conditions: {
      people: { groups: { include: policy.groups } },
      authProvider: { provider: policy.provider },
    },
    settings: {
      password: {
        age: { maxAgeDays: policy.maxAgeDays, expireWarnDays: 0, minAgeMinutes: 0, historyCount: 4 },
        lockout: { maxAttempts: policy.maxAttempts, autoUnlockMinutes: policy.autoUnlockMinutes },
      },
    },
  };
}

/** In the order in which policies are tried. */
export function policyAnswers({ policies }: FakeOrganisation): readonly object[] {
  return policies.map((policy, index) => ({ ...policyAnswer(policy), priority: index + 1 }));
}

export function groupAnswer(id: string, organisation: FakeOrganisation): object {
  const isEveryone = id === organisation.everyone;
  return {
    id,
    objectClass: ['okta:user_group'],
    type: isEveryone ? 'BUILT_IN' : 'OKTA_GROUP',
    profile: { name: isEveryone ? 'Everyone' : id },
  };
}

const reasons: Readonly<Record<string, string>> = {
  'user.account.lock': 'LOCKED_OUT',
  'user.session.start': 'INVALID_CREDENTIALS',
};

export function logEventAnswer(event: FakeLogEvent): object {
  const { uuid, published, eventType, displayMessage, person, outcome, origin } = event;
  const user = { id: person.id, type: 'User', alternateId: person.login, displayName: person.displayName ?? null };
  const target = {
    id: person.id,
    type: 'User',
    alternateId: person.login,
    displayName: person.displayName ?? person.login,
  };
  return {
    uuid,
    published: published.toISOString(),
    eventType,
    version: '0',
    severity: 'WARN',
    displayMessage,
    actor: { ...user, displayName: person.displayName ?? person.login },
    outcome: outcome === 'SUCCESS' ? { result: outcome } : { result: outcome, reason: reasons[eventType] ?? 'UNKNOWN' },
    ...(origin === null
      ? {}
      : {
          client: { geographicalContext: origin.country === undefined ? {} : { country: origin.country } },
          securityContext: { isProxy: origin.isProxy ?? false },
        }),
    target: [target],
  };
}
