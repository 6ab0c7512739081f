import type { FakePerson, FakeTenant } from './fake-tenant.ts';

export function userAnswer(person: FakePerson, { mutants }: FakeTenant): Readonly<Record<string, unknown>> {
  return {
    id: person.id,
    businessPhones: [],
    displayName: person.displayName,
    givenName: null,
    jobTitle: null,
    mail: person.email,
    mobilePhone: null,
    otherMails: person.otherMails ?? [],
    officeLocation: null,
    preferredLanguage: person.preferredLanguage ?? null,
    surname: null,
    userPrincipalName: person.login,
    accountEnabled: person.accountEnabled || mutants.has('disabled-shown-enabled'),
    userType: /#EXT#@/.test(person.login) ? 'Guest' : 'Member',
    onPremisesSyncEnabled: person.isSynchronised ?? null,
    onPremisesImmutableId: person.immutableId ?? null,
    passwordPolicies: person.passwordPolicies ?? null,
    lastPasswordChangeDateTime: person.lastPasswordChange.toISOString(),
    passwordProfile: {
      password: null,
      forceChangePasswordNextSignIn: person.mustChange,
      forceChangePasswordNextSignInWithMfa: false,
    },
    signInSessionsValidFromDateTime: person.sessionsValidFrom.toISOString(),
  };
}

/** What Graph answers where nothing is selected: neither whether the account is enabled nor anything of its password. */
const unselected =
  'businessPhones,displayName,givenName,jobTitle,mail,mobilePhone,officeLocation,preferredLanguage,surname,userPrincipalName';

/** Of a user what was asked for, and always the id. */
export function selected(user: Readonly<Record<string, unknown>>, select: string | null): object {
  const names = new Set(['id', ...(select || unselected).split(',')]);
  return Object.fromEntries(Object.entries(user).filter(([name]) => names.has(name)));
}
