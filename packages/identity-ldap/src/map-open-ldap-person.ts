import {
  type Account,
  type AccountReference,
  type ListedAccount,
  type Lock,
  type PasswordStatus,
  ResponseInvalidError,
  type Standing,
} from '@access-account/contract';
import { fromGeneralizedTime } from './generalized-time.ts';
import type { LdapEntry } from './ldap-entry.ts';
import { toInstant } from './to-instant.ts';
import { toLocale } from './to-locale.ts';

/** What an administrator writes to lock an account for good; the overlay itself writes the time of the last wrong password. */
const lockedForGood = '000001010000Z';

/** Every attribute this file looks at. The operational ones come only when they are named. */
export const openLdapAttributes = [
  'entryUUID',
  'uid',
  'displayName',
  'cn',
  'mail',
  'preferredLanguage',
  'manager',
  'pwdAccountLockedTime',
  'pwdPolicySubentry',
  'pwdChangedTime',
  'pwdReset',
  'pwdStartTime',
  'pwdEndTime',
] as const;

export const openLdapPolicyAttributes = ['pwdLockout', 'pwdLockoutDuration', 'pwdMaxAge', 'pwdMustChange'] as const;

/** The part of a pwdPolicy entry that matters here. Durations are milliseconds; undefined: without end. */
export interface OpenLdapPolicy {
  readonly locks: boolean;
  readonly lockDuration: number | undefined;
  readonly maximumAge: number | undefined;
  readonly mustChange: boolean;
}

export function toPolicy(entry: LdapEntry): OpenLdapPolicy {
  return {
    locks: isTrue(entry.text('pwdLockout')),
    lockDuration: toDuration(entry.text('pwdLockoutDuration')),
    maximumAge: toDuration(entry.text('pwdMaxAge')),
    mustChange: isTrue(entry.text('pwdMustChange')),
  };
}

/** @throws ResponseInvalidError when the directory hides it. */
export function toId(entry: LdapEntry): string {
  const id = entry.text('entryUUID');
  if (!id) throw hidden({ entry, attribute: 'entryUUID' });
  return id;
}

/** @throws ResponseInvalidError when the directory hides what an account is made of. */
export function toAccount(entry: LdapEntry): Account {
  const login = entry.text('uid');
  if (!login) throw hidden({ entry, attribute: 'uid' });
  return {
    id: toId(entry),
    login,
    displayName: entry.text('displayName') || entry.text('cn') || login,
    email: entry.text('mail')?.toLowerCase() || null,
    locale: toLocale(entry.text('preferredLanguage')),
  };
}

export interface OpenLdapJudgement {
  readonly policy: OpenLdapPolicy;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The overlay leaves pwdAccountLockedTime where it is when the lock is over, so its age decides. */
export function toLock(entry: LdapEntry, { policy, now }: OpenLdapJudgement): Lock | null {
  const episode = entry.text('pwdAccountLockedTime');
  if (episode === undefined || !policy.locks) return null;
  if (episode === lockedForGood) return { episode, cause: 'other', since: null, until: null };
  const since = fromGeneralizedTime(episode);
  if (since === undefined) throw hidden({ entry, attribute: 'pwdAccountLockedTime' });
  const until = policy.lockDuration === undefined ? undefined : since + policy.lockDuration;
  if (until !== undefined && until <= now) return null;
  return { episode, cause: 'failed-logins', since: toInstant(since), until: toInstant(until) };
}

/** @param now milliseconds since 1970. */
export function toStanding(entry: LdapEntry, now: number): Standing {
  const start = fromGeneralizedTime(entry.text('pwdStartTime'));
  const end = fromGeneralizedTime(entry.text('pwdEndTime'));
  if (end !== undefined && end <= now) return 'expired';
  return start !== undefined && start > now ? 'disabled' : 'enabled';
}

/** ISO 8601 instant; null: the account does not end. */
export function toEndsAt(entry: LdapEntry): string | null {
  return toInstant(fromGeneralizedTime(entry.text('pwdEndTime')));
}

export interface ListedPersonJudgement extends OpenLdapJudgement {
  readonly manager: AccountReference | null;
}

/** The schema of people knows no time zone. */
export function toListedAccount(entry: LdapEntry, { policy, now, manager }: ListedPersonJudgement): ListedAccount {
  const { changedAt, expiresAt } = toPasswordStatus(entry, policy);
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

export function toPasswordStatus(entry: LdapEntry, policy: OpenLdapPolicy): PasswordStatus {
  const changed = fromGeneralizedTime(entry.text('pwdChangedTime'));
  const expires = changed === undefined || policy.maximumAge === undefined ? undefined : changed + policy.maximumAge;
  return {
    changedAt: toInstant(changed),
    expiresAt: toInstant(expires),
    mustChange: policy.mustChange && isTrue(entry.text('pwdReset')),
  };
}

function isTrue(value: string | undefined): boolean {
  return value?.toUpperCase() === 'TRUE';
}

/** Seconds; 0 and absent mean without end. */
function toDuration(value: string | undefined): number | undefined {
  return value !== undefined && /^[1-9]\d*$/.test(value) ? Number(value) * 1000 : undefined;
}

function hidden({ entry, attribute }: { entry: LdapEntry; attribute: string }): ResponseInvalidError {
  return new ResponseInvalidError({
    system: 'OpenLDAP',
    summary: `The answer for ${entry.dn} lacks a usable ${attribute}.`,
    remedy: `Let the service account read ${attribute}.`,
  });
}
