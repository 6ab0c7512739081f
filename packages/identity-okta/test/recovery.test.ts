import { fakeCall } from '@access-account/testkit';
import { connected } from './connected.ts';
import { isChange, type OktaTestWorld, startOktaWorld } from './okta-world.ts';

let world: OktaTestWorld;
beforeAll(async () => {
  world = await startOktaWorld();
});
afterAll(async () => {
  expect(world.spec.violations).toEqual([]);
  await world.close();
});

const hour = 60 * 60_000;
const day = 24 * hour;

/** As a person at the fifth wrong password is: the log tells of it. */
function lock(person: ReturnType<OktaTestWorld['personOf']>): void {
  world.organisation.setStatus(person, 'LOCKED_OUT');
  world.organisation.log('user.account.lock', person);
}

async function somebody() {
  const person = world.personOf(await world.newPerson());
  const { operations, asked } = await connected(world);
  const read = () => operations['recovery.read']({ id: person.id }, fakeCall());
  return { person, read, asked, operations };
}

test('MFA-9 a second address is as old as its last change in the System Log, whatever else happened since', async () => {
  const { person, read } = await somebody();
  world.organisation.setSecondEmail(person, 'Own@home.test');
  const changed = world.clock.now().toISOString();
  world.clock.advance(40 * day);
  // A lock, such as the one that brings somebody here, moves `lastUpdated` and changes no address.
  lock(person);
  expect(await read()).toEqual({ addresses: [{ address: 'own@home.test', unchangedSince: changed }] });
});

test('what is older than the log is as old as the log, and no older', async () => {
  const { person, read } = await somebody();
  world.organisation.setSecondEmail(person, 'own@home.test');
  world.clock.advance(200 * day);
  lock(person);
  const [address] = (await read()).addresses;
  expect(Date.parse(address?.unchangedSince ?? '')).toBe(world.clock.now().getTime() - 89 * day);
});

test('where nothing changed since long ago the log need not be asked', async () => {
  const { person, read, asked } = await somebody();
  world.organisation.setSecondEmail(person, 'own@home.test');
  const changed = world.clock.now().toISOString();
  world.clock.advance(100 * day);
  const requests = await asked(async () => {
    expect(await read()).toEqual({ addresses: [{ address: 'own@home.test', unchangedSince: changed }] });
  });
  expect(requests.filter((request) => request.includes('/logs'))).toEqual([]);
});

test('MFA-9 an address that was changed just now is none of an old one while the log does not tell of it yet', async () => {
  const { person, read } = await somebody();
  world.organisation.setSecondEmail(person, 'own@home.test');
  world.clock.advance(40 * day);
  world.organisation.setSecondEmail(person, 'thief@home.test');
  const changed = world.clock.now().toISOString();
  const late = world.organisation.events.pop();
  world.clock.advance(1000);
  const stolen = { addresses: [{ address: 'thief@home.test', unchangedSince: changed }] };
  expect(await read()).toEqual(stolen);
  // Nor is it once the account was locked after that, for the log tells of neither.
  lock(person);
  const lockedAt = world.clock.now().toISOString();
  const lateLock = world.organisation.events.pop();
  expect((await read()).addresses).toEqual([{ address: 'thief@home.test', unchangedSince: lockedAt }]);
  for (const event of [late, lateLock]) if (event !== undefined) world.organisation.events.push(event);
  expect(await read()).toEqual(stolen);
});

test('MFA-9 an update that the log never tells of makes an address new for an hour, and no longer', async () => {
  const { person, read } = await somebody();
  world.organisation.setSecondEmail(person, 'own@home.test');
  const changed = world.clock.now().toISOString();
  world.clock.advance(40 * day);
  world.organisation.setStatus(person, 'PASSWORD_EXPIRED');
  const updated = world.clock.now().toISOString();
  world.clock.advance(hour - 1);
  expect((await read()).addresses[0]?.unchangedSince).toBe(updated);
  world.clock.advance(1);
  expect((await read()).addresses[0]?.unchangedSince).toBe(changed);
});

test('a change of somebody else’s address is none of this one’s', async () => {
  const { person, read } = await somebody();
  world.organisation.setSecondEmail(person, 'own@home.test');
  const changed = world.clock.now().toISOString();
  world.clock.advance(40 * day);
  const other = world.personOf(await world.newPerson());
  world.organisation.setSecondEmail(other, 'other@home.test');
  lock(person);
  expect((await read()).addresses).toEqual([{ address: 'own@home.test', unchangedSince: changed }]);
});

test('a push asks with a number to choose, on Okta Verify’s push, and a code goes to the factor it is of', async () => {
  const { person, operations } = await somebody();
  const profile = { name: 'Pixel 9', credentialId: 'any' };
  for (const factorType of ['signed_nonce', 'push', 'token:software:totp'])
    world.organisation.enrolFactor(person, { factorType, provider: 'OKTA', profile });
  const google = { factorType: 'token:software:totp', provider: 'GOOGLE', profile };
  const app = world.organisation.enrolFactor(person, google);
  const factors = await operations['factor.list']({ id: person.id }, fakeCall());
  expect(factors.map(({ verifiedBy }) => verifiedBy)).toEqual(['push', 'code']);
  const [verify, code] = factors.map(({ id }) => id);
  const asked = await operations['factor.challenge']({ id: person.id, factor: verify ?? '' }, fakeCall());
  const push = world.organisation.pushes.at(-1);
  expect(person.factors.find(({ id }) => id === push?.factor)?.factorType).toBe('push');
  expect(asked).toEqual({ challenge: push?.id, number: String(push?.number), until: push?.until.toISOString() });
  expect(code).toBe(app.id);
  const before = world.fake.requests.filter(isChange).length;
  const by = { kind: 'code', code: 'my password' } as const;
  expect(await operations['factor.check']({ id: person.id, factor: app.id, by }, fakeCall())).toEqual({
    result: 'rejected',
  });
  // What is no code never leaves.
  expect(world.fake.requests.filter(isChange)).toHaveLength(before);
});

test.each(['LOCKED_OUT', 'PASSWORD_EXPIRED', 'RECOVERY'] as const)(
  'nobody is asked while the account is %s',
  async (status) => {
    const { person, operations } = await somebody();
    const profile = { credentialId: 'any' };
    const { id: factor } = world.organisation.enrolFactor(person, {
      factorType: 'token:software:totp',
      provider: 'GOOGLE',
      profile,
    });
    world.organisation.setStatus(person, status);
    const { capabilities } = await operations['account.read']({ id: person.id }, fakeCall());
    expect(capabilities['factor.check']).toMatchObject({ able: false });
    const by = { kind: 'code', code: '123456' } as const;
    await expect(operations['factor.check']({ id: person.id, factor, by }, fakeCall())).rejects.toMatchObject({
      code: 'operation-unsupported',
    });
  },
);
