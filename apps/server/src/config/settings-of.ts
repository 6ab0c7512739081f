import type { Settings } from '@access-account/policies';
import type { ConfigurationFile } from './configuration-schema.ts';

const minutes = 60_000;

/** What policies may know of the configuration: what it says, and the defaults of what cannot be said in it yet. */
export function settingsOf({ unlockAccount, lockoutNotification }: ConfigurationFile['policies']): Settings {
  return {
    unlockAccount,
    lockoutNotification,
    passwordReset: { enabled: true, mode: 'link', portals: [], tickets: 'on-failure' },
    mfaReset: { enabled: true, verification: 'step-up', modes: ['single', 'all'], enrolUrl: null, tickets: 'always' },
    passwordExpiry: {
      enabled: true,
      changePassword: 'reset',
      portals: [],
      ignoreCoversExpired: true,
      tickets: 'never',
    },
    followThrough: { nudgeAfter: 10 * minutes, handOffAfter: 30 * minutes },
  };
}
