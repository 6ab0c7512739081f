import { setTimeout as delay } from 'node:timers/promises';
import { defineIdentityConnector } from '@access-account/contract';
import { checkSandbox } from './check-sandbox.ts';
import { findAccount } from './operations/find-account.ts';
import { pollLockouts } from './operations/poll-lockouts.ts';
import { readAccount } from './operations/read-account.ts';
import { unlockAccount } from './operations/unlock-account.ts';
import { SandboxClient } from './sandbox-client.ts';
import { sandboxConfig } from './sandbox-config.ts';
import { addSignInRoutes } from './sign-in/add-sign-in-routes.ts';

/** Milliseconds. */
const seedingPatience = 2000;

/** A small real directory inside the product: people sign in, mistype, get locked and are unlocked. */
export const sandboxConnector = defineIdentityConnector({
  specificationVersion: 'v1',
  kind: 'identity',
  id: 'sandbox',
  displayName: 'Sandbox Directory',
  config: sandboxConfig,
  permissions: { 'account.find': [], 'account.read': [], 'account.unlock': [], 'lockout.poll': [] },
  idempotency: {
    'account.find': 'readback',
    'account.read': 'readback',
    'account.unlock': 'readback',
    'lockout.poll': 'readback',
  },
  async connect(config, context) {
    const { store, clock, signal, logger } = context;
    const client = new SandboxClient({ config, store, clock, signal });
    const seeding = client.seed().catch((error: Error) => {
      if (!signal.aborted) logger.error('not everybody could be put into the directory', { reason: error.message });
    });
    // The few people of a demonstration are there when the page opens.
    await Promise.race([seeding, delay(seedingPatience, undefined, { ref: false })]);
    addSignInRoutes({ client, config, context });
    return { client, check: () => checkSandbox(client), close: async () => {} };
  },
  operations: (client: SandboxClient) => ({
    'account.find': findAccount(client),
    'account.read': readAccount(client),
    'account.unlock': unlockAccount(client),
    'lockout.poll': pollLockouts(client),
  }),
});
