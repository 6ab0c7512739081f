import { inspect } from 'node:util';
import { oktaConfig } from '../src/okta-config.ts';

const app = {
  authentication: 'private-key',
  orgUrl: 'https://acme.okta.com',
  clientId: '0oa1',
  privateKey: 'a secret',
};

test('secrets do not print themselves', () => {
  const config = oktaConfig.parse({ ...app, hookSecret: 'another secret' });
  expect(`${inspect(config)}${JSON.stringify(config)}`).not.toContain('secret"');
  expect(config).toMatchObject({ displayName: 'Okta', protectAdministrators: true });
});

test('a service app is what is meant where nothing else is said', () => {
  const { authentication: _, ...unsaid } = app;
  expect(oktaConfig.parse(unsaid).authentication).toBe('private-key');
});

test.each([
  ['http outside of loopback', { orgUrl: 'http://acme.okta.com' }],
  ['the Admin Console', { orgUrl: 'https://acme-admin.okta.com' }],
  ['a path', { orgUrl: 'https://acme.okta.com/api' }],
  ['credentials in the address', { orgUrl: 'https://user:pass@acme.okta.com' }],
  ['another scheme', { orgUrl: 'file:///etc/passwd' }],
  ['a key that is not known', { cache: true }],
  ['both ways to authenticate', { apiToken: 'any' }],
  ['a password page without TLS', { passwordPage: 'http://acme.okta.com/change' }],
  ['an empty hook secret', { hookSecret: '' }],
])('%s is refused', (_, differences) => {
  expect(oktaConfig.safeParse({ ...app, ...differences }).success).toBe(false);
});

test.each(['https://acme.okta.com', 'https://login.acme.test:8443', 'http://127.0.0.1:4000', 'http://localhost:4000'])(
  '%s is taken',
  (orgUrl) => {
    expect(oktaConfig.safeParse({ ...app, orgUrl }).success).toBe(true);
  },
);
