import { type AddressInfo, connect, createServer } from 'node:net';
import type { AccountStatus, JsonValue } from '@access-account/contract';
import { assertRejectsWith, fakeCall, identityConformance, type WorldPerson } from '@access-account/testkit';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { missingForSlapd, type Slapd, startSlapd } from '../../../tooling/real-servers/slapd.ts';
import { toGeneralizedTime } from '../src/generalized-time.ts';
import { ldapConnector } from '../src/index.ts';
import { type Connected, connected } from './connected.ts';
import { freshPerson } from './fresh-person.ts';
import { listToTheEnd } from './list-to-the-end.ts';
import { patientRunner } from './patient-runner.ts';
import { slapdWorld } from './slapd-world.ts';

describeReal({ name: 'OpenLDAP', missing: missingForSlapd() }, () => {
  let slapd: Slapd;
  const world = slapdWorld(() => slapd);
  beforeAll(async () => {
    slapd = await startSlapd();
  }, 60_000);
  afterAll(async () => {
    await world.network.close();
    await slapd?.stop();
  });

  identityConformance({ runner: patientRunner, connector: ldapConnector, world });

  const status = async ({ operations }: Connected, { login }: WorldPerson) => {
    const [account] = await operations['account.find']({ by: 'login', value: login }, fakeCall());
    return operations['account.read']({ id: account?.id ?? 'not found' }, fakeCall());
  };
  const unlock = ({ operations }: Connected, { account: { id } }: AccountStatus) =>
    operations['account.unlock']({ id }, fakeCall());

  test('a lock says how long it lasts, by the default policy, by one’s own, or without end (G)', async () => {
    await using directory = await connected(await world.config());
    for (const seconds of [1800, 600, 0]) {
      const person = await world.newPerson();
      if (seconds !== 1800) await slapd.giveOwnPolicy(person.login, { attempts: 3, seconds });
      await world.lockByFailedLogins(person);
      const { lock } = await status(directory, person);
      const lasts = lock?.until ? (Date.parse(lock.until) - Date.parse(lock.since ?? '')) / 1000 : 0;
      expect(lasts).toBe(seconds);
      expect((await unlock(directory, await status(directory, person))).verified).toBe(true);
      expect(await slapd.signIn(person.login, person.password)).toBe(true);
    }
  });

  test('a lock that an administrator set is told as such, and is not lifted (K)', async () => {
    await using directory = await connected(await world.config());
    const person = await world.newPerson();
    await slapd.change(person.login, { pwdAccountLockedTime: '000001010000Z' });
    const shown = await status(directory, person);
    expect(shown.lock).toMatchObject({ cause: 'other', until: null });
    await assertRejectsWith('conflict', () => unlock(directory, shown));
    expect(await slapd.read(person.login, 'pwdAccountLockedTime')).toBe('000001010000Z');
  });

  test('a server that refuses StartTLS is left before the password is said', async () => {
    const said: Buffer[] = [];
    const target = new URL(slapd.url);
    const listener = createServer((client) => {
      const server = connect(Number(target.port), target.hostname);
      client.on('data', (bytes) => said.push(bytes)).on('error', () => server.destroy());
      server.on('error', () => client.destroy());
      client.pipe(server).pipe(client);
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as AddressInfo;
    const config = { ...((await world.config()) as object), url: `ldap://127.0.0.1:${port}` };
    const find = ({ operations }: Connected) => operations['account.find']({ by: 'login', value: 'x' }, fakeCall());
    const { password } = slapd.service;
    const isSaid = () => Buffer.concat(said).includes(password);
    {
      await using directory = await connected({ ...config, startTls: true });
      await expect(find(directory)).rejects.toMatchObject({ code: 'unavailable' });
      expect(said.length).toBeGreaterThan(0);
      expect(isSaid()).toBe(false);
    }
    {
      await using directory = await connected(config);
      await find(directory);
      expect(isSaid()).toBe(true);
    }
    listener.close();
  });

  test('a password says when it expires (I)', async () => {
    await using directory = await connected(await world.config());
    const { password } = await status(directory, await world.newPerson());
    expect(Date.parse(password.expiresAt ?? '') - Date.parse(password.changedAt ?? '')).toBe(90 * 86_400_000);
  });

  test.each([
    ['expired', { pwdEndTime: '20200101000000Z' }],
    ['disabled', { pwdStartTime: '20991231000000Z' }],
  ])('an account outside its time is %s, and is not unlocked', async (standing, attributes) => {
    await using directory = await connected(await world.config());
    const person = await world.newPerson();
    await slapd.change(person.login, attributes);
    expect(await slapd.signIn(person.login, person.password)).toBe(false);
    const shown = await status(directory, person);
    expect(shown.standing).toBe(standing);
    await assertRejectsWith('conflict', () => unlock(directory, shown));
  });

  test.each([
    ['a policy that does not exist', { defaultPolicyDn: 'cn=other,dc=example,dc=test' }, /defaultPolicyDn/],
    ['a search base that does not exist', { baseDn: 'dc=nowhere,dc=test' }, /baseDn/],
  ])('check tells %s, with its remedy', async (_, differences, remedy) => {
    await world.newPerson();
    await using directory = await connected(world.configFor(slapd.service, differences));
    const errors = (await directory.check(fakeCall())).filter(({ severity }) => severity === 'error');
    expect(errors.map((error) => error.remedy).join(' ')).toMatch(remedy);
  });

  test('check tells that this is no Active Directory', async () => {
    const { defaultPolicyDn: _, ...configuration } = world.configFor(slapd.service, { directory: 'active-directory' });
    await using directory = await connected(configuration);
    const poll = (await directory.check(fakeCall())).find(({ operation }) => operation === 'lockout.poll');
    expect(poll).toMatchObject({ severity: 'error', remedy: expect.stringContaining('openldap') });
  });

  test('a lock of many people at once is told to the last of them, page by page, or not at all (L)', async () => {
    const people = Array.from({ length: 1200 }, () => freshPerson());
    await slapd.createUsers(people, { pwdAccountLockedTime: toGeneralizedTime(Date.now()) });
    await using directory = await connected(await world.config());
    const { lockouts } = await directory.operations['lockout.poll']({ cursor: null }, fakeCall());
    const told = new Set(lockouts.map(({ account }) => account.login));
    expect(people.filter(({ login }) => !told.has(login))).toEqual([]);
    // The reader lacks the search limit the README asks for: half an answer would be a silent miss.
    await using limited = await connected(world.configFor(slapd.reader));
    const poll = () => limited.operations['lockout.poll']({ cursor: null }, fakeCall());
    expect((await assertRejectsWith('permission-denied', poll)).remedy).toMatch(/olcLimits/);
  }, 30_000);

  test('PE-11 everybody is listed page by page, and a server that takes over in the middle forgets nobody (L)', async () => {
    const people = Array.from({ length: 1200 }, () => freshPerson());
    await slapd.createUsers(people);
    await using directory = await connected(await world.config());
    const { accounts, pages, isComplete } = await listToTheEnd(directory);
    expect(people.filter(({ login }) => !accounts.has(login))).toEqual([]);
    expect(pages.length).toBeGreaterThan(2);
    expect(Math.max(...pages)).toBeLessThanOrEqual(500);
    expect(isComplete).toBe(true);
    const { cursor } = await directory.operations['account.list']({ cursor: null }, fakeCall());
    await directory.close();
    await using another = await connected(await world.config());
    const rest = await listToTheEnd(another, cursor);
    expect(people.filter(({ login }) => !rest.accounts.has(login))).toEqual([]);
    expect(rest.isComplete).toBe(true);

    // The reader lacks the search limit the README asks for: half a directory would make the other half gone.
    await using limited = await connected(world.configFor(slapd.reader));
    expect((await assertRejectsWith('permission-denied', () => listToTheEnd(limited))).remedy).toMatch(/olcLimits/);
    const list = (await limited.check(fakeCall())).find(({ operation }) => operation === 'account.list');
    expect(list).toMatchObject({ severity: 'error', remedy: expect.stringContaining('olcLimits') });
  }, 30_000);

  test('a listing goes on while locks of many people are looked for, and while rights are checked', async () => {
    const people = Array.from({ length: 1200 }, () => freshPerson());
    await slapd.createUsers(people, { pwdAccountLockedTime: toGeneralizedTime(Date.now()) });
    await using directory = await connected(await world.config());
    const poll = () => directory.operations['lockout.poll']({ cursor: null }, fakeCall());
    const [{ accounts }, diagnostics, ...polls] = await Promise.all([
      listToTheEnd(directory),
      directory.check(fakeCall()),
      poll(),
      poll(),
      poll(),
    ]);
    expect(people.filter(({ login }) => !accounts.has(login))).toEqual([]);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const { lockouts } of polls) expect(lockouts.length).toBeGreaterThanOrEqual(people.length);
  }, 30_000);

  test('PE-11 what is listed is what is read: by the default policy, one’s own, without an age, and to be changed (I)', async () => {
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
    await slapd.giveOwnPolicy(brief.login, { attempts: 3, seconds: 60, days: 10 });
    await slapd.giveOwnPolicy(lasting.login, { attempts: 3, seconds: 60, days: 0 });
    await slapd.change(asked.login, { pwdReset: 'TRUE' });
    await slapd.change(ending.login, { pwdEndTime: '20991231000000Z', manager: slapd.dnOf(ordinary.login) });
    const { accounts } = await listToTheEnd(directory);
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
    expect(days).toEqual([90, 10, null, 90, 90]);
    expect((await status(directory, asked)).password.mustChange).toBe(true);
    expect(accounts.get(ending.login)).toMatchObject({
      endsAt: '2099-12-31T00:00:00.000Z',
      manager: { id: accounts.get(ordinary.login)?.id },
    });
  });

  test('a changed address is told from the cursor on; who is gone is missing when everybody is told again', async () => {
    await using directory = await connected(await world.config());
    const [moved, gone] = [await world.newPerson(), await world.newPerson()];
    const { accounts, cursor } = await listToTheEnd(directory);
    expect(accounts.has(gone.login)).toBe(true);
    await slapd.change(moved.login, { mail: 'moved@example.test' });
    await slapd.remove(gone.login);
    const changes = await listToTheEnd(directory, cursor);
    expect(changes.accounts.get(moved.login)?.email).toBe('moved@example.test');
    expect(changes.isComplete).toBe(false);
    const everybody = await listToTheEnd(directory);
    expect(everybody.accounts.has(gone.login)).toBe(false);
    expect(everybody.isComplete).toBe(true);
  });

  test('a policy that is gone leaves out whom it was for, and nobody else', async () => {
    await using directory = await connected(await world.config());
    const [orphan, other] = [await world.newPerson(), await world.newPerson()];
    await slapd.change(orphan.login, { pwdPolicySubentry: `cn=gone,ou=policies,${slapd.baseDn}` });
    const { accounts } = await listToTheEnd(directory);
    expect([accounts.has(orphan.login), accounts.has(other.login)]).toEqual([false, true]);
    const list = (await directory.check(fakeCall())).find(({ operation }) => operation === 'account.list');
    expect(list?.severity).not.toBe('error');
    await slapd.remove(orphan.login);
  });

  test('LN-4 a policy that is gone keeps nobody but whom it was for from being told as locked', async () => {
    await using directory = await connected(await world.config());
    const polled = async (cursor: JsonValue) => {
      const page = await directory.operations['lockout.poll']({ cursor }, fakeCall());
      return { ...page, logins: page.lockouts.map(({ account }) => account.login) };
    };
    const judgement = async () =>
      (await directory.check(fakeCall())).find(({ operation }) => operation === 'lockout.poll');
    const [orphan, before, after] = [await world.newPerson(), await world.newPerson(), await world.newPerson()];
    await world.lockByFailedLogins(orphan);
    await world.lockByFailedLogins(before);
    expect((await judgement())?.severity).toBe('ok');
    await slapd.change(orphan.login, { pwdPolicySubentry: `cn=gone,ou=policies,${slapd.baseDn}` });
    const everybody = await polled(null);
    expect(everybody.logins).toContain(before.login);
    expect(everybody.logins).not.toContain(orphan.login);
    await world.lockByFailedLogins(after);
    expect((await polled(everybody.cursor)).logins).toContain(after.login);
    expect(await judgement()).toMatchObject({
      severity: 'warning',
      remedy: expect.stringContaining('pwdPolicySubentry'),
    });
    await slapd.remove(orphan.login);
    // What is of the whole directory still fails.
    await using other = await connected(
      world.configFor(slapd.service, { defaultPolicyDn: `cn=gone,ou=policies,${slapd.baseDn}` }),
    );
    await assertRejectsWith('configuration-invalid', () =>
      other.operations['lockout.poll']({ cursor: null }, fakeCall()),
    );
  });

  test('check changes nobody', async () => {
    const person = await world.newPerson();
    await slapd.failSignIns(person.login, 2);
    const before = [await slapd.read(person.login, 'entryCSN'), await slapd.read(person.login, 'pwdFailureTime')];
    await using directory = await connected(await world.config());
    for (let time = 0; time < 3; time += 1) await directory.check(fakeCall());
    expect([await slapd.read(person.login, 'entryCSN'), await slapd.read(person.login, 'pwdFailureTime')]).toEqual(
      before,
    );
  });
});
