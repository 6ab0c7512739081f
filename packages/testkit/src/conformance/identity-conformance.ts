import type { IdentityOperationName, IdentityOperationSet } from '@access-account/contract';
import { capabilitiesConformance } from './identity/capabilities.ts';
import { checkFactorConformance } from './identity/check-factor.ts';
import { connectionConformance } from './identity/connection.ts';
import { findAccountConformance } from './identity/find-account.ts';
import type { IdentityConformanceOptions } from './identity/identity-subject.ts';
import { listAccountsConformance } from './identity/list-accounts.ts';
import { listFactorsConformance } from './identity/list-factors.ts';
import { networkFaultsConformance } from './identity/network-faults.ts';
import { pollLockoutsConformance } from './identity/poll-lockouts.ts';
import { readAccountConformance } from './identity/read-account.ts';
import { readActivityConformance } from './identity/read-activity.ts';
import { readRecoveryConformance } from './identity/read-recovery.ts';
import { removeFactorConformance } from './identity/remove-factor.ts';
import { revokeSessionsConformance } from './identity/revoke-sessions.ts';
import { startPasswordChangeConformance } from './identity/start-password-change.ts';
import { startPasswordResetConformance } from './identity/start-password-reset.ts';
import { unlockAccountConformance } from './identity/unlock-account.ts';

/**
 * Everything an identity connector promises, run against a directory.
 * An operation the connector does not offer (no entry in `permissions`) has no tests; nothing else is left out.
 */
export function identityConformance<Config, Client, Operations extends IdentityOperationSet>(
  options: IdentityConformanceOptions<Config, Client, Operations>,
): void {
  const { runner, connector } = options;
  const offered = (name: IdentityOperationName) => name in connector.permissions;
  runner.describe(`${connector.displayName}: identity conformance`, () => {
    connectionConformance(options);
    capabilitiesConformance(options);
    findAccountConformance(options);
    readAccountConformance(options);
    if (offered('account.list')) listAccountsConformance(options);
    if (offered('account.unlock')) unlockAccountConformance(options);
    if (offered('activity.read')) readActivityConformance(options);
    if (offered('factor.check')) checkFactorConformance(options);
    if (offered('factor.list')) listFactorsConformance(options);
    if (offered('factor.remove')) removeFactorConformance(options);
    if (offered('lockout.poll')) pollLockoutsConformance(options);
    if (offered('password.start-change')) startPasswordChangeConformance(options);
    if (offered('password.start-reset')) startPasswordResetConformance(options);
    if (offered('recovery.read')) readRecoveryConformance(options);
    if (offered('sessions.revoke')) revokeSessionsConformance(options);
    networkFaultsConformance(options);
  });
}
