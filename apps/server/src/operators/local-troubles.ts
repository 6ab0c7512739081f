import type { Trouble } from '@access-account/messages';
import type { Sealer } from '../audit/sealer.ts';
import type { Witness } from '../audit/witness.ts';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';

/** Something that needs a human; the same one has the same key, whoever sees it. */
export interface KeyedTrouble extends Trouble {
  readonly key: string;
}

export interface LocalTroublesOptions {
  readonly registry: Pick<ConnectorRegistry, 'health'>;
  readonly sealer: Pick<Sealer, 'broken'>;
  readonly witness: Pick<Witness, 'failure'>;
}

/** Characters of what is said of one. */
const longest = 500;

/** What this server sees by itself: connectors that are not well, and an audit that is not. */
export function localTroubles({ registry, sealer, witness }: LocalTroublesOptions): readonly KeyedTrouble[] {
  const audit = sealer.broken ?? witness.failure?.message ?? null;
  return [
    ...registry
      .health()
      .filter(({ state }) => state === 'degraded')
      .map(({ name, displayName, reasons }): KeyedTrouble => {
        const said = reasons.map(({ summary, remedy }) => `${summary} ${remedy}`).join(' ');
        return {
          key: `connector:${name}`,
          trouble: 'connector',
          name: displayName === name ? name : `${displayName} (${name})`,
          detail: said.slice(0, longest),
        };
      }),
    ...(audit === null
      ? []
      : [
          {
            key: 'audit',
            trouble: 'audit',
            name: '',
            detail: `${audit.slice(0, longest)}. Run \`access-account audit verify\`.`,
          } as const,
        ]),
  ];
}
