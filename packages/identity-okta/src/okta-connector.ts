import { defineIdentityConnector } from '@access-account/contract';
import { addHookRoute } from './add-hook-route.ts';
import { checkOkta } from './check-okta.ts';
import { connectOkta, type OktaClient } from './okta-client.ts';
import { oktaConfig } from './okta-config.ts';
import { challengeFactor } from './operations/challenge-factor.ts';
import { checkFactor } from './operations/check-factor.ts';
import { findAccount } from './operations/find-account.ts';
import { listAccounts } from './operations/list-accounts.ts';
import { listFactors } from './operations/list-factors.ts';
import { pollLockouts } from './operations/poll-lockouts.ts';
import { readAccount } from './operations/read-account.ts';
import { readActivity } from './operations/read-activity.ts';
import { readRecovery } from './operations/read-recovery.ts';
import { removeFactor } from './operations/remove-factor.ts';
import { revokeSessions } from './operations/revoke-sessions.ts';
import { startPasswordChange } from './operations/start-password-change.ts';
import { startPasswordReset } from './operations/start-password-reset.ts';
import { unlockAccount } from './operations/unlock-account.ts';

const find = ['okta.users.read, role: view users'];
const read = [
  ...find,
  'okta.policies.read, role: view policies (when passwords and locks end)',
  'okta.roles.read, role: view roles, resources, and administrator assignments (who is an administrator)',
];

/** Okta Workforce Identity, by its management API. */
export const oktaConnector = defineIdentityConnector({
  specificationVersion: 'v1',
  kind: 'identity',
  id: 'okta',
  displayName: 'Okta',
  config: oktaConfig,
  permissions: {
    'account.find': find,
    'account.list': [...find, 'okta.policies.read', 'okta.groups.read, where password policies are for groups'],
    'account.read': read,
    'account.unlock': [...read, 'okta.users.manage, role: unlock users'],
    'activity.read': [...find, 'okta.logs.read, role: view the System Log'],
    'factor.challenge': [...find, 'okta.users.manage, role: manage users’ authenticators'],
    'factor.check': [...find, 'okta.users.manage, role: manage users’ authenticators'],
    'factor.list': find,
    'factor.remove': [...read, 'okta.users.manage, role: reset users’ authenticators'],
    'lockout.poll': [...find, 'okta.logs.read, role: view the System Log'],
    'password.start-change': read,
    'password.start-reset': [...read, 'okta.users.manage, role: reset users’ passwords'],
    'recovery.read': [...find, 'okta.logs.read, role: view the System Log (since when the second address is the same)'],
    'sessions.revoke': [...find, 'okta.users.manage, role: clear users’ sessions'],
  },
  idempotency: {
    'account.find': 'readback',
    'account.list': 'readback',
    'account.read': 'readback',
    'account.unlock': 'readback',
    'activity.read': 'readback',
    'factor.challenge': 'none',
    'factor.check': 'none',
    'factor.list': 'readback',
    'factor.remove': 'readback',
    'lockout.poll': 'readback',
    'password.start-change': 'readback',
    'password.start-reset': 'none',
    'recovery.read': 'readback',
    'sessions.revoke': 'readback',
  },
  connect: async (config, context) => {
    const client = connectOkta(config, context);
    if (config.hookSecret) addHookRoute({ context, secret: config.hookSecret });
    return { client, check: (call) => checkOkta({ client, call }), close: async () => client.close() };
  },
  operations: (client: OktaClient) => ({
    'account.find': findAccount(client),
    'account.list': listAccounts(client),
    'account.read': readAccount(client),
    'account.unlock': unlockAccount(client),
    'activity.read': readActivity(client),
    'factor.challenge': challengeFactor(client),
    'factor.check': checkFactor(client),
    'factor.list': listFactors(client),
    'factor.remove': removeFactor(client),
    'lockout.poll': pollLockouts(client),
    'password.start-change': startPasswordChange(client),
    'password.start-reset': startPasswordReset(client),
    'recovery.read': readRecovery(client),
    'sessions.revoke': revokeSessions(client),
  }),
});
