import { fakeCall } from '@access-account/testkit';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { missingForSlapd, type Slapd, startSlapd } from '../../../tooling/real-servers/slapd.ts';
import { type Connected, connected } from './connected.ts';
import { slapdWorld } from './slapd-world.ts';

describeReal({ name: 'OpenLDAP without a word about its default policy', missing: missingForSlapd() }, () => {
  let slapd: Slapd;
  const world = slapdWorld(() => slapd);
  beforeAll(async () => {
    slapd = await startSlapd();
  }, 60_000);
  afterAll(() => slapd?.stop());

  const silent = () => {
    const { defaultPolicyDn: _, ...configuration } = world.configFor(slapd.service);
    return configuration;
  };
  const lockOf = async ({ operations }: Connected, login: string) => {
    const [account] = await operations['account.find']({ by: 'login', value: login }, fakeCall());
    return (await operations['account.read']({ id: account?.id ?? 'not found' }, fakeCall())).lock;
  };

  test('the only policy is the default one; where there are more, the configuration has to say', async () => {
    const person = await world.newPerson();
    await world.lockByFailedLogins(person);
    await using directory = await connected(silent());
    const lock = await lockOf(directory, person.login);
    expect(Date.parse(lock?.until ?? '') - Date.parse(lock?.since ?? '')).toBe(1_800_000);

    const other = await world.newPerson();
    await slapd.giveOwnPolicy(other.login, { attempts: 3, seconds: 60 });
    await expect(lockOf(directory, person.login)).rejects.toMatchObject({
      code: 'configuration-invalid',
      remedy: expect.stringContaining('defaultPolicyDn'),
    });
  });
});
