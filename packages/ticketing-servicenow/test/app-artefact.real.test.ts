import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { archiveName, artefactFolder, sha256 } from '../../../tooling/servicenow-artefact/app-manifest.ts';
import { buildApp, missingForApp } from '../../../tooling/servicenow-artefact/build-app.ts';
import { unzip } from '../../../tooling/servicenow-artefact/unzip.ts';

describeReal({ name: 'The companion app for ServiceNow, built', missing: missingForApp() }, () => {
  test('its source is built to what is shipped, file by file and byte by byte', () => {
    const shipped = readFileSync(join(artefactFolder, archiveName));
    const built = buildApp();
    const hashes = (archive: Buffer) =>
      Object.fromEntries([...unzip(archive)].map(([path, content]) => [path, sha256(content)]));
    expect(hashes(built)).toEqual(hashes(shipped));
    expect(built.equals(shipped)).toBe(true);
  }, 300_000);
});
