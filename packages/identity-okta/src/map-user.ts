import type { Account, AccountReference, Capability, Standing } from '@access-account/contract';
import type { OktaConfig } from './okta-config.ts';
import type { OktaUser } from './okta-shapes.ts';

export function toAccount({ id, profile }: OktaUser): Account {
  const { login, email, displayName, firstName, lastName } = profile;
  const name = [firstName, lastName].filter(Boolean).join(' ');
  return {
    id,
    login,
    displayName: displayName || name || login,
    email: email?.toLowerCase() || null,
    locale: toLocale(profile),
  };
}

/** Allow-listed: a status that is not known is not one to do anything for. */
export function toStanding({ status }: OktaUser): Standing {
  switch (status) {
    case 'ACTIVE':
    case 'LOCKED_OUT':
    case 'PASSWORD_EXPIRED':
    case 'RECOVERY':
      return 'enabled';
    case 'SUSPENDED':
      return 'suspended';
    case 'DEPROVISIONED':
      return 'deprovisioned';
    default:
      return 'disabled';
  }
}

/** Who keeps the password: Okta, or the directory an account comes from. */
export function isOktaSourced(user: OktaUser): boolean {
  return sourceOf(user) === 'OKTA';
}

/** What may be done to the lock and the password of an account by where it comes from. */
export function toSourceCapability(user: OktaUser, { masters }: OktaConfig): Capability {
  switch (sourceOf(user)) {
    case 'OKTA':
      return { able: true };
    case 'ACTIVE_DIRECTORY':
      return {
        able: false,
        reason: 'The account comes from Active Directory: Okta neither unlocks it nor keeps its password.',
        delegateTo: masters.activeDirectory,
      };
    case 'LDAP':
      return {
        able: false,
        reason: 'The account comes from an LDAP directory: Okta neither unlocks it nor keeps its password.',
        delegateTo: masters.ldap,
      };
    case undefined:
      return { able: false, reason: 'Okta does not say where the account comes from.' };
    default:
      return {
        able: false,
        reason: 'The account signs in through another identity provider, which keeps its password.',
      };
  }
}

/** Okta verifies the factors of people who could sign in. */
export function toCheckCapability({ status }: OktaUser): Capability {
  return status === 'ACTIVE'
    ? { able: true }
    : { able: false, reason: `Okta verifies the factors of active accounts alone; this one is ${status}.` };
}

function sourceOf({ credentials }: OktaUser): string | undefined {
  return credentials?.provider?.type;
}

/** The manager's id in Okta, where the organisation keeps that in `managerId` and not an employee number. */
export function toManager({ profile }: OktaUser): AccountReference | null {
  return profile.managerId && isUserId(profile.managerId) ? { id: profile.managerId } : null;
}

/** Whether the text can be the id of a user: Okta would also take a login for one, and find somebody else. */
export function isUserId(text: string): boolean {
  return /^00u[0-9A-Za-z]{17}$/.test(text);
}

export function toTimeZone({ profile }: OktaUser): string | null {
  try {
    return profile.timezone
      ? new Intl.DateTimeFormat('en', { timeZone: profile.timezone }).resolvedOptions().timeZone
      : null;
  } catch {
    return null;
  }
}

/** `preferredLanguage` is BCP 47 or RFC 2616 (`de, en;q=0.5`), `locale` is `de_CH`. */
function toLocale({ preferredLanguage, locale }: OktaUser['profile']): string | null {
  const first = (preferredLanguage || locale)?.split(/[,;]/)[0]?.trim().replaceAll('_', '-');
  if (!first) return null;
  try {
    return Intl.getCanonicalLocales(first)[0] ?? null;
  } catch {
    return null;
  }
}

/** ISO 8601 in UTC, as everything else in the product. */
export function toInstant(text: string | null | undefined): string | null {
  return text ? new Date(text).toISOString() : null;
}
