import { type Capability, ConflictError, OperationUnsupportedError } from '@access-account/contract';
import type { EntraUser } from './graph-shapes.ts';
import { toStanding } from './map-user.ts';

export interface RequireHelpableOptions {
  readonly system: string;
  readonly user: EntraUser;
  /** Of what is about to be done. */
  readonly capability: Capability | undefined;
}

/**
 * What is refused before anything is sent: accounts that somebody took out of use, and what cannot be done for this one.
 * @throws ConflictError when the account is disabled.
 * @throws OperationUnsupportedError when it cannot be done for this account.
 */
export function requireHelpable({ system, user, capability }: RequireHelpableOptions): void {
  if (toStanding(user) !== 'enabled') {
    throw new ConflictError({
      system,
      summary: 'The account is disabled.',
      remedy: 'Somebody decided that; only an administrator of Entra ID may undo it.',
    });
  }
  if (capability === undefined || capability.able) return;
  const { reason: summary, delegateTo } = capability;
  const remedy = delegateTo === undefined ? 'An administrator of Entra ID looks after it.' : `Ask ${delegateTo}.`;
  throw new OperationUnsupportedError({ system, summary, remedy });
}
