import { loadConfiguration } from '../config/load-configuration.ts';
import { type DefinedConnector, loadDefinitions } from '../registry/load-connectors.ts';
import type { CommandOptions } from './options.ts';
import { table } from './table.ts';

/** Lists the configured connectors with what they can do and what that needs; with a name, the keys of its configuration. */
export async function connectors({
  config,
  json,
  name,
}: CommandOptions & { readonly name: string | undefined }): Promise<number> {
  const found = await loadDefinitions(loadConfiguration({ file: config, environment: process.env }));
  const loaded = found.filter((one): one is DefinedConnector => 'definition' in one);
  if (name !== undefined) {
    const one = loaded.find((candidate) => candidate.name === name);
    if (one === undefined) {
      console.error(`There is no connector “${name}”. Configured: ${found.map((each) => each.name).join(', ')}.`);
      return 2;
    }
    console.log(
      JSON.stringify(one.definition.config['~standard'].jsonSchema.input({ target: 'draft-2020-12' }), null, 2),
    );
    return 0;
  }
  const missing = found.flatMap((one) => ('definition' in one ? [] : [one]));
  if (json) {
    console.log(
      JSON.stringify({
        connectors: loaded.map(({ name: key, found: { package: packageName, version, kind }, definition }) => ({
          name: key,
          package: packageName,
          version,
          kind,
          displayName: definition.displayName,
          permissions: definition.permissions,
        })),
        missing: missing.map(({ name: key, reason, remedy }) => ({ name: key, reason, remedy })),
      }),
    );
  } else {
    console.log(
      table(
        ['name', 'package', 'kind', 'operation', 'needs'],
        loaded.flatMap(({ name: key, found: { package: packageName, version, kind }, definition }) =>
          Object.entries(definition.permissions as Record<string, readonly string[]>).map(
            ([operation, needed], index) => [
              index === 0 ? key : '',
              index === 0 ? `${packageName} ${version}` : '',
              index === 0 ? kind : '',
              operation,
              needed.join('; ') || '–',
            ],
          ),
        ),
      ),
    );
    for (const { name: key, reason, remedy } of missing) console.log(`${key}: ${reason} ${remedy}`);
  }
  return missing.length === 0 ? 0 : 1;
}
