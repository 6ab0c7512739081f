import type { AccountStatus } from '@access-account/contract';
import { assertRejectsWith, fakeCall, identityConformance, type WorldPerson } from '@access-account/testkit';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { removeEntry, replaceAttributes } from '../../../tooling/real-servers/ldif.ts';
import { missingForSamba, type Samba, type SambaLogin, startSamba } from '../../../tooling/real-servers/samba.ts';
import { ldapConnector } from '../src/index.ts';
import { type Connected, connected } from './connected.ts';
import { freshPerson } from './fresh-person.ts';
import { listToTheEnd } from './list-to-the-end.ts';
import { patientRunner } from './patient-runner.ts';
import { sambaWorld } from './samba-world.ts';

describeReal({ name: 'Samba Active Directory', missing: missingForSamba() }, () => {
  let samba: Samba;
  const world = sambaWorld(() => samba);
  beforeAll(async () => {
    samba = await startSamba();
  }, 120_000);
  afterAll(async () => {
    await world.network.close();
    await samba?.stop();
  });

  identityConformance({ runner: patientRunner, connector: ldapConnector, world });

  const status = async ({ operations }: Connected, { login }: WorldPerson) => {
    const [account] = await operations['account.find']({ by: 'login', value: login }, fakeCall());
    return operations['account.read']({ id: account?.id ?? 'not found' }, fakeCall());
  };
  const unlock = ({ operations }: Connected, { account: { id } }: AccountStatus) =>
    operations['account.unlock']({ id }, fakeCall());

  test('a lock says how long it lasts, by the domain’s policy and by a fine-grained one (G)', async () => {
    await using directory = await connected(await world.config());
    const [ordinary, special] = [await world.newPerson(), await world.newPerson()];
    await samba.giveOwnPolicy(special.login, { attempts: 2, seconds: 600 });
    for (const [person, seconds] of [
      [ordinary, 1800],
      [special, 600],
    ] as const) {
      await world.lockByFailedLogins(person);
      const { lock } = await status(directory, person);
      expect(Date.parse(lock?.until ?? '') - Date.parse(lock?.since ?? '')).toBe(seconds * 1000);
    }
  });

  test('a lock by a fine-grained policy that may not be read is told without its end', async () => {
    await using directory = await connected(world.configFor(samba.reader));
    const person = await world.newPerson();
    await samba.giveOwnPolicy(person.login, { attempts: 2, seconds: 600 });
    await world.lockByFailedLogins(person);
    expect((await status(directory, person)).lock).toMatchObject({ cause: 'failed-logins', until: null });
  });

  test('a password says when it expires, by the domain’s policy, by a fine-grained one, or never (I)', async () => {
    await using directory = await connected(await world.config());
    const [ordinary, special, never] = [await world.newPerson(), await world.newPerson(), await world.newPerson()];
    await samba.giveOwnPolicy(special.login, { attempts: 2, seconds: 600 });
    await samba.change(never.login, { userAccountControl: '66048' });
    const days = async (person: WorldPerson) => {
      const { changedAt, expiresAt } = (await status(directory, person)).password;
      return expiresAt && (Date.parse(expiresAt) - Date.parse(changedAt ?? '')) / 86_400_000;
    };
    expect([await days(ordinary), await days(special), await days(never)]).toEqual([42, 10, null]);
  });

  test('PE-11 what is listed is what is read: by the domain’s policy, a fine-grained one, never, and to be changed (I)', async () => {
    await using directory = await connected(await world.config());
    const people = [];
    for (let count = 0; count < 5; count += 1) people.push(await world.newPerson());
    const [ordinary, brief, lasting, asked, ending] = people as [
      WorldPerson,
      WorldPerson,
      WorldPerson,
      WorldPerson,
      WorldPerson,
    ];
    await samba.giveOwnPolicy(brief.login, { attempts: 2, seconds: 600 });
    await samba.change(lasting.login, { userAccountControl: '66048' });
    await samba.change(asked.login, { pwdLastSet: '0' });
    await samba.change(ending.login, { accountExpires: '157468320000000000', manager: samba.dnOf(ordinary.login) });
    const { accounts, isComplete } = await listToTheEnd(directory);
    expect(isComplete).toBe(true);
    const days = [];
    for (const person of people) {
      const listed = accounts.get(person.login);
      const shown = await status(directory, person);
      expect(listed).toEqual({
        ...shown.account,
        standing: shown.standing,
        passwordChangedAt: shown.password.changedAt,
        passwordExpiresAt: shown.password.expiresAt,
        endsAt: shown.endsAt,
        manager: shown.manager,
        timeZone: null,
      });
      const { passwordChangedAt, passwordExpiresAt } = listed ?? {};
      days.push(
        passwordExpiresAt && (Date.parse(passwordExpiresAt) - Date.parse(passwordChangedAt ?? '')) / 86_400_000,
      );
    }
    expect(days).toEqual([42, 10, null, null, 42]);
    expect((await status(directory, asked)).password.mustChange).toBe(true);
    expect(accounts.get(ending.login)).toMatchObject({
      endsAt: '2099-12-31T00:00:00.000Z',
      manager: { id: accounts.get(ordinary.login)?.id },
    });
  });

  test('PE-11 everybody is listed page by page, and a server that takes over in the middle forgets nobody (L)', async () => {
    const people = Array.from({ length: 600 }, () => freshPerson());
    await samba.createUsers(people);
    await using directory = await connected(await world.config());
    const { accounts, pages, isComplete } = await listToTheEnd(directory);
    expect(people.filter(({ login }) => !accounts.has(login))).toEqual([]);
    expect(pages.length).toBeGreaterThan(1);
    expect(isComplete).toBe(true);
    const { cursor } = await directory.operations['account.list']({ cursor: null }, fakeCall());
    await directory.close();
    await using another = await connected(await world.config());
    const rest = await listToTheEnd(another, cursor);
    expect(people.filter(({ login }) => !rest.accounts.has(login))).toEqual([]);
    expect(rest.isComplete).toBe(true);
  }, 120_000);

  test('a changed address is told from the cursor on, and nobody else; who is gone is missing when everybody is told again', async () => {
    await using directory = await connected(await world.config());
    const [moved, gone, other] = [await world.newPerson(), await world.newPerson(), await world.newPerson()];
    const { accounts, cursor } = await listToTheEnd(directory);
    expect([accounts.has(gone.login), accounts.has(other.login)]).toEqual([true, true]);
    await samba.change(moved.login, { mail: 'moved@example.test' });
    await samba.remove(gone.login);
    const changes = await listToTheEnd(directory, cursor);
    expect([...changes.accounts.values()].map(({ login, email }) => [login, email])).toEqual([
      [moved.login, 'moved@example.test'],
    ]);
    expect(changes.isComplete).toBe(false);
    const everybody = await listToTheEnd(directory);
    expect(everybody.accounts.has(gone.login)).toBe(false);
    expect(everybody.isComplete).toBe(true);
  }, 30_000);

  test('an administrator’s account is shown as not to be unlocked, and is not (K)', async () => {
    await using directory = await connected(world.configFor(samba.administrator));
    const person = await world.newPerson();
    await samba.change(person.login, { adminCount: '1' });
    await world.lockByFailedLogins(person);
    const shown = await status(directory, person);
    expect(shown.capabilities['account.unlock']).toMatchObject({
      able: false,
      reason: expect.stringContaining('adminCount'),
    });
    await assertRejectsWith('operation-unsupported', () => unlock(directory, shown));
    expect((await status(directory, person)).lock).toEqual(shown.lock);
  });

  describe('the service account, with the one entry that lets it write lockoutTime', () => {
    const asService = () => ({ url: samba.secureUrl, dn: samba.service.bindDn, password: samba.service.password });

    test('lifts a lock, and the old password is good again', async () => {
      await using directory = await connected(world.configFor(samba.service));
      const person = await world.newPerson();
      await world.lockByFailedLogins(person);
      expect(await world.signIn(person, person.password)).toBe(false);
      expect((await unlock(directory, await status(directory, person))).verified).toBe(true);
      expect(await world.signIn(person, person.password)).toBe(true);
    });

    test.each([
      ['give somebody a password', { unicodePwd: Buffer.from('"Another-Horse-2"', 'utf16le').toString('latin1') }],
      ['demand a new password', { pwdLastSet: '0' }],
      ['enable or disable an account', { userAccountControl: '514' }],
      ['let an account last longer', { accountExpires: '0' }],
      ['change an address', { mail: 'elsewhere@example.test' }],
      ['change a login', { sAMAccountName: 'somebody-else' }],
      ['make somebody a manager', { manager: 'CN=Administrator,CN=Users,DC=corp,DC=example,DC=test' }],
      ['write what a service is called', { servicePrincipalName: 'http/elsewhere.test' }],
    ])('may not %s', async (_, attributes) => {
      const { login } = await world.newPerson();
      const [name = ''] = Object.keys(attributes);
      const before = await samba.read(login, name);
      const change = replaceAttributes({ login: asService(), dn: samba.dnOf(login), attributes });
      await expect(change).rejects.toThrow(/Insufficient access \(50\)/);
      expect(await samba.read(login, name)).toBe(before);
    });

    test('may put nobody into a group, and delete nobody', async () => {
      const { login, password } = await world.newPerson();
      const group = `CN=Domain Admins,CN=Users,${samba.baseDn}`;
      const join = replaceAttributes({ login: asService(), dn: group, attributes: { member: samba.dnOf(login) } });
      await expect(join).rejects.toThrow(/Insufficient access \(50\)/);
      await expect(removeEntry({ login: asService(), dn: samba.dnOf(login) })).rejects.toThrow(
        /Insufficient access \(50\)/,
      );
      expect(await samba.signIn(login, password)).toBe(true);
    });

    test('without the entry lifts no lock, and check says so with what to grant', async () => {
      await using directory = await connected(world.configFor(samba.reader));
      const person = await world.newPerson();
      await world.lockByFailedLogins(person);
      const shown = await status(directory, person);
      await assertRejectsWith('permission-denied', () => unlock(directory, shown));
      expect((await status(directory, person)).lock).toEqual(shown.lock);
      const checked = async (login: SambaLogin) => {
        await using other = await connected(world.configFor(login));
        return (await other.check(fakeCall())).find(({ operation }) => operation === 'account.unlock');
      };
      expect(await checked(samba.reader)).toMatchObject({
        severity: 'error',
        remedy: expect.stringContaining('RPWP;lockoutTime;user'),
      });
      expect(await checked(samba.service)).toMatchObject({ severity: 'ok' });
    });
  });

  test('an account whose time is over is expired, and is not unlocked', async () => {
    await using directory = await connected(await world.config());
    const person = await world.newPerson();
    await world.lockByFailedLogins(person);
    await samba.change(person.login, { accountExpires: '132537600000000000' });
    const shown = await status(directory, person);
    expect(shown.standing).toBe('expired');
    await assertRejectsWith('conflict', () => unlock(directory, shown));
  });

  test('a changed address tells no lock, and hides none', async () => {
    await using directory = await connected(await world.config());
    const poll = directory.operations['lockout.poll'];
    const [locked, moved] = [await world.newPerson(), await world.newPerson()];
    const { cursor } = await poll({ cursor: null }, fakeCall());
    await samba.change(moved.login, { mail: 'moved@example.test' });
    await world.lockByFailedLogins(locked);
    await samba.change(moved.login, { mail: 'moved-again@example.test' });
    const { lockouts } = await poll({ cursor }, fakeCall());
    expect(lockouts.map(({ account }) => account.login)).toEqual([locked.login]);
  });

  test('a person outside the search base is neither read nor unlocked', async () => {
    const person = await world.newPerson();
    await using directory = await connected(await world.config());
    await using elsewhere = await connected(world.configFor(samba.service, { baseDn: `CN=Computers,${samba.baseDn}` }));
    const { account } = await status(directory, person);
    await assertRejectsWith('not-found', () => elsewhere.operations['account.read']({ id: account.id }, fakeCall()));
    await assertRejectsWith('not-found', () => elsewhere.operations['account.unlock']({ id: account.id }, fakeCall()));
  });

  test.each([
    ['an authority that is not trusted', { certificateAuthority: undefined }, 'unavailable', /certificateAuthority/],
    ['another name in the certificate', { serverName: 'dc2.corp.example.test' }, 'unavailable', /serverName/],
    ['a wrong password', { password: 'not the password' }, 'authentication-failed', /bindDn and password/],
    ['a search base that does not exist', { baseDn: 'DC=nowhere,DC=test' }, 'configuration-invalid', /baseDn/],
    [
      'LDAP in clear on the port of TLS',
      { url: 'ldap://127.0.0.1:636', timeout: 500 },
      ['unavailable', 'timed-out'],
      /./,
    ],
  ] as const)('%s is told with its remedy (J)', async (_, differences, code, remedy) => {
    await using directory = await connected(world.configFor(samba.service, differences));
    const find = () => directory.operations['account.find']({ by: 'login', value: 'somebody' }, fakeCall());
    expect((await assertRejectsWith(code, find)).remedy).toMatch(remedy);
    const diagnostics = await directory.check(fakeCall());
    expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
  });

  describe('StartTLS on the port in clear', () => {
    const startTls = (differences = {}) =>
      connected(world.configFor(samba.service, { url: samba.url, startTls: true, ...differences }));

    test('helps as TLS from the start does, and nothing is told to be readable on the way', async () => {
      await using directory = await startTls();
      const person = await world.newPerson();
      await world.lockByFailedLogins(person);
      const { account } = await status(directory, person);
      const unlock = await directory.operations['account.unlock']({ id: account.id }, fakeCall());
      expect(unlock.verified).toBe(true);
      const troubled = (await directory.check(fakeCall())).filter(({ severity }) => severity !== 'ok');
      // Samba keeps no msDS-ReplAttributeMetaData: how old a second address is, it cannot tell.
      expect(troubled.map(({ operation, severity }) => [operation, severity])).toEqual([['recovery.read', 'warning']]);
    });

    test.each([
      ['an authority that is not trusted', { certificateAuthority: undefined }, /certificateAuthority/],
      ['another name in the certificate', { serverName: 'dc2.corp.example.test' }, /serverName/],
      ['no name where the url has none either', { serverName: undefined }, /serverName/],
    ])('%s is refused, and told with its remedy', async (_, differences, remedy) => {
      await using directory = await startTls(differences);
      const find = () => directory.operations['account.find']({ by: 'login', value: 'somebody' }, fakeCall());
      expect((await assertRejectsWith('unavailable', find)).remedy).toMatch(remedy);
    });
  });

  test('an account that is locked out itself says so (J)', async () => {
    const person = await world.newPerson();
    await world.lockByFailedLogins(person);
    const login = { bindDn: samba.dnOf(person.login), password: person.password };
    await using directory = await connected(world.configFor(login));
    const error = await assertRejectsWith('authentication-failed', () => status(directory, person));
    expect(error.summary).toMatch(/locked/);
  });
});
