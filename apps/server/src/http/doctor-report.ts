import { settingsOf } from '../config/settings-of.ts';
import { shadowedFeatures } from '../config/shadowed-features.ts';
import { collisionDiagnostics } from '../people/collision-diagnostics.ts';
import { unwatchedSystems } from '../people/unwatched-systems.ts';
import { withoutProof } from '../people/without-proof.ts';
import type { Product } from '../product.ts';
import type { Doctor } from './api-schemas.ts';

/** Asks every connector, and the model where there is one, how it is, now; and looks at a few people who could show in no way who they are. */
export async function doctorReport({
  registry,
  configuration,
  state,
  call,
  secondReader,
  database,
  onlySandbox,
  road,
}: Pick<
  Product,
  'registry' | 'configuration' | 'state' | 'call' | 'secondReader' | 'database' | 'onlySandbox' | 'road'
>): Promise<Doctor> {
  const settings = settingsOf(configuration, onlySandbox);
  const [model, proof, collisions] = await Promise.all([
    secondReader?.check(),
    withoutProof({ database, registry, settings, call }),
    road.unsettledAccounts(),
    registry.check(call),
  ]);
  const watch = unwatchedSystems({ registry, settings });
  return {
    state,
    connectors: [
      ...registry.all().map((connector) => ({
        name: connector.name,
        package: configuration.connectors[connector.name]?.package ?? '',
        state: connector.state,
        diagnostics:
          connector.state === 'missing'
            ? [{ severity: 'error' as const, summary: connector.reason, remedy: connector.remedy }]
            : connector.diagnostics.map((diagnostic) => ({ ...diagnostic })),
      })),
      // No connector can have these names.
      ...shadowedFeatures(configuration.policies).map(({ feature, everybody }) => ({
        name: `(shadow: ${feature})`,
        package: 'configuration',
        state: 'ready' as const,
        diagnostics: [
          {
            severity: 'warning' as const,
            summary: `It only watches, for ${everybody ? 'everybody' : 'some people'}: nothing of it is sent or changed.`,
            remedy: `Remove policies.${feature}.shadow to go live.`,
          },
        ],
      })),
      ...(collisions.length === 0
        ? []
        : [
            {
              name: '(people)',
              package: 'account linking',
              state: 'ready' as const,
              diagnostics: [...collisionDiagnostics(collisions)],
            },
          ]),
      ...(proof === undefined
        ? []
        : [{ name: '(proof)', package: 'mfaReset', state: 'ready' as const, diagnostics: [proof] }]),
      ...(watch === undefined
        ? []
        : [{ name: '(watch)', package: 'accountWatch', state: 'ready' as const, diagnostics: [watch] }]),
      ...(model === undefined
        ? []
        : [
            {
              name: '(model)',
              package: configuration.model?.name ?? '',
              state: model.severity === 'error' ? ('missing' as const) : ('ready' as const),
              diagnostics: [{ ...model }],
            },
          ]),
    ],
  };
}
