import { existsSync } from 'node:fs';
import type { KnownSystem } from '@access-account/understanding';
import { loadConfiguration } from '../../config/load-configuration.ts';
import { loadConnectors } from '../../registry/load-connectors.ts';

export interface WordsFor {
  /** The organisation's own words; null: there are none. */
  readonly folder: string | null;
  /** The identity systems of the configuration, by the names it gives them. */
  readonly systems: readonly KnownSystem[];
}

/** What the configuration says about words. Without a configuration the words that are shipped are read with. @throws ConfigurationError */
export async function wordsFor(config: string): Promise<WordsFor> {
  if (!existsSync(config)) return { folder: null, systems: [] };
  const configuration = loadConfiguration({ file: config, environment: process.env });
  const loaded = await loadConnectors(configuration);
  const systems = loaded.flatMap((one) => {
    if (!('definition' in one) || one.definition.kind !== 'identity') return [];
    const { displayName, aliases } = one.config as { readonly displayName?: unknown; readonly aliases?: unknown };
    return {
      name: one.name,
      displayName: typeof displayName === 'string' ? displayName : one.definition.displayName,
      aliases: Array.isArray(aliases) ? aliases.map(String) : [],
    };
  });
  return { folder: configuration.understandingFolder, systems };
}
