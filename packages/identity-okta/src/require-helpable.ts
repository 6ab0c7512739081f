import { type AccountStatus, ConflictError, OperationUnsupportedError } from '@access-account/contract';

export interface RequireHelpableOptions {
  readonly system: string;
  readonly status: AccountStatus;
  readonly operation: 'account.unlock' | 'password.start-reset' | 'password.start-change' | 'factor.remove';
}

/**
 * What is refused before anything is sent: accounts that somebody took out of use, and what cannot be done for this one.
 * @throws ConflictError when the account is disabled, suspended or deactivated.
 * @throws OperationUnsupportedError when it cannot be done for this account.
 */
export function requireHelpable({ system, status, operation }: RequireHelpableOptions): void {
  const { standing, capabilities } = status;
  if (standing !== 'enabled') {
    throw new ConflictError({
      system,
      summary: `The account is ${standing}.`,
      remedy: 'Somebody decided that; only an administrator of Okta may undo it.',
    });
  }
  const capability = capabilities[operation];
  if (capability === undefined || capability.able) return;
  const { delegateTo } = capability;
  throw new OperationUnsupportedError({
    system,
    summary: capability.reason,
    remedy: delegateTo === undefined ? 'An administrator of Okta looks after it.' : `Ask ${delegateTo}.`,
  });
}
