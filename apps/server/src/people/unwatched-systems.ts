import type { Diagnostic } from '@access-account/contract';
import type { Settings } from '@access-account/policies';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';

export interface UnwatchedSystemsOptions {
  readonly registry: Pick<ConnectorRegistry, 'ofKind'>;
  readonly settings: Pick<Settings, 'accountWatch'>;
}

/** The systems in which something can be reset, and nobody tells what happens to the account next. Undefined: there is nothing to say. */
export function unwatchedSystems({ registry, settings }: UnwatchedSystemsOptions): Diagnostic | undefined {
  const resets = registry
    .ofKind('identity')
    .filter(
      ({ operations }) => operations['factor.remove'] !== undefined || operations['password.start-reset'] !== undefined,
    );
  if (resets.length === 0) return undefined;
  if (!settings.accountWatch.enabled)
    return {
      severity: 'warning',
      summary: 'After a reset no account is watched: it is switched off.',
      remedy: 'Remove policies.accountWatch.enabled.',
    };
  const unwatched = resets.filter(({ operations }) => operations['activity.read'] === undefined);
  if (unwatched.length === 0) return undefined;
  return {
    severity: 'warning',
    summary: `After a reset in ${unwatched.map(({ displayName }) => displayName).join(', ')} nobody watches what happens to the account: the connector does not offer activity.read.`,
    remedy: 'Alert on new factors and unusual sign-ins at the provider itself.',
  };
}
