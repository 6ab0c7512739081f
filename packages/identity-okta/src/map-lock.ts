import type { Lock } from '@access-account/contract';
import { toInstant } from './map-user.ts';
import type { OktaUser } from './okta-shapes.ts';
import type { PasswordRule } from './password-policies.ts';

export interface LockedOutOptions {
  readonly rule: PasswordRule | null;
  readonly now: Date;
}

/**
 * The lock of a user whom Okta calls LOCKED_OUT; null for everybody else. The status is the truth: Okta lifts locks by
 * itself, but not for ever, so that one whose time is over and that is still there is an administrator's to lift.
 */
export function toLockOut(user: OktaUser, { rule, now }: LockedOutOptions): Lock | null {
  if (user.status !== 'LOCKED_OUT') return null;
  const since = toInstant(user.statusChanged);
  const minutes = rule?.autoUnlockMinutes ?? 0;
  const until = since === null || minutes === 0 ? null : new Date(Date.parse(since) + minutes * 60_000);
  return {
    episode: since ?? 'locked-out',
    cause: 'failed-logins',
    since,
    until: until === null || until <= now ? null : until.toISOString(),
  };
}

/**
 * The account is active and may be used from devices Okta knows, and from no other. Okta gives this block no name and no time;
 * the last sign-in stands for it, since whoever got in again and is blocked anew signed in between.
 */
export function toUnknownDeviceBlock(user: OktaUser): Lock {
  return {
    episode: `unknown-devices ${toInstant(user.lastLogin) ?? 'never'}`,
    cause: 'failed-logins',
    since: null,
    until: null,
  };
}
