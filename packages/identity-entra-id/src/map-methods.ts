import { createHash } from 'node:crypto';
import type { Factor, FactorKind } from '@access-account/contract';
import type { MethodPath } from './graph-changes.ts';
import type { EntraMethod, EntraRegistration } from './graph-shapes.ts';
import { toInstant } from './map-user.ts';

/** One second factor as it is told, and where Graph removes it; null: Graph removes none of that kind. */
export interface EnrolledMethod {
  readonly factor: Factor;
  readonly path: MethodPath | null;
}

interface MethodType {
  readonly collection: string;
  readonly kind: FactorKind | ((method: EntraMethod) => FactorKind);
  readonly label: (method: EntraMethod) => string;
  /** Graph gives all of these one id, whoever's and whichever it is. */
  readonly sharesId?: true;
}

/** The types that Graph removes. Passwords are no factors, and Graph removes none. */
const types: Readonly<Record<string, MethodType>> = {
  fido2AuthenticationMethod: {
    collection: 'fido2Methods',
    kind: 'passkey',
    label: ({ displayName, model }) => displayName || model || 'Passkey',
  },
  windowsHelloForBusinessAuthenticationMethod: {
    collection: 'windowsHelloForBusinessMethods',
    kind: 'passkey',
    label: ({ displayName }) => named('Windows Hello', displayName),
  },
  platformCredentialAuthenticationMethod: {
    collection: 'platformCredentialMethods',
    kind: 'passkey',
    label: ({ displayName }) => named('Platform credential', displayName),
  },
  externalAuthenticationMethod: {
    collection: 'externalAuthenticationMethods',
    kind: 'other',
    label: ({ displayName }) => displayName || 'External method',
  },
  temporaryAccessPassAuthenticationMethod: {
    collection: 'temporaryAccessPassMethods',
    kind: 'other',
    label: () => 'Temporary Access Pass',
  },
  emailAuthenticationMethod: {
    collection: 'emailMethods',
    kind: 'email',
    label: ({ emailAddress }) => (emailAddress ? maskAddress(emailAddress) : 'E-mail'),
    sharesId: true,
  },
  phoneAuthenticationMethod: {
    collection: 'phoneMethods',
    kind: ({ phoneType }) => (phoneType === 'mobile' ? 'sms' : 'call'),
    label: ({ phoneNumber }) => (phoneNumber ? `… ${phoneNumber.slice(-4)}` : 'Phone'),
    sharesId: true,
  },
  softwareOathAuthenticationMethod: {
    collection: 'softwareOathMethods',
    kind: 'totp',
    label: () => 'Authenticator app (code)',
  },
  microsoftAuthenticatorAuthenticationMethod: {
    collection: 'microsoftAuthenticatorMethods',
    kind: 'push',
    label: ({ displayName }) => named('Microsoft Authenticator', displayName),
  },
};

const passwordType = 'passwordAuthenticationMethod';

export interface ToEnrolledMethodsOptions {
  /** Whose they are. */
  readonly user: string;
  readonly methods: readonly EntraMethod[];
  /** null: unknown. */
  readonly registration: EntraRegistration | null;
}

/**
 * The second factors of one account. The default goes last, since Entra ID removes it only when no other is left; where the
 * default is not known, those that may be it do.
 */
export function toEnrolledMethods(options: ToEnrolledMethodsOptions): readonly EnrolledMethod[] {
  const { user, methods, registration } = options;
  const preferred = registration?.userPreferredMethodForSecondaryAuthentication;
  return methods
    .filter((method) => typeOf(method) !== passwordType)
    .map((method) => ({ enrolled: toEnrolled(user, method), rank: rankOf(method, preferred) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ enrolled }) => enrolled);
}

function toEnrolled(user: string, method: EntraMethod): EnrolledMethod {
  const type = types[typeOf(method)];
  const enrolledAt = toInstant(method.createdDateTime);
  if (type === undefined) {
    return { factor: { id: method.id, kind: 'other', label: 'Second factor', enrolledAt }, path: null };
  }
  const { collection, kind, label, sharesId } = type;
  return {
    factor: {
      id: sharesId ? `${method.id}~${tagOf(user, method)}` : method.id,
      kind: typeof kind === 'function' ? kind(method) : kind,
      label: label(method),
      enrolledAt,
    },
    path: { collection, method: method.id },
  };
}

/**
 * Tells one phone from the next under the same id, so that a number somebody set up meanwhile is not taken away in place of the
 * one that was confirmed. Too short to tell the number by.
 */
function tagOf(user: string, { createdDateTime, phoneNumber, emailAddress }: EntraMethod): string {
  const told = JSON.stringify([user.toLowerCase(), createdDateTime ?? null, phoneNumber ?? emailAddress ?? null]);
  return createHash('sha256').update(told).digest('hex').slice(0, 6);
}

function typeOf(method: EntraMethod): string {
  return method['@odata.type'].replace(/^#?microsoft\.graph\./, '');
}

/** Methods that can be somebody's default, the likelier the later. */
const defaults = [
  'phoneAuthenticationMethod office',
  'phoneAuthenticationMethod alternateMobile',
  'phoneAuthenticationMethod mobile',
  'softwareOathAuthenticationMethod',
  'microsoftAuthenticatorAuthenticationMethod',
];

/** What the report calls them. */
const preferences: Readonly<Record<string, string>> = {
  push: 'microsoftAuthenticatorAuthenticationMethod',
  oath: 'softwareOathAuthenticationMethod',
  sms: 'phoneAuthenticationMethod mobile',
  voiceMobile: 'phoneAuthenticationMethod mobile',
  voiceAlternateMobile: 'phoneAuthenticationMethod alternateMobile',
  voiceOffice: 'phoneAuthenticationMethod office',
};

function rankOf(method: EntraMethod, preferred: string | null | undefined): number {
  const type = typeOf(method);
  const name = type === 'phoneAuthenticationMethod' ? `${type} ${method.phoneType ?? 'mobile'}` : type;
  return name === preferences[preferred ?? ''] ? defaults.length : defaults.indexOf(name);
}

function named(what: string, name: string | null | undefined): string {
  return name ? `${what} (${name})` : what;
}

/** "a…@acme.test" */
function maskAddress(address: string): string {
  const [name = '', ...domain] = address.split('@');
  return `${[...name][0] ?? ''}…${domain.length === 0 ? '' : `@${domain.join('@')}`}`;
}
