import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ConnectorManifest } from '@access-account/contract';
import { z } from 'zod';

const packageFile = z.object({
  name: z.string(),
  version: z.string(),
  keywords: z.array(z.string()).default([]),
  accessAccount: z.object({
    kind: z.enum(['identity', 'instructions', 'channel', 'ticketing']),
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    specification: z.string(),
    sandbox: z.boolean().default(false),
  }),
});

/** A connector package that was found and may be imported. */
export interface FoundConnector extends Required<ConnectorManifest> {
  readonly package: string;
  readonly version: string;
  /** Imports the package's code. Nothing of it ran before. */
  import(): Promise<Readonly<Record<string, unknown>>>;
}

/** Why a connector is not there, and what to do about it. */
export class ConnectorLoadError extends Error {
  readonly remedy: string;

  constructor(summary: string, remedy: string) {
    super(summary);
    this.name = 'ConnectorLoadError';
    this.remedy = remedy;
  }
}

const ours = createRequire(import.meta.url);

/**
 * Finds a connector package and reads its manifest, without running any of its code.
 * Built-in packages are ours; others lie in `<dataDirectory>/connectors`, with a package.json and lockfile of their own.
 * @throws ConnectorLoadError
 */
export function findConnector(name: string, dataDirectory: string): FoundConnector {
  const theirs = createRequire(join(dataDirectory, 'connectors', 'package.json'));
  const builtIn = resolvePackage(ours, name);
  const file = builtIn ?? resolvePackage(theirs, name);
  if (file === undefined) {
    throw new ConnectorLoadError(
      `the package ${name} is not installed.`,
      `Install it into ${join(dataDirectory, 'connectors')}, or correct the name.`,
    );
  }
  const parsed = packageFile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success || !parsed.data.keywords.includes('access-account-connector')) {
    throw new ConnectorLoadError(
      `the package ${name} is not an Access Account connector.`,
      'A connector has the keyword "access-account-connector" and an "accessAccount" manifest in its package.json.',
    );
  }
  const { accessAccount, version } = parsed.data;
  if (accessAccount.specification !== 'v1') {
    throw new ConnectorLoadError(
      `${name} ${version} is written for contract ${accessAccount.specification}, this server for v1.`,
      'Install a version of the connector for v1, or update Access Account.',
    );
  }
  const specifier = builtIn === undefined ? pathToFileURL(theirs.resolve(name)).href : name;
  return { ...accessAccount, specification: 'v1', package: name, version, import: () => import(specifier) };
}

function resolvePackage(from: NodeJS.Require, name: string): string | undefined {
  try {
    return from.resolve(`${name}/package.json`);
  } catch {
    return undefined;
  }
}
