import { assertRejectsWith, fakeCall } from '@access-account/testkit';
import type { FakePersonOptions } from '../src/fake/index.ts';
import { connected } from './connected.ts';
import { type EntraTestWorld, isChange, readPermissions, startEntraWorld } from './entra-world.ts';

/** What can be done for an account depends on where it comes from, who holds it and how it stands. */
let world: EntraTestWorld;

beforeAll(async () => {
  world = await startEntraWorld();
  world.tenant.domains.push(
    { id: 'forever.test', authenticationType: 'Managed', passwordValidityPeriodInDays: 2_147_483_647 },
    { id: 'unsaid.test', authenticationType: 'Managed', passwordValidityPeriodInDays: null },
    { id: 'branch.acme.test', authenticationType: 'Managed', passwordValidityPeriodInDays: null },
    { id: 'elsewhere.test', authenticationType: 'Federated', passwordValidityPeriodInDays: null },
  );
});
afterEach(() => world.fake.faults.clear());
afterAll(() => world.close());

const personWith = async (differences: Partial<FakePersonOptions> = {}) =>
  world.personOf(await world.newPerson(differences));
const inDays = (from: Date, days: number) => new Date(from.getTime() + days * 86_400_000).toISOString();
const without = (permission: string) =>
  world.fake.secretConfig(new Set([...readPermissions].filter((one) => one !== permission)));

describe('locks', () => {
  test('EC-15 a cloud account cannot be unlocked, and what helps is said', async () => {
    const { operations, read } = await connected(world);
    const { id } = await personWith();
    const unlock = (await read(id)).capabilities['account.unlock'];
    expect(unlock).toMatchObject({ able: false, reason: expect.stringContaining('I forgot my password') });
    expect(unlock).not.toHaveProperty('delegateTo');
    expect(Object.keys(operations)).not.toEqual(expect.arrayContaining(['account.unlock']));
    expect(Object.keys(operations)).not.toEqual(expect.arrayContaining(['lockout.poll']));
  });

  test('EC-15 a new password lets somebody in again whom a smart lockout kept out, as the reason says', async () => {
    const person = await world.newPerson();
    for (let tries = 0; tries < 10; tries += 1) world.tenant.signIn(person.login, 'wrong');
    expect(world.tenant.signIn(person.login, person.password)).toBe(false);
    world.tenant.setPassword(world.personOf(person), 'another one');
    expect(world.tenant.signIn(person.login, 'another one')).toBe(true);
  });
});

describe('accounts synchronised from Active Directory', () => {
  test('EC-14 lock and password are handed over; second factors and sessions are in the cloud (O)', async () => {
    const { operations, read, asked } = await connected(world, { config: { masters: { activeDirectory: 'ad' } } });
    const { id } = await personWith({ isSynchronised: true });
    const { capabilities, password } = await read(id);
    for (const operation of ['account.unlock', 'password.start-reset', 'password.start-change'] as const) {
      expect(capabilities[operation]).toMatchObject({ able: false, delegateTo: 'ad' });
    }
    expect(capabilities['factor.remove']).toEqual({ able: true });
    expect(password).toEqual({ changedAt: null, expiresAt: null, mustChange: false });
    const requests = await asked(async () => {
      await assertRejectsWith('operation-unsupported', () => operations['password.start-reset']({ id }, fakeCall()));
      await assertRejectsWith('operation-unsupported', () => operations['password.start-change']({ id }, fakeCall()));
    });
    expect(requests.filter(isChange)).toEqual([]);
  });

  test('EC-14 the directory’s account is named by its objectGUID where that is the source anchor', async () => {
    const { id } = await personWith({ isSynchronised: true, immutableId: 'ASNFZ4mrze8BI0VniavN7w==' });
    const guid = '67452301-ab89-efcd-0123-456789abcdef';
    const unlockOf = async (anchor: 'object-guid' | 'other') => {
      const { read } = await connected(world, { config: { masters: { activeDirectory: 'ad', anchor } } });
      return (await read(id)).capabilities['account.unlock'];
    };
    expect(await unlockOf('object-guid')).toMatchObject({ delegateTo: 'ad', delegateAccount: guid });
    expect(await unlockOf('other')).not.toHaveProperty('delegateAccount');
    const named = await personWith({ isSynchronised: true, immutableId: Buffer.from('employee 7').toString('base64') });
    const { read } = await connected(world);
    expect((await read(named.id)).capabilities['account.unlock']).not.toHaveProperty('delegateAccount');
  });

  test('EC-23 a guest’s address is not vouched for: it is that of the invitation', async () => {
    const { read } = await connected(world);
    const { id } = await personWith({ login: 'kim_partner.test#EXT#@acme.test' });
    expect((await read(id)).account.emailVerified).toBe(false);
    expect((await read((await personWith()).id)).account).not.toHaveProperty('emailVerified');
  });

  test('with password writeback Microsoft’s page serves them too, and the lock is still the directory’s (O)', async () => {
    const { operations, read } = await connected(world, { config: { passwordWriteback: true } });
    const { id } = await personWith({ isSynchronised: true });
    const { capabilities } = await read(id);
    expect(capabilities['password.start-reset']).toEqual({ able: true });
    expect(capabilities['account.unlock']).toMatchObject({ able: false, delegateTo: 'active-directory' });
    const { by } = await operations['password.start-reset']({ id }, fakeCall());
    expect(by).toEqual({ kind: 'link', url: 'https://passwordreset.microsoftonline.com', until: null });
  });
});

describe('accounts that sign in elsewhere', () => {
  const elsewhere = [
    ['a guest', { login: 'alex_other.test#EXT#@acme.test' }],
    ['a federated domain', { login: 'alex@elsewhere.test' }],
  ] as const;

  test.each(elsewhere)('%s has no password here, and is told so', async (_, differences) => {
    const { read } = await connected(world);
    const { id } = await personWith(differences);
    const { capabilities, password } = await read(id);
    for (const operation of ['password.start-reset', 'password.start-change'] as const) {
      expect(capabilities[operation]).toMatchObject({ able: false });
      expect(capabilities[operation]).not.toHaveProperty('delegateTo');
    }
    expect(password.expiresAt).toBeNull();
  });
});

describe('when a password ends', () => {
  const cases = [
    ['by the number of its domain', {}, {}, 90],
    ['by the domain above, where its own says nothing', { login: 'a@branch.acme.test' }, {}, 90],
    ['never, where the domain says so', { login: 'b@forever.test' }, { passwordValidityDays: 30 }, null],
    ['unknown, where the domain says nothing', { login: 'c@unsaid.test' }, {}, null],
    ['as configured, where the domain says nothing', { login: 'd@unsaid.test' }, { passwordValidityDays: 30 }, 30],
    ['by its domain before the configuration', {}, { passwordValidityDays: 30 }, 90],
    [
      'never, where the account says so',
      { passwordPolicies: 'DisableStrongPassword, DisablePasswordExpiration' },
      {},
      null,
    ],
  ] as const;

  test.each(cases)('EC-10 %s (I)', async (_, differences, config, days) => {
    const { read } = await connected(world, { config });
    const { id, lastPasswordChange } = await personWith(differences);
    const expiresAt = days === null ? null : inDays(lastPasswordChange, days);
    expect((await read(id)).password).toEqual({
      changedAt: lastPasswordChange.toISOString(),
      expiresAt,
      mustChange: false,
    });
  });

  test('unknown is said where domains may not be read, and the account is read all the same (I)', async () => {
    const { read, check } = await connected(world, { config: without('Domain.Read.All') });
    const { id } = await personWith();
    expect((await read(id)).password.expiresAt).toBeNull();
    const diagnostics = await check(fakeCall());
    for (const operation of ['account.read', 'account.list']) {
      const finding = diagnostics.find((one) => one.operation === operation);
      expect(finding).toMatchObject({ severity: 'error', remedy: expect.stringContaining('Domain.Read.All') });
    }
  });
});

describe('administrators', () => {
  const kinds = [
    ['a role', 'roles'],
    ['a role that may be activated', 'eligibleRoles'],
    ['a group that may hold roles', 'roleGroups'],
  ] as const;

  test.each(kinds)('whoever has %s is left to administrators: nothing is changed', async (_, kind) => {
    const { operations, read, asked } = await connected(world);
    const person = await personWith();
    world.tenant.addMethod(person, 'fido2');
    person[kind].add('any');
    const { id } = person;
    const { capabilities } = await read(id);
    for (const operation of ['password.start-reset', 'factor.remove'] as const) {
      expect(capabilities[operation]).toMatchObject({ able: false, reason: expect.stringContaining('administrator') });
    }
    const [factor] = await operations['factor.list']({ id }, fakeCall());
    const requests = await asked(() =>
      assertRejectsWith('operation-unsupported', () =>
        operations['factor.remove']({ id, factor: factor?.id ?? '' }, fakeCall()),
      ),
    );
    expect(requests.filter(isChange)).toEqual([]);
    expect(person.methods).toHaveLength(1);
  });

  test.each(['RoleManagement.Read.Directory', 'GroupMember.Read.All'])(
    'cannot be told from others without %s: then nobody is helped, and the remedy is named',
    async (permission) => {
      const { read, check } = await connected(world, { config: without(permission) });
      const { id } = await personWith();
      const { capabilities } = await read(id);
      expect(capabilities['factor.remove']).toMatchObject({ able: false, reason: expect.stringContaining(permission) });
      const finding = (await check(fakeCall())).find(({ operation }) => operation === 'account.read');
      expect(finding).toMatchObject({ severity: 'error', remedy: expect.stringContaining(permission) });
    },
  );

  test('without the licence for activated roles nobody has one, and nothing is lost', async () => {
    const { read, check } = await connected(world);
    const { id } = await personWith();
    world.fake.faults.plan(/roleEligibility/, { kind: 'unlicensed' }, 9);
    expect((await read(id)).capabilities['factor.remove']).toEqual({ able: true });
    expect((await check(fakeCall())).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('are Entra ID’s own to protect where the configuration says so', async () => {
    const { read } = await connected(world, { config: { protectAdministrators: false } });
    const { id, roles } = await personWith();
    roles.add('any');
    const before = world.fake.questions.length;
    expect((await read(id)).capabilities['factor.remove']).toEqual({ able: true });
    const asked = world.fake.questions.slice(before);
    expect(asked.filter((question) => /roleManagement|transitiveMemberOf/.test(question))).toEqual([]);
  });
});

describe('resets', () => {
  const registrations = [
    ['not switched on', { isSsprEnabled: false, isSsprRegistered: true }, 'not switched on'],
    ['not registered', { isSsprEnabled: true, isSsprRegistered: false }, 'https://aka.ms/ssprsetup'],
  ] as const;

  test.each(registrations)(
    'PR-3 %s: the page would not help, and that is said instead',
    async (_, registration, reason) => {
      const { operations, read } = await connected(world);
      const person = await personWith();
      person.registration = { ...registration };
      const { id } = person;
      expect((await read(id)).capabilities['password.start-reset']).toMatchObject({
        able: false,
        reason: expect.stringContaining(reason),
      });
      await assertRejectsWith('operation-unsupported', () => operations['password.start-reset']({ id }, fakeCall()));
    },
  );

  test.each(['permission', 'report', 'licence', 'answer, because Microsoft answers no more reports just now,'])(
    'without the %s it is unknown, and the page is offered',
    async (missing) => {
      const { read } = await connected(world, missing === 'permission' ? { config: without('AuditLog.Read.All') } : {});
      const person = await personWith();
      if (missing === 'report') person.registration = null;
      if (missing.startsWith('answer')) {
        world.fake.faults.plan(/userRegistrationDetails/, { kind: 'too-many', retryAfter: 10 });
      }
      if (missing === 'licence') world.fake.faults.plan(/userRegistrationDetails/, { kind: 'unlicensed' });
      expect((await read(person.id)).capabilities['password.start-reset']).toEqual({ able: true });
    },
  );

  test('PR-6 whoever knows the password changes it on Microsoft’s own page, administrators too', async () => {
    const { operations, asked } = await connected(world, {
      config: { passwordChangePage: 'https://portal.acme.test/password' },
    });
    const { id, roles } = await personWith();
    roles.add('any');
    const requests = await asked(async () => {
      const { by } = await operations['password.start-change']({ id }, fakeCall());
      expect(by).toEqual({ kind: 'link', url: 'https://portal.acme.test/password', until: null });
    });
    expect(requests.filter(isChange)).toEqual([]);
  });
});

describe('standing', () => {
  test('EC-17 a disabled account is never enabled, and nothing is done for it', async () => {
    const { operations, read, asked } = await connected(world);
    const person = await personWith();
    world.tenant.setEnabled(person, false);
    const { id } = person;
    expect((await read(id)).standing).toBe('disabled');
    const requests = await asked(async () => {
      await assertRejectsWith('conflict', () => operations['password.start-reset']({ id }, fakeCall()));
      await assertRejectsWith('conflict', () => operations['password.start-change']({ id }, fakeCall()));
      await assertRejectsWith('conflict', () => operations['factor.remove']({ id, factor: 'any' }, fakeCall()));
    });
    expect(requests.filter(isChange)).toEqual([]);
    expect(person.accountEnabled).toBe(false);
  });

  test('whether somebody signed in is not told: Microsoft’s own record of it runs hours behind', async () => {
    const { read } = await connected(world);
    expect(await read((await personWith()).id)).not.toHaveProperty('lastSignInAt');
  });
});

test('an account is read with one request, whatever is asked of it (L)', async () => {
  const { read, asked } = await connected(world);
  const { id } = await personWith();
  expect(await asked(() => read(id))).toEqual(['POST /v1.0/$batch']);
});

test('languages and managers are taken as far as they make sense', async () => {
  const { read } = await connected(world);
  const manager = await personWith({ preferredLanguage: 'no language at all' });
  const { id } = await personWith({ preferredLanguage: 'de-ch', manager: manager.id });
  expect(await read(id)).toMatchObject({ account: { locale: 'de-CH' }, manager: { id: manager.id } });
  expect(await read(manager.id)).toMatchObject({ account: { locale: null }, manager: null });
});
