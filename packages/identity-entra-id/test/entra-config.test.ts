import { inspect } from 'node:util';
import { entraConfig } from '../src/entra-config.ts';

const app = {
  authentication: 'certificate',
  tenantId: 'acme.onmicrosoft.com',
  clientId: 'a client',
  certificate: 'a certificate',
  privateKey: 'a secret',
};

test('secrets do not print themselves', () => {
  const { certificate: _, privateKey: __, ...common } = app;
  const configs = [app, { ...common, authentication: 'client-secret', clientSecret: 'another secret' }];
  for (const config of configs.map((one) => entraConfig.parse(one))) {
    expect(`${inspect(config)}${JSON.stringify(config)}`).not.toContain(' secret');
  }
});

test('a certificate is what is meant where nothing else is said, and the public cloud', () => {
  const { authentication: _, ...unsaid } = app;
  expect(entraConfig.parse(unsaid)).toMatchObject({
    authentication: 'certificate',
    authorityUrl: 'https://login.microsoftonline.com',
    graphUrl: 'https://graph.microsoft.com',
    passwordWriteback: false,
    protectAdministrators: true,
  });
});

test.each([
  ['http outside of loopback', { graphUrl: 'http://graph.microsoft.com' }],
  ['a path', { authorityUrl: 'https://login.microsoftonline.com/common' }],
  ['credentials in the address', { graphUrl: 'https://user:pass@graph.microsoft.com' }],
  ['every tenant at once', { tenantId: 'common' }],
  ['a tenant with a path', { tenantId: 'acme/../other' }],
  ['a key that is not known', { cache: true }],
  ['both ways to authenticate', { clientSecret: 'any' }],
  ['a password page without TLS', { passwordResetPage: 'http://acme.test/reset' }],
  ['a password that ends at once', { passwordValidityDays: 0 }],
])('%s is refused', (_, differences) => {
  expect(entraConfig.safeParse({ ...app, ...differences }).success).toBe(false);
});

test.each([
  ['US government', { authorityUrl: 'https://login.microsoftonline.us', graphUrl: 'https://graph.microsoft.us' }],
  ['China', { authorityUrl: 'https://login.chinacloudapi.cn', graphUrl: 'https://microsoftgraph.chinacloudapi.cn' }],
  ['a stand-in', { authorityUrl: 'http://127.0.0.1:4000', graphUrl: 'http://localhost:4000' }],
])('the addresses of %s are taken', (_, differences) => {
  expect(entraConfig.safeParse({ ...app, ...differences }).success).toBe(true);
});
