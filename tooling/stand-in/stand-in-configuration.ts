import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface StandInConfigurationOptions {
  /** Where the configuration file and its secret go, and, below `data`, the product's own files. */
  readonly directory: string;
  /** The stand-in; or what stands in front of one part of it. */
  readonly url: string;
  readonly urls?: { readonly directory?: string; readonly chat?: string; readonly desk?: string };
  /** Between two polls, such as `1s`. */
  readonly pollEvery?: string;
  /** How old a lock may be to be told of, such as `60d`; the product's own limit unless given. */
  readonly lookBack?: string;
  /** The data directory, `data` below the directory unless given. */
  readonly dataDirectory?: string;
  /** Another desk in place of the stand-in's. */
  readonly desk?: OtherDesk;
  /** More YAML at the top level, such as `policies: …`. */
  readonly more?: string;
}

/** A ticketing connector that is not the stand-in's own. */
export interface OtherDesk {
  /** The package; where its code is beside the stand-in's connectors, that is its name. */
  readonly package: string;
  /** What a package of the stand-in exports. */
  readonly exported?: string;
  readonly config: object;
}

export interface WrittenConfiguration {
  /** The text of `access-account.yaml`, which is written already. */
  readonly configuration: string;
  readonly file: string;
  /** What clicks are signed with. */
  readonly secret: string;
}

const packages = [
  { kind: 'identity', id: 'stand-in-directory', exported: 'standInDirectory' },
  { kind: 'channel', id: 'stand-in-chat', exported: 'standInChat' },
  { kind: 'ticketing', id: 'stand-in-desk', exported: 'standInDesk' },
] as const;

/** Writes a configuration for a server that has the stand-in as its directory, its chat and its desk, and the connector packages it names. */
export function standInConfiguration(options: StandInConfigurationOptions): WrittenConfiguration {
  const { directory, url, urls = {}, pollEvery = '250ms', lookBack, desk, more = '' } = options;
  const dataDirectory = options.dataDirectory ?? join(directory, 'data');
  const secret = 'the stand-in and the product know this one';
  const file = join(directory, 'access-account.yaml');
  const configuration = `
organization: Acme
dataDirectory: ${JSON.stringify(dataDirectory)}
connectors:
  directory:
    package: stand-in-directory
    poll: ${JSON.stringify({ every: pollEvery, ...(lookBack === undefined ? {} : { maximumLookBack: lookBack }) })}
    config: { url: ${JSON.stringify(urls.directory ?? url)} }
  chat:
    package: stand-in-chat
    config: { url: ${JSON.stringify(urls.chat ?? url)}, secret: "\${file:stand-in-secret}" }
  desk:
    package: ${JSON.stringify(desk?.package ?? 'stand-in-desk')}
    config: ${JSON.stringify(desk?.config ?? { url: urls.desk ?? url })}
people: { mainIdentity: directory, channels: [chat], tickets: desk }
${more}
`;
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'stand-in-secret'), secret);
  writeFileSync(file, configuration);
  for (const one of packages) writePackage(dataDirectory, one);
  if (desk?.exported !== undefined)
    writePackage(dataDirectory, { kind: 'ticketing', id: desk.package, exported: desk.exported });
  return { configuration, file, secret };
}

/** A third-party connector is found below the data directory; its code is here, beside the provider it speaks to. */
function writePackage(
  dataDirectory: string,
  { kind, id, exported }: { readonly kind: string; readonly id: string; readonly exported: string },
): void {
  const folder = join(dataDirectory, 'connectors/node_modules', id);
  const manifest = {
    name: id,
    version: '1.0.0',
    type: 'module',
    keywords: ['access-account-connector'],
    accessAccount: { kind, id, specification: 'v1' },
    exports: { '.': './index.mjs', './package.json': './package.json' },
  };
  const code = new URL(`./connectors/${id}.ts`, import.meta.url).href;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  // Node does not strip types below node_modules, and need not.
  writeFileSync(join(folder, 'index.mjs'), `export { ${exported} } from ${JSON.stringify(code)};\n`);
}
