import type { PasswordStatus } from '@access-account/contract';
import { isOktaSourced, toInstant } from './map-user.ts';
import type { OktaUser } from './okta-shapes.ts';
import type { PasswordRule } from './password-policies.ts';

const day = 24 * 60 * 60_000;

/** Okta marks a password as expired only when its owner signs in, so that its end is reckoned here. A directory's password is not Okta's to tell of. */
export function toPasswordStatus(user: OktaUser, rule: PasswordRule | null): PasswordStatus {
  if (!isOktaSourced(user)) return { changedAt: null, expiresAt: null, mustChange: false };
  const changedAt = toInstant(user.passwordChanged);
  const maxAge = (rule?.maxAgeDays ?? 0) * day;
  return {
    changedAt,
    expiresAt: changedAt === null || maxAge === 0 ? null : new Date(Date.parse(changedAt) + maxAge).toISOString(),
    mustChange: user.status === 'PASSWORD_EXPIRED' || user.status === 'RECOVERY',
  };
}
