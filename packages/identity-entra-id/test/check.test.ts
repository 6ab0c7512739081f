import { fakeCall } from '@access-account/testkit';
import { grantedPermissions } from '../src/granted-permissions.ts';
import { connected } from './connected.ts';
import { type EntraTestWorld, isChange, readPermissions, startEntraWorld } from './entra-world.ts';

let world: EntraTestWorld;

beforeAll(async () => {
  world = await startEntraWorld();
  await world.newPerson();
});
afterAll(() => world.close());

async function findings(permissions?: ReadonlySet<string>) {
  const { check, asked } = await connected(world, { config: world.fake.secretConfig(permissions) });
  let diagnostics: Awaited<ReturnType<typeof check>> = [];
  const requests = await asked(async () => {
    diagnostics = await check(fakeCall());
  });
  return { diagnostics, requests, of: (name: string) => diagnostics.find(({ operation }) => operation === name) };
}

test('nothing is changed, and not even tried', async () => {
  const { diagnostics, requests } = await findings();
  expect(diagnostics.filter(({ severity }) => severity !== 'ok')).toEqual([]);
  expect(requests.filter(isChange)).toEqual([]);
});

test.each([
  ['account.find', 'User.Read.All'],
  ['account.list', 'Domain.Read.All'],
  ['account.read', 'RoleManagement.Read.Directory'],
  ['account.read', 'GroupMember.Read.All'],
  ['factor.list', 'UserAuthenticationMethod.Read.All'],
  ['factor.remove', 'UserAuthenticationMethod.ReadWrite.All'],
  ['password.start-reset', 'AuditLog.Read.All'],
  ['sessions.revoke', 'User.RevokeSessions.All'],
])('%s names %s where it is missing, and where it is granted', async (operation, permission) => {
  const every = new Set([...readPermissions, 'User.RevokeSessions.All']);
  const { of } = await findings(new Set([...every].filter((one) => one !== permission)));
  expect(of(operation)).toMatchObject({
    severity: operation === 'password.start-reset' ? 'warning' : 'error',
    remedy: expect.stringContaining(permission),
  });
  expect(of(operation)?.remedy).toContain('API permissions');
});

test('a greater permission is as good as the least one', async () => {
  const { of } = await findings(new Set([...readPermissions, 'User.ReadWrite.All']));
  expect(of('sessions.revoke')).toMatchObject({ severity: 'ok' });
});

test('a token that cannot be read is a question left open, and no fault', async () => {
  expect(grantedPermissions('opaque')).toBeNull();
  const { check } = await connected(world, {
    config: world.fake.secretConfig(),
    context: {
      fetch: async (input, init) =>
        String(input).endsWith('/token')
          ? Response.json({ token_type: 'Bearer', expires_in: 3600, access_token: 'opaque' })
          : globalThis.fetch(input, init),
    },
  });
  const diagnostics = await check(fakeCall());
  const finding = diagnostics.find(({ operation }) => operation === 'sessions.revoke');
  expect(finding).toMatchObject({ severity: 'warning', remedy: expect.stringContaining('User.RevokeSessions.All') });
});

test.each([
  [300, undefined],
  [340, 'warning'],
  [370, 'error'],
])('after %p days a certificate that is good for a year is spoken of as %p', async (days, severity) => {
  const { check } = await connected(world, { config: world.fake.certificateConfig() });
  world.clock.advance(days * 24 * 60 * 60_000);
  const diagnostics = await check(fakeCall());
  expect(diagnostics.find(({ operation }) => operation === undefined)?.severity).toBe(severity);
});
