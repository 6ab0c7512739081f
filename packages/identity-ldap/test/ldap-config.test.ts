import { inspect } from 'node:util';
import { fakeContext } from '@access-account/testkit';
import { ldapConnector } from '../src/index.ts';
import { ldapConfig } from '../src/ldap-config.ts';

const activeDirectory = {
  directory: 'active-directory',
  url: 'ldaps://dc1.acme.test',
  baseDn: 'DC=acme,DC=test',
  bindDn: 'CN=access-account,DC=acme,DC=test',
  password: 'a secret',
};

test('the smallest configuration is enough', () => {
  expect(ldapConfig.parse(activeDirectory)).toMatchObject({ timeout: 5000, aliases: [] });
});

test.each([
  ['an empty password, which would bind as nobody', { password: '' }],
  ['an empty name', { bindDn: '' }],
  ['a url of another kind', { url: 'https://dc1.acme.test' }],
  ['a url with a path', { url: 'ldap://dc1.acme.test/DC=acme' }],
  ['a url with credentials', { url: 'ldap://admin:secret@dc1.acme.test' }],
  ['a key that does not exist', { basedn: 'DC=acme,DC=test' }],
  ['a directory that does not exist', { directory: 'novell' }],
  ['StartTLS where TLS is there from the start', { startTls: true }],
])('%s is refused', (_, differences) => {
  expect(ldapConfig.safeParse({ ...activeDirectory, ...differences }).success).toBe(false);
});

test('OpenLDAP may do without a default policy', () => {
  expect(ldapConfig.parse({ ...activeDirectory, directory: 'openldap' })).toMatchObject({ directory: 'openldap' });
});

test('the password does not print itself', () => {
  const config = ldapConfig.parse(activeDirectory);
  expect(JSON.stringify(config) + inspect(config, { depth: 9 })).not.toContain('a secret');
});

test('a certificate authority that is not there is named', async () => {
  const config = ldapConfig.parse({ ...activeDirectory, certificateAuthority: 'missing.pem' });
  const connect = ldapConnector.connect(config, fakeContext({ configurationDirectory: '/nowhere' }));
  await expect(connect).rejects.toMatchObject({
    code: 'configuration-invalid',
    summary: expect.stringContaining('/nowhere/missing.pem'),
  });
});
