// `npm run build:servicenow-app`: builds the companion app for ServiceNow from its source and puts the archive into the connector.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { appFolder, archiveName, artefactFolder, manifestOf } from './servicenow-artefact/app-manifest.ts';
import { buildApp, missingForApp } from './servicenow-artefact/build-app.ts';

const help = `npm run build:servicenow-app [-- options]

Builds and packs tooling/servicenow-app with @servicenow/sdk and puts the archive and its manifest into
packages/ticketing-servicenow/app. The SDK is installed first where it is not there (about 300 MB, from the npm registry,
by its own lockfile, without install scripts: no compiler is needed); the build itself needs no network.

  --check    writes nothing: says which files differ from what is committed; exit code 1 where one does
  --help
`;

const { values } = parseArgs({
  options: { check: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
process.exitCode = values.help ? tell(help, 0) : build();

function build(): number {
  if (missingForApp() !== undefined) {
    const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: appFolder,
      stdio: 'inherit',
    });
    if (status !== 0) return tell('The SDK could not be installed.', 1);
  }
  const archive = buildApp();
  const manifest = manifestOf(archive);
  const count = Object.keys(manifest.files).length;
  if (values.check) {
    const before = JSON.parse(readFileSync(join(artefactFolder, 'MANIFEST.json'), 'utf8')) as typeof manifest;
    const paths = new Set([...Object.keys(before.files), ...Object.keys(manifest.files)]);
    const differing = [...paths].filter((path) => before.files[path] !== manifest.files[path]);
    for (const path of differing) console.error(`✗ ${path}`);
    const isSame = differing.length === 0 && archive.equals(readFileSync(join(artefactFolder, archiveName)));
    return isSame
      ? tell(`✓ ${count} files are built as they are committed.`, 0)
      : tell('✗ What is committed is not what the source is built to: npm run build:servicenow-app', 1);
  }
  mkdirSync(artefactFolder, { recursive: true });
  writeFileSync(join(artefactFolder, archiveName), archive);
  writeFileSync(join(artefactFolder, 'MANIFEST.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return tell(`✓ ${archiveName}: ${count} files, ${archive.length} bytes.`, 0);
}

function tell(text: string, code: number): number {
  (code === 0 ? console.log : console.error)(text);
  return code;
}
