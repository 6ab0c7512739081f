import type { ConfigurationFile } from './configuration-schema.ts';

/** The features that can only watch, as the configuration names them. */
export const shadowableFeatures = [
  'unlockAccount',
  'lockoutNotification',
  'passwordReset',
  'mfaReset',
  'passwordExpiry',
] as const;
export type ShadowableFeature = (typeof shadowableFeatures)[number];

export interface ShadowedFeature {
  readonly feature: ShadowableFeature;
  /** Or only some people. */
  readonly everybody: boolean;
}

/** What only watches, and for whom. */
export function shadowedFeatures(policies: ConfigurationFile['policies']): readonly ShadowedFeature[] {
  return shadowableFeatures
    .filter((feature) => policies[feature].shadow !== false)
    .map((feature) => ({ feature, everybody: policies[feature].shadow === true }));
}
