import { type Capability, ConflictError, OperationUnsupportedError } from '@access-account/contract';
import { toStanding } from './map-user.ts';
import type { OktaUser } from './okta-shapes.ts';

export interface RequireHelpableOptions {
  readonly system: string;
  readonly user: OktaUser;
  /** Of what is about to be done. */
  readonly capability: Capability | undefined;
}

/**
 * What is refused before anything is sent: accounts that somebody took out of use, and what cannot be done for this one.
 * @throws ConflictError when the account is disabled, suspended or deactivated.
 * @throws OperationUnsupportedError when it cannot be done for this account.
 */
export function requireHelpable({ system, user, capability }: RequireHelpableOptions): void {
  const standing = toStanding(user);
  if (standing !== 'enabled') {
    throw new ConflictError({
      system,
      summary: `The account is ${standing}.`,
      remedy: 'Somebody decided that; only an administrator of Okta may undo it.',
    });
  }
  if (capability === undefined || capability.able) return;
  const { reason: summary, delegateTo } = capability;
  const remedy = delegateTo === undefined ? 'An administrator of Okta looks after it.' : `Ask ${delegateTo}.`;
  throw new OperationUnsupportedError({ system, summary, remedy });
}
