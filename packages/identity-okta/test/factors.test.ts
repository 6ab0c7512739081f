import { fakeCall } from '@access-account/testkit';
import { connected } from './connected.ts';
import { type OktaTestWorld, startOktaWorld } from './okta-world.ts';

let world: OktaTestWorld;

beforeAll(async () => {
  world = await startOktaWorld();
});
afterAll(() => world.close());

const sms = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+1 555 010 4321' } };
const google = { factorType: 'token:software:totp', provider: 'GOOGLE', profile: { credentialId: 'any' } };
const verify = (factorType: string, name: string) => ({
  factorType,
  provider: 'OKTA',
  profile: { name, credentialId: 'any' },
});

async function enrolled(...factors: readonly Parameters<OktaTestWorld['organisation']['enrolFactor']>[1][]) {
  const person = world.personOf(await world.newPerson());
  for (const factor of factors) world.organisation.enrolFactor(person, factor);
  const { operations } = await connected(world);
  const { id } = person;
  const list = () => operations['factor.list']({ id }, fakeCall());
  const remove = (factor: string) => operations['factor.remove']({ id, factor }, fakeCall());
  return { person, list, remove };
}

test('MFA-8 Okta Verify is one factor: Okta takes its push, code and nonce away together', async () => {
  const { list, remove, person } = await enrolled(
    verify('token:software:totp', 'Pixel 9'),
    verify('push', 'Pixel 9'),
    verify('signed_nonce', 'Pixel 9'),
    sms,
    google,
  );
  const factors = await list();
  expect(factors.map(({ kind, label }) => ({ kind, label }))).toEqual([
    { kind: 'push', label: 'Okta Verify (Pixel 9)' },
    { kind: 'sms', label: '… 4321' },
    { kind: 'totp', label: 'Google Authenticator' },
  ]);
  expect(await remove(factors[0]?.id ?? '')).toMatchObject({ changed: true, verified: true });
  expect(person.factors.map(({ provider, factorType }) => `${provider} ${factorType}`)).toEqual([
    'OKTA sms',
    'GOOGLE token:software:totp',
  ]);
});

test('every device is named, since removing Okta Verify takes all of them', async () => {
  const { list, remove, person } = await enrolled(verify('push', 'Pixel 9'), sms);
  const [before] = await list();
  world.organisation.enrolFactor(person, verify('push', 'iPhone'));
  const [after] = await list();
  expect(after).toEqual({ ...before, label: 'Okta Verify (Pixel 9, iPhone)' });
  expect(await remove(after?.id ?? '')).toMatchObject({ changed: true, verified: true });
  expect(person.factors.map(({ factorType }) => factorType)).toEqual(['sms']);
});

test('one that is set up again is another one', async () => {
  const { list, remove, person } = await enrolled(verify('push', 'Pixel 9'));
  const [first] = await list();
  await remove(first?.id ?? '');
  world.organisation.enrolFactor(person, verify('push', 'Pixel 9'));
  expect((await list())[0]?.id).not.toBe(first?.id);
  expect(await remove(first?.id ?? '')).toMatchObject({ changed: false, verified: true });
  expect(person.factors).toHaveLength(1);
});

test('a removal that Okta accepts and does not make is not called verified', async () => {
  const { list, remove } = await enrolled(sms, google);
  const [factor] = await list();
  world.organisation.mutants.add('unenrol-does-nothing');
  try {
    expect(await remove(factor?.id ?? '')).toMatchObject({ verified: false });
  } finally {
    world.organisation.mutants.clear();
  }
});

test('a code of Okta Verify alone goes alone', async () => {
  const { list, remove, person } = await enrolled(verify('token:software:totp', 'Pixel 9'), sms);
  const [code] = await list();
  expect(code?.label).toBe('Okta Verify (code)');
  expect(await remove(code?.id ?? '')).toMatchObject({ changed: true, verified: true });
  expect(person.factors.map(({ factorType }) => factorType)).toEqual(['sms']);
});

test('what was begun and never finished is no factor', async () => {
  const { list, person } = await enrolled(sms, google);
  for (const factor of person.factors) if (factor.factorType === 'sms') factor.status = 'PENDING_ACTIVATION';
  expect((await list()).map(({ kind }) => kind)).toEqual(['totp']);
});

test.each([
  ['call', { phoneNumber: '+15550104321' }, 'call', '… 4321'],
  ['email', { email: 'private@example.test' }, 'email', 'p…@example.test'],
  ['webauthn', { authenticatorName: 'YubiKey 5' }, 'passkey', 'YubiKey 5'],
  ['u2f', {}, 'security-key', 'Security key or passkey'],
  ['token:hardware', {}, 'hardware-token', 'Second factor'],
  ['question', {}, 'other', 'Security question'],
  ['something new', {}, 'other', 'Second factor'],
] as const)('%s is told without a whole number or address', async (factorType, profile, kind, label) => {
  const { list } = await enrolled({ factorType, provider: 'OKTA', profile });
  expect(await list()).toMatchObject([{ kind, label }]);
});
