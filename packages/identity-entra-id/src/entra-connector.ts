import { defineIdentityConnector } from '@access-account/contract';
import { checkEntra } from './check-entra.ts';
import { connectEntra, type EntraClient } from './entra-client.ts';
import { entraConfig } from './entra-config.ts';
import { findAccount } from './operations/find-account.ts';
import { listAccounts } from './operations/list-accounts.ts';
import { listFactors } from './operations/list-factors.ts';
import { readAccount } from './operations/read-account.ts';
import { readRecovery } from './operations/read-recovery.ts';
import { removeFactor } from './operations/remove-factor.ts';
import { revokeSessions } from './operations/revoke-sessions.ts';
import { startPasswordChange } from './operations/start-password-change.ts';
import { startPasswordReset } from './operations/start-password-reset.ts';

const find = ['User.Read.All'];
const read = [
  ...find,
  'Domain.Read.All (when passwords end)',
  'RoleManagement.Read.Directory and GroupMember.Read.All (who is an administrator)',
  'AuditLog.Read.All (optional: who is registered for self-service password reset; needs Entra ID P1)',
];

/**
 * Microsoft Entra ID, by Microsoft Graph v1.0. There is no `account.unlock` and no `lockout.poll`: Microsoft shows nobody a
 * smart lockout and lets nobody lift it. Passwords are chosen on Microsoft's own pages.
 */
export const entraConnector = defineIdentityConnector({
  specificationVersion: 'v1',
  kind: 'identity',
  id: 'entra-id',
  displayName: 'Microsoft Entra ID',
  config: entraConfig,
  permissions: {
    'account.find': find,
    'account.list': [...find, 'Domain.Read.All (when passwords end)'],
    'account.read': read,
    'factor.list': ['UserAuthenticationMethod.Read.All', 'AuditLog.Read.All (optional: which method is the default)'],
    'factor.remove': [...read, 'UserAuthenticationMethod.ReadWrite.All'],
    'password.start-change': read,
    'password.start-reset': read,
    'recovery.read': find,
    'sessions.revoke': [...find, 'User.RevokeSessions.All'],
  },
  idempotency: {
    'account.find': 'readback',
    'account.list': 'readback',
    'account.read': 'readback',
    'factor.list': 'readback',
    'factor.remove': 'readback',
    'password.start-change': 'readback',
    'password.start-reset': 'readback',
    'recovery.read': 'readback',
    'sessions.revoke': 'readback',
  },
  connect: async (config, context) => {
    const client = connectEntra(config, context);
    return { client, check: (call) => checkEntra({ client, call }), close: async () => client.close() };
  },
  operations: (client: EntraClient) => ({
    'account.find': findAccount(client),
    'account.list': listAccounts(client),
    'account.read': readAccount(client),
    'factor.list': listFactors(client),
    'factor.remove': removeFactor(client),
    'password.start-change': startPasswordChange(client),
    'password.start-reset': startPasswordReset(client),
    'recovery.read': readRecovery(client),
    'sessions.revoke': revokeSessions(client),
  }),
});
