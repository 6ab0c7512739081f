import type { Settings } from '@access-account/policies';
import type { ConfigurationFile } from './configuration-schema.ts';

/**
 * What policies may know of the configuration.
 * @param sandbox Whether the only directory is the sandbox: there nothing real is at stake, and the one-click flow is shown.
 */
export function settingsOf(
  { policies: { mfaReset, proof, caution, ...policies }, signIn }: Pick<ConfigurationFile, 'policies' | 'signIn'>,
  sandbox: boolean,
): Settings {
  return {
    ...policies,
    caution: { ...caution, workingHours: caution.workingHours ?? null },
    proof: { ...proof, freshLogin: signIn?.system ?? null },
    mfaReset: { ...mfaReset, verification: mfaReset.verification ?? (sandbox ? 'chat' : 'step-up') },
  };
}
