import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AppManifest,
  archiveName,
  artefactFolder,
  manifestOf,
} from '../../../tooling/servicenow-artefact/app-manifest.ts';
import { unzip } from '../../../tooling/servicenow-artefact/unzip.ts';

const archive = readFileSync(join(artefactFolder, archiveName));
const manifest = JSON.parse(readFileSync(join(artefactFolder, 'MANIFEST.json'), 'utf8')) as AppManifest;
const files = new Map([...unzip(archive)].map(([path, content]) => [path, content.toString()]));
const records = (table: string) => [...files].filter(([path]) => path.includes(`/${table}_`)).map(([, text]) => text);

describe('the companion app as it is shipped', () => {
  test('is made of the source that lies here, and holds what its manifest says, file by file', () => {
    expect(Object.keys(manifest.sources).length).toBeGreaterThan(10);
    expect(manifestOf(archive)).toEqual(manifest);
    expect(manifest.sdk).toBe('4.9.0');
  });

  test('has three resources, each with authentication and the ACL of the role', () => {
    const operations = records('sys_ws_operation');
    const uris = operations.map((text) => /<operation_uri>(.*?)<\/operation_uri>/.exec(text)?.[1]);
    const methods = operations.map((text) => /<http_method>(.*?)<\/http_method>/.exec(text)?.[1]);
    expect(uris.map((uri, index) => `${methods[index]} ${uri}`).sort()).toEqual([
      'GET /api/x_access_account/v1/about/app',
      'GET /api/x_access_account/v1/tickets/{key}',
      'PUT /api/x_access_account/v1/tickets/{key}',
    ]);
    const acls = records('sys_security_acl').join('\n');
    for (const text of operations) {
      for (const flag of ['requires_authentication', 'requires_acl_authorization', 'requires_snc_internal_role'])
        expect(text).toContain(`<${flag}>true</${flag}>`);
      const acl = /<enforce_acl>([0-9a-f]{32})<\/enforce_acl>/.exec(text)?.[1];
      expect(acl).toBeDefined();
      expect(acls).toContain(`<sys_id>${acl}</sys_id>`);
    }
    expect(records('sys_user_role').join('')).toContain('<name>x_access_account.integrator</name>');
    expect(records('sys_security_acl_role').length).toBeGreaterThanOrEqual(2);
  });

  test('keeps keys unique in the database, and its table is no other app’s', () => {
    const table = files.get('/dictionary/x_access_account_ticket.xml') ?? '';
    expect(table).toMatch(/<element name="key" [^>]*unique="true"/);
    expect(table).toContain('<index name="unique_key" unique="true">');
    expect(table).toContain('access="package_private"');
    expect(table).toContain('ws_access="false"');
  });

  test('comes with its own test, and with nothing secret', () => {
    expect(records('sys_atf_test')).toHaveLength(1);
    expect(records('sys_atf_step').length).toBeGreaterThan(5);
    for (const text of files.values()) expect(text).not.toMatch(/password|BEGIN [A-Z ]*PRIVATE KEY|Bearer [A-Za-z0-9]/);
  });
});
