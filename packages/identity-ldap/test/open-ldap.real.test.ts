import type { AccountStatus } from '@access-account/contract';
import { assertRejectsWith, fakeCall, identityConformance, type WorldPerson } from '@access-account/testkit';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { missingForSlapd, type Slapd, startSlapd } from '../../../tooling/real-servers/slapd.ts';
import { toGeneralizedTime } from '../src/generalized-time.ts';
import { ldapConnector } from '../src/index.ts';
import { type Connected, connected } from './connected.ts';
import { freshPerson } from './fresh-person.ts';
import { patientRunner } from './patient-runner.ts';
import { slapdWorld } from './slapd-world.ts';

describeReal({ name: 'OpenLDAP', missing: missingForSlapd() }, () => {
  let slapd: Slapd;
  const world = slapdWorld(() => slapd);
  beforeAll(async () => {
    slapd = await startSlapd();
  }, 60_000);
  afterAll(() => slapd?.stop());

  identityConformance({ runner: patientRunner, connector: ldapConnector, world });

  const status = async ({ operations }: Connected, { login }: WorldPerson) => {
    const [account] = await operations['account.find']({ by: 'login', value: login }, fakeCall());
    return operations['account.read']({ id: account?.id ?? 'not found' }, fakeCall());
  };
  const unlock = ({ operations }: Connected, { account: { id } }: AccountStatus) =>
    operations['account.unlock']({ id }, fakeCall());

  test('a lock says how long it lasts, by the default policy, by one’s own, or without end', async () => {
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

  test('a lock that an administrator set is told as such, and is not lifted', async () => {
    await using directory = await connected(await world.config());
    const person = await world.newPerson();
    await slapd.change(person.login, { pwdAccountLockedTime: '000001010000Z' });
    const shown = await status(directory, person);
    expect(shown.lock).toMatchObject({ cause: 'other', until: null });
    await assertRejectsWith('conflict', () => unlock(directory, shown));
    expect(await slapd.read(person.login, 'pwdAccountLockedTime')).toBe('000001010000Z');
  });

  test('a password says when it expires', async () => {
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

  test('a lock of many people at once is told to the last of them, page by page, or not at all', async () => {
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
