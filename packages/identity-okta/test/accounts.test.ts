import { assertRejectsWith, fakeCall } from '@access-account/testkit';
import type { FakePersonOptions } from '../src/fake/index.ts';
import { connected } from './connected.ts';
import { type OktaTestWorld, startOktaWorld } from './okta-world.ts';

/** What can be done for an account depends on where it comes from, who holds it and how it stands. */
let world: OktaTestWorld;

beforeAll(async () => {
  world = await startOktaWorld();
});
beforeEach(() => world.organisation.setPolicies([], { maxAgeDays: 90, autoUnlockMinutes: 30 }));
afterAll(() => world.close());

async function personFrom(differences: Partial<FakePersonOptions>) {
  const { login, email, password } = await world.newPerson();
  const unique = `another-${login}`;
  return world.organisation.addPerson({ login: unique, email, password, ...differences });
}

const inDays = (from: Date, days: number) => new Date(from.getTime() + days * 86_400_000).toISOString();

describe('accounts of a directory', () => {
  const sources = [
    ['ACTIVE_DIRECTORY', 'ad'],
    ['LDAP', 'people-ldap'],
  ] as const;

  test.each(sources)(
    'EC-14 %s: unlock and reset are handed over, and Okta is not asked to',
    async (provider, master) => {
      const config = { masters: { activeDirectory: 'ad', ldap: 'people-ldap' } };
      const { operations, read, unlock, asked } = await connected(world, { config });
      const { id } = await personFrom({ provider, status: 'LOCKED_OUT' });
      const { capabilities, password } = await read(id);
      for (const operation of ['account.unlock', 'password.start-reset', 'password.start-change'] as const) {
        expect(capabilities[operation]).toMatchObject({ able: false, delegateTo: master });
      }
      expect(capabilities['factor.remove']).toEqual({ able: true });
      expect(password).toEqual({ changedAt: null, expiresAt: null, mustChange: false });
      const requests = await asked(async () => {
        await assertRejectsWith('operation-unsupported', () => unlock(id));
        await assertRejectsWith('operation-unsupported', () => operations['password.start-reset']({ id }, fakeCall()));
      });
      expect(requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
    },
  );

  test('an account that signs in elsewhere is not unlocked, with the reason', async () => {
    const { read } = await connected(world);
    const { id } = await personFrom({ provider: 'FEDERATION' });
    const unlock = (await read(id)).capabilities['account.unlock'];
    expect(unlock).toMatchObject({ able: false });
    expect(unlock).not.toHaveProperty('delegateTo');
  });
});

describe('standing', () => {
  test.each([
    ['ACTIVE', 'enabled'],
    ['LOCKED_OUT', 'enabled'],
    ['PASSWORD_EXPIRED', 'enabled'],
    ['RECOVERY', 'enabled'],
    ['SUSPENDED', 'suspended'],
    ['DEPROVISIONED', 'deprovisioned'],
    ['STAGED', 'disabled'],
    ['PROVISIONED', 'disabled'],
  ] as const)('EC-17 %s is %s, and nothing but a lock is ever lifted', async (status, standing) => {
    const { read, unlock, asked } = await connected(world);
    const { id } = await personFrom({ status });
    expect((await read(id)).standing).toBe(standing);
    const requests = await asked(async () => {
      if (standing !== 'enabled') await assertRejectsWith('conflict', () => unlock(id));
      else expect(await unlock(id)).toMatchObject({ changed: status === 'LOCKED_OUT', verified: true });
    });
    expect(requests.some((request) => request.endsWith('/unlock'))).toBe(status === 'LOCKED_OUT');
  });
});

describe('locks', () => {
  test('EC-13 an active account that is blocked from unknown devices is locked, and can be unlocked', async () => {
    const { read, unlock } = await connected(world);
    const person = await world.newPerson();
    const { id } = world.personOf(person);
    for (let tries = 0; tries < 5; tries += 1) world.organisation.signIn(person.login, 'wrong', 'unknown');
    expect(world.organisation.signIn(person.login, person.password, 'unknown')).toBe(false);
    const { lock, standing } = await read(id);
    expect(standing).toBe('enabled');
    expect(lock).toMatchObject({ cause: 'failed-logins', until: null });
    expect((await read(id)).lock).toEqual(lock);
    expect(await unlock(id)).toMatchObject({ changed: true, verified: true });
    expect(world.organisation.signIn(person.login, person.password, 'unknown')).toBe(true);
  });

  test('a lock says when Okta lifts it, and an administrator must where Okta did not (G)', async () => {
    const { read } = await connected(world);
    const person = await world.newPerson();
    await world.lockByFailedLogins(person);
    const { id, statusChanged } = world.personOf(person);
    const until = new Date(statusChanged.getTime() + 30 * 60_000).toISOString();
    expect((await read(id)).lock).toMatchObject({ since: statusChanged.toISOString(), until });
    // After ten locks in a row Okta lifts none by itself any more.
    world.organisation.mutants.add('expired-lock-reported');
    world.clock.advance(31 * 60_000);
    expect((await read(id)).lock).toMatchObject({ since: statusChanged.toISOString(), until: null });
    world.organisation.mutants.clear();
  });
});

describe('when a password ends', () => {
  test('EC-10 it is reckoned: Okta calls an aged password active until its owner signs in (I)', async () => {
    const { read } = await connected(world);
    const person = await world.newPerson();
    const { id, passwordChanged } = world.personOf(person);
    const expiresAt = inDays(passwordChanged, 90);
    world.clock.advance(91 * 86_400_000);
    expect((await read(id)).password).toMatchObject({ expiresAt, mustChange: false });
    expect(world.organisation.signIn(person.login, person.password)).toBe(false);
    expect((await read(id)).password).toMatchObject({ expiresAt, mustChange: true });
  });

  test('by the first active policy that takes the person, and no other (I)', async () => {
    const { operations, read } = await connected(world);
    const [staff, board] = [world.organisation.addGroup(), world.organisation.addGroup()];
    world.organisation.setPolicies(
      [
        { name: 'switched off', maxAgeDays: 1, groups: [staff], isActive: false },
        { name: 'of the directory', maxAgeDays: 2, groups: [staff], provider: 'ACTIVE_DIRECTORY' },
        { name: 'board', maxAgeDays: 30, groups: [board] },
        { name: 'staff', maxAgeDays: 60, groups: [staff] },
      ],
      { maxAgeDays: 0 },
    );
    const people = [];
    for (const groups of [[staff], [board, staff], []]) {
      const person = world.personOf(await world.newPerson());
      for (const group of groups) person.groups.add(group);
      people.push(person);
    }
    const expected = [60, 30, null];
    for (const [index, { id, passwordChanged }] of people.entries()) {
      const days = expected[index] ?? null;
      const { password } = await read(id);
      expect(password.expiresAt).toBe(days === null ? null : inDays(passwordChanged, days));
    }
    const { accounts } = await operations['account.list']({ cursor: null }, fakeCall());
    for (const [index, { id, passwordChanged }] of people.entries()) {
      const days = expected[index] ?? null;
      const listed = accounts.find((account) => account.id === id);
      expect(listed?.passwordExpiresAt).toBe(days === null ? null : inDays(passwordChanged, days));
    }
  });

  test('unknown is said where policies may not be read, and the account is read all the same (I)', async () => {
    const config = world.fake.appConfig({ scopes: new Set(['okta.users.read', 'okta.roles.read']) });
    const { read, check } = await connected(world, { config });
    const { id } = world.personOf(await world.newPerson());
    expect((await read(id)).password.expiresAt).toBeNull();
    const diagnostics = await check(fakeCall());
    for (const operation of ['account.read', 'account.list']) {
      const finding = diagnostics.find((one) => one.operation === operation);
      expect(finding).toMatchObject({ severity: 'error', remedy: expect.stringContaining('okta.policies.read') });
    }
  });
});

describe('administrators', () => {
  test('are left to administrators: nothing is changed for them', async () => {
    const { operations, read, unlock, asked } = await connected(world);
    const person = await world.newPerson();
    await world.world.enrolFactor?.(person);
    await world.lockByFailedLogins(person);
    const { id, roles } = world.personOf(person);
    roles.add('HELP_DESK_ADMIN');
    const { capabilities } = await read(id);
    for (const operation of ['account.unlock', 'password.start-reset', 'factor.remove'] as const) {
      expect(capabilities[operation]).toMatchObject({ able: false, reason: expect.stringContaining('administrator') });
    }
    const [factor] = await operations['factor.list']({ id }, fakeCall());
    const requests = await asked(async () => {
      await assertRejectsWith('operation-unsupported', () => unlock(id));
      const removed = { id, factor: factor?.id ?? '' };
      await assertRejectsWith('operation-unsupported', () => operations['factor.remove'](removed, fakeCall()));
    });
    expect(requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
  });

  test('cannot be told from others without the scope: then nobody is helped, and the remedy is named', async () => {
    const scopes = new Set(['okta.users.read', 'okta.users.manage', 'okta.policies.read']);
    const { read, check } = await connected(world, { config: world.fake.appConfig({ scopes }) });
    const { id } = world.personOf(await world.newPerson());
    expect((await read(id)).capabilities['account.unlock']).toMatchObject({
      able: false,
      reason: expect.stringContaining('okta.roles.read'),
    });
    const finding = (await check(fakeCall())).find(({ operation }) => operation === 'account.read');
    expect(finding).toMatchObject({ severity: 'error', remedy: expect.stringContaining('okta.roles.read') });
  });

  test('are Okta’s own to protect where the configuration says so', async () => {
    const { read, asked } = await connected(world, { config: { protectAdministrators: false } });
    const { id, roles } = world.personOf(await world.newPerson());
    roles.add('HELP_DESK_ADMIN');
    expect((await read(id)).capabilities['account.unlock']).toEqual({ able: true });
    expect((await asked(() => read(id))).filter((request) => request.endsWith('/roles'))).toEqual([]);
  });
});

describe('resets', () => {
  test('PR-3 Okta mails its own link: neither its address nor its token comes through here', async () => {
    const addresses: string[] = [];
    const fetch: typeof globalThis.fetch = (input, init) => {
      addresses.push(String(input));
      return globalThis.fetch(input, init);
    };
    const { operations } = await connected(world, { context: { fetch } });
    const person = await world.newPerson();
    const { id } = world.personOf(person);
    const started = await operations['password.start-reset']({ id }, fakeCall());
    expect(started.by).toEqual({ kind: 'mail', to: 'p…@acme.test' });
    expect(JSON.stringify(started)).not.toContain(world.organisation.mails.at(-1)?.token);
    expect(world.personOf(person).status).toBe('ACTIVE');
    // Otherwise Okta would answer the link, and it would have been in our hands.
    expect(addresses.filter((address) => /password/.test(address))).toEqual([
      `${world.fake.orgUrl}/api/v1/users/${id}/credentials/forgot_password?sendEmail=true`,
    ]);
  });

  test('a locked account is told to be unlocked first, and Okta is not asked', async () => {
    const { operations, read, asked } = await connected(world);
    const person = await world.newPerson();
    await world.lockByFailedLogins(person);
    const { id } = world.personOf(person);
    expect((await read(id)).capabilities['password.start-reset']).toMatchObject({ able: false });
    const start = () => operations['password.start-reset']({ id }, fakeCall());
    const requests = await asked(() => assertRejectsWith('operation-unsupported', start));
    expect(requests.some((request) => request.startsWith('POST'))).toBe(false);
  });
});

test('an app without a role sees nobody, and check does not take that for good', async () => {
  const { check } = await connected(world, { config: world.fake.appConfig({ role: 'none' }) });
  const diagnostics = await check(fakeCall());
  expect(diagnostics.find(({ operation }) => operation === 'account.find')).toMatchObject({
    severity: 'error',
    remedy: expect.stringContaining('Admin roles'),
  });
});

test('names, languages, time zones and managers are taken from the profile as far as they make sense', async () => {
  const { operations } = await connected(world);
  const manager = await personFrom({});
  const { id } = await personFrom({
    preferredLanguage: 'de-CH, en;q=0.5',
    timezone: 'Europe/Zurich',
    managerId: manager.id,
  });
  const odd = await personFrom({ locale: 'en_US', timezone: 'Mars', managerId: '4711' });
  const { accounts } = await operations['account.list']({ cursor: null }, fakeCall());
  const of = (wanted: string) => accounts.find((account) => account.id === wanted);
  expect(of(id)).toMatchObject({ locale: 'de-CH', timeZone: 'Europe/Zurich', manager: { id: manager.id } });
  expect(of(odd.id)).toMatchObject({ locale: 'en-US', timeZone: null, manager: null });
});
