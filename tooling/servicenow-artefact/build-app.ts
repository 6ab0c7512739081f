import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { zip } from '../teams-app/zip.ts';
import { appFolder, sha256 } from './app-manifest.ts';
import { unzip } from './unzip.ts';

const inventoryName = '/package_inventory.csv';
const command = join(appFolder, 'node_modules/.bin/now-sdk');

/** What has to be there before the app can be built; undefined: everything is. */
export function missingForApp(): string | undefined {
  return existsSync(command) ? undefined : 'cd tooling/servicenow-app && npm ci --ignore-scripts';
}

/**
 * Builds and packs the app from its source, without a network, and answers the archive: the same bytes for the same source.
 * @throws Error with what the SDK said
 */
export function buildApp(): Buffer {
  for (const folder of ['dist', 'target']) rmSync(join(appFolder, folder), { recursive: true, force: true });
  // Frozen: a sys_id that is not in keys.ts would be another one on every machine.
  sdk('build', '--frozenKeys');
  sdk('pack');
  const target = join(appFolder, 'target');
  const [packed, ...others] = readdirSync(target).filter((name) => name.endsWith('.zip'));
  if (packed === undefined || others.length > 0) throw new Error(`The SDK packed ${others.length + 1} archives.`);
  return repeatable(unzip(readFileSync(join(target, packed))));
}

function sdk(...parameters: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...parameters], {
    cwd: appFolder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
    timeout: 300_000,
  });
  if (status !== 0) throw new Error(`now-sdk ${parameters[0]} ended with ${status}:\n${stdout}${stderr}`);
}

/** The SDK gives its bill of materials a random number and the time of day; the inventory then holds another hash. */
function repeatable(packed: ReadonlyMap<string, Buffer>): Buffer {
  const inventory = packed.get(inventoryName)?.toString();
  if (inventory === undefined) throw new Error(`The SDK packed no ${inventoryName}.`);
  const files = new Map([...packed].sort(([one], [other]) => (one < other ? -1 : 1)));
  let listed = inventory;
  for (const [path, content] of files) {
    if (path === inventoryName) continue;
    const fixed = Buffer.from(
      content
        .toString()
        .replace(
          /"serialNumber": "urn:uuid:[0-9a-f-]{36}"/,
          '"serialNumber": "urn:uuid:00000000-0000-0000-0000-000000000000"',
        )
        .replace(/"timestamp": "\d{4}-\d\d-\d\dT[\d:.]+Z"/, '"timestamp": "1980-01-01T00:00:00.000Z"'),
    );
    const line = `${path.slice(1)};${sha256(content)}`;
    if (!listed.includes(line)) throw new Error(`The inventory tells something else of ${path}.`);
    listed = listed.replace(line, `${path.slice(1)};${sha256(fixed)}`);
    files.set(path, fixed);
  }
  files.set(inventoryName, Buffer.from(listed));
  return zip(Object.fromEntries(files));
}
