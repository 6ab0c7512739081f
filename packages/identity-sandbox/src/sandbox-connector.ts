import { setTimeout as delay } from 'node:timers/promises';
import { defineIdentityConnector } from '@access-account/contract';
import { checkSandbox } from './check-sandbox.ts';
import { addDaysRoutes } from './days/add-days-routes.ts';
import { addDeviceRoutes } from './device/add-device-routes.ts';
import { addEnrolRoutes } from './enrol/add-enrol-routes.ts';
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
import { addPasswordRoutes } from './password/add-password-routes.ts';
import { SandboxClient } from './sandbox-client.ts';
import { sandboxConfig } from './sandbox-config.ts';
import { addSignInRoutes } from './sign-in/add-sign-in-routes.ts';
import { localRoutes } from './web/local-routes.ts';

/** Milliseconds. */
const seedingPatience = 2000;

/** A small real directory inside the product: people sign in, mistype, get locked and are unlocked. */
export const sandboxConnector = defineIdentityConnector({
  specificationVersion: 'v1',
  kind: 'identity',
  id: 'sandbox',
  displayName: 'Sandbox Directory',
  config: sandboxConfig,
  permissions: {
    'account.find': [],
    'account.list': [],
    'account.read': [],
    'account.unlock': [],
    'activity.read': [],
    'factor.challenge': [],
    'factor.check': [],
    'factor.list': [],
    'factor.remove': [],
    'lockout.poll': [],
    'password.start-change': [],
    'password.start-reset': [],
    'recovery.read': [],
    'sessions.revoke': [],
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
    'password.start-reset': 'key',
    'recovery.read': 'readback',
    'sessions.revoke': 'readback',
  },
  async connect(config, context) {
    const { name, publicUrl, store, clock, signal, logger } = context;
    const address = `${publicUrl}/connectors/${name}`;
    const client = new SandboxClient({ config, store, clock, signal, address });
    const seeding = client.seed().catch((error: Error) => {
      if (!signal.aborted) logger.error('not everybody could be put into the directory', { reason: error.message });
    });
    // The few people of a demonstration are there when the page opens.
    await Promise.race([seeding, delay(seedingPatience, undefined, { ref: false })]);
    const add = localRoutes(context);
    addSignInRoutes({ client, config, context, add });
    addPasswordRoutes({ client, add });
    addEnrolRoutes({ client, add });
    addDeviceRoutes({ client, add });
    addDaysRoutes({ client, context, add });
    return { client, check: () => checkSandbox(client), close: async () => client.close() };
  },
  operations: (client: SandboxClient) => ({
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
