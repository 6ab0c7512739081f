import type { IdentityOperationSet } from '@access-account/contract';
import { connectionConformance } from './identity/connection.ts';
import { findAccountConformance } from './identity/find-account.ts';
import type { IdentityConformanceOptions } from './identity/identity-subject.ts';
import { pollLockoutsConformance } from './identity/poll-lockouts.ts';
import { readAccountConformance } from './identity/read-account.ts';
import { unlockAccountConformance } from './identity/unlock-account.ts';

/**
 * Everything an identity connector promises, run against a directory.
 * An operation the connector does not offer (no entry in `permissions`) has no tests; nothing else is left out.
 */
export function identityConformance<Config, Client, Operations extends IdentityOperationSet>(
  options: IdentityConformanceOptions<Config, Client, Operations>,
): void {
  const { runner, connector } = options;
  runner.describe(`${connector.displayName}: identity conformance`, () => {
    connectionConformance(options);
    findAccountConformance(options);
    readAccountConformance(options);
    if ('account.unlock' in connector.permissions) unlockAccountConformance(options);
    if ('lockout.poll' in connector.permissions) pollLockoutsConformance(options);
  });
}
