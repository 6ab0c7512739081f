import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzip } from './unzip.ts';

/** Where the app is written, and where what is made of it is shipped. */
export const appFolder = fileURLToPath(new URL('../servicenow-app', import.meta.url));
export const artefactFolder = fileURLToPath(new URL('../../packages/ticketing-servicenow/app', import.meta.url));
export const archiveName = 'access-account-servicenow-app.zip';

/** What the archive holds and what it was made of: SHA-256, in hexadecimal, by path. */
export interface AppManifest {
  readonly name: string;
  readonly version: string;
  readonly scope: string;
  readonly sdk: string;
  readonly sources: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
}

/** Every file the archive is made of. */
export function sourceFiles(): readonly string[] {
  const written = readdirSync(join(appFolder, 'src'), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(appFolder.length + 1));
  return ['now.config.json', 'package-lock.json', 'package.json', ...written].sort();
}

export function manifestOf(archive: Buffer): AppManifest {
  const { name, version, devDependencies } = JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8'));
  const { scope } = JSON.parse(readFileSync(join(appFolder, 'now.config.json'), 'utf8'));
  return {
    name,
    version,
    scope,
    sdk: devDependencies['@servicenow/sdk'],
    sources: Object.fromEntries(sourceFiles().map((path) => [path, sha256(readFileSync(join(appFolder, path)))])),
    files: Object.fromEntries([...unzip(archive)].map(([path, content]) => [path, sha256(content)]).sort()),
  };
}

export function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}
