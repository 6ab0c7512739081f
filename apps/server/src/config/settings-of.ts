import type { Settings } from '@access-account/policies';
import type { ConfigurationFile } from './configuration-schema.ts';

/**
 * What policies may know of the configuration.
 * @param sandbox Whether the only directory is the sandbox: there nothing real is at stake, and the one-click flow is shown.
 */
export function settingsOf({ mfaReset, ...policies }: ConfigurationFile['policies'], sandbox: boolean): Settings {
  return {
    ...policies,
    mfaReset: { ...mfaReset, verification: mfaReset.verification ?? (sandbox ? 'chat' : 'step-up') },
  };
}
