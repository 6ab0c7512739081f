import {
  type Account,
  type AccountReference,
  type Capability,
  type ListedAccount,
  type Lock,
  type PasswordStatus,
  ResponseInvalidError,
  type Standing,
} from '@access-account/contract';
import { fromFiletime } from './filetime.ts';
import type { LdapEntry } from './ldap-entry.ts';
import { fromObjectGuid } from './object-guid.ts';
import { toInstant } from './to-instant.ts';
import { toLocale } from './to-locale.ts';

/** Bits of userAccountControl and of its computed sister ([MS-ADTS] 2.2.16). */
const bit = { disabled: 0x2, lockedOut: 0x10, passwordNeverExpires: 0x1_0000 } as const;

/** What a listed account is made of. What else there is, the directory would have to compute for everybody. */
export const listedUserAttributes = [
  'objectGUID',
  'sAMAccountName',
  'displayName',
  'cn',
  'mail',
  'preferredLanguage',
  'manager',
  'userAccountControl',
  'accountExpires',
  'pwdLastSet',
  'msDS-UserPasswordExpiryTimeComputed',
] as const;

/** Every attribute this file looks at. */
export const activeDirectoryAttributes = [
  ...listedUserAttributes,
  'msDS-User-Account-Control-Computed',
  'lockoutTime',
  'msDS-ResultantPSO',
  'adminCount',
] as const;

/** Undefined where the directory hides it. */
export function idOf(entry: LdapEntry): string | undefined {
  const guid = entry.bytes('objectGUID');
  return guid?.length === 16 ? fromObjectGuid(guid) : undefined;
}

/** @throws ResponseInvalidError when the directory hides it. */
export function toId(entry: LdapEntry): string {
  const id = idOf(entry);
  if (id === undefined) throw hidden({ entry, attribute: 'objectGUID' });
  return id;
}

/** @throws ResponseInvalidError when the directory hides what an account is made of. */
export function toAccount(entry: LdapEntry): Account {
  const login = entry.text('sAMAccountName');
  if (!login) throw hidden({ entry, attribute: 'sAMAccountName' });
  return {
    id: toId(entry),
    login,
    displayName: entry.text('displayName') || entry.text('cn') || login,
    email: entry.text('mail')?.toLowerCase() || null,
    locale: toLocale(entry.text('preferredLanguage')),
  };
}

/** Only the computed bit knows: lockoutTime stays as it is after the lock is over. */
export function isLocked(entry: LdapEntry): boolean {
  return hasBit({ entry, attribute: 'msDS-User-Account-Control-Computed', mask: bit.lockedOut });
}

/** @param duration milliseconds a lock lasts; undefined: until an administrator lifts it, or unknown. */
export function toLock(entry: LdapEntry, duration: number | undefined): Lock | null {
  if (!isLocked(entry)) return null;
  const episode = entry.text('lockoutTime');
  const since = fromFiletime(episode);
  if (!episode || since === undefined) throw hidden({ entry, attribute: 'lockoutTime' });
  const until = duration === undefined ? undefined : since + duration;
  return { episode, cause: 'failed-logins', since: toInstant(since), until: toInstant(until) };
}

/** @param now milliseconds since 1970. */
export function toStanding(entry: LdapEntry, now: number): Standing {
  if (hasBit({ entry, attribute: 'userAccountControl', mask: bit.disabled })) return 'disabled';
  const ends = fromFiletime(entry.text('accountExpires'));
  return ends !== undefined && ends <= now ? 'expired' : 'enabled';
}

/** ISO 8601 instant; null: the account does not end. */
export function toEndsAt(entry: LdapEntry): string | null {
  return toInstant(fromFiletime(entry.text('accountExpires')));
}

/** The computed expiry already takes fine-grained password policies into account. */
export function toPasswordStatus(entry: LdapEntry): PasswordStatus {
  const neverExpires = hasBit({ entry, attribute: 'userAccountControl', mask: bit.passwordNeverExpires });
  return {
    changedAt: toInstant(fromFiletime(entry.text('pwdLastSet'))),
    expiresAt: toInstant(fromFiletime(entry.text('msDS-UserPasswordExpiryTimeComputed'))),
    mustChange: entry.text('pwdLastSet') === '0' && !neverExpires,
  };
}

export interface ListedUserJudgement {
  readonly manager: AccountReference | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Active Directory knows no time zone of a person. */
export function toListedAccount(entry: LdapEntry, { manager, now }: ListedUserJudgement): ListedAccount {
  const { changedAt, expiresAt } = toPasswordStatus(entry);
  return {
    ...toAccount(entry),
    standing: toStanding(entry, now),
    passwordChangedAt: changedAt,
    passwordExpiresAt: expiresAt,
    endsAt: toEndsAt(entry),
    manager,
    timeZone: null,
  };
}

/** AdminSDHolder takes delegated rights from administrators, and rightly so: theirs is no account for self-service. */
export function toUnlockCapability(entry: LdapEntry): Capability {
  if (entry.text('adminCount') !== '1') return { able: true };
  return {
    able: false,
    reason: 'The account is, or was, an administrator (adminCount is 1): only an administrator may unlock it.',
  };
}

function hasBit({ entry, attribute, mask }: { entry: LdapEntry; attribute: string; mask: number }): boolean {
  const value = entry.text(attribute);
  if (value === undefined || !/^-?\d+$/.test(value)) throw hidden({ entry, attribute });
  return (Number(value) & mask) !== 0;
}

function hidden({ entry, attribute }: { entry: LdapEntry; attribute: string }): ResponseInvalidError {
  return new ResponseInvalidError({
    system: 'Active Directory',
    summary: `The answer for ${entry.dn} lacks ${attribute}.`,
    remedy: `Let the service account read ${attribute} on user objects, and let url name a domain controller, not the global catalog.`,
  });
}
