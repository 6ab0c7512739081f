import { assertRejectsWith, fakeCall } from '@access-account/testkit';
import type { FakeMethodType } from '../src/fake/index.ts';
import { connected } from './connected.ts';
import { type EntraTestWorld, isChange, readPermissions, startEntraWorld } from './entra-world.ts';

let world: EntraTestWorld;

beforeAll(async () => {
  world = await startEntraWorld();
});
afterEach(() => {
  world.tenant.lag = 0;
  world.fake.faults.clear();
});
afterAll(() => world.close());

type Enrolled = readonly [FakeMethodType, Readonly<Record<string, string>>];

const mobile: Enrolled = ['phone', { phoneType: 'mobile', phoneNumber: '+1 5550104321' }];
const key: Enrolled = ['fido2', { displayName: 'YubiKey 5' }];
const app: Enrolled = ['microsoftAuthenticator', { displayName: 'Pixel 9' }];

async function enrolled(methods: readonly Enrolled[], config: object = {}) {
  const person = world.personOf(await world.newPerson());
  for (const [type, properties] of methods) world.tenant.addMethod(person, type, properties);
  const { operations, asked } = await connected(world, { config });
  const { id } = person;
  const list = () => operations['factor.list']({ id }, fakeCall());
  const remove = (factor: string) => operations['factor.remove']({ id, factor }, fakeCall());
  const types = () => person.methods.filter(({ shownFor }) => shownFor === null).map(({ type }) => type);
  return { person, list, remove, asked, types };
}

const kinds: readonly (readonly [...Enrolled, string, string])[] = [
  [...mobile, 'sms', '… 4321'],
  ['phone', { phoneType: 'office', phoneNumber: '+1 5550104321' }, 'call', '… 4321'],
  ['email', { emailAddress: 'private@example.test' }, 'email', 'p…@example.test'],
  [...key, 'passkey', 'YubiKey 5'],
  [...app, 'push', 'Microsoft Authenticator (Pixel 9)'],
  ['softwareOath', {}, 'totp', 'Authenticator app (code)'],
  ['windowsHelloForBusiness', { displayName: 'Laptop' }, 'passkey', 'Windows Hello (Laptop)'],
  ['platformCredential', { displayName: 'MacBook' }, 'passkey', 'Platform credential (MacBook)'],
  ['external', { displayName: 'Another provider' }, 'other', 'Another provider'],
  ['temporaryAccessPass', {}, 'other', 'Temporary Access Pass'],
];

test.each(kinds)('%s is told without a whole number or address, and removed', async (type, properties, kind, label) => {
  const { list, remove, types } = await enrolled([[type, properties]]);
  const [factor, ...others] = await list();
  expect(others).toEqual([]);
  expect(factor).toMatchObject({ kind, label });
  expect(await remove(factor?.id ?? '')).toMatchObject({ changed: true, verified: true });
  expect(types()).toEqual([]);
});

test('the password is no factor, and is never removed by its id', async () => {
  const { list, remove, asked } = await enrolled([]);
  expect(await list()).toEqual([]);
  const requests = await asked(() => remove('28c10230-6103-485e-b985-444c60001490'));
  expect(requests.filter(isChange)).toEqual([]);
});

test('a kind that Graph does not remove is listed, and said to be one', async () => {
  const { list, remove, asked, types } = await enrolled([['qrCodePin', {}]]);
  const [factor] = await list();
  expect(factor).toMatchObject({ kind: 'other', label: 'Second factor' });
  const requests = await asked(() => assertRejectsWith('operation-unsupported', () => remove(factor?.id ?? '')));
  expect(requests.filter(isChange)).toEqual([]);
  expect(types()).toEqual(['qrCodePin']);
});

describe('the default method', () => {
  test('MFA-8 goes last, so that all of them can go', async () => {
    const { list, remove, types } = await enrolled([app, mobile, key]);
    const factors = await list();
    expect(factors.at(-1)?.kind).toBe('push');
    for (const { id } of factors) expect(await remove(id)).toMatchObject({ changed: true, verified: true });
    expect(types()).toEqual([]);
  });

  test('is the one that the report names, whatever kind it is', async () => {
    const { list } = await enrolled([mobile, app, key]);
    expect((await list()).map(({ kind }) => kind)).toEqual(['passkey', 'push', 'sms']);
  });

  test('is the likeliest where the report may not be read', async () => {
    const permissions = new Set([...readPermissions].filter((one) => one !== 'AuditLog.Read.All'));
    const { list } = await enrolled([app, mobile, key], world.fake.secretConfig(permissions));
    expect((await list()).map(({ kind }) => kind)).toEqual(['passkey', 'sms', 'push']);
  });

  test('is not removed before the others, and that is said with what to do', async () => {
    const { list, remove, types } = await enrolled([app, mobile]);
    const last = (await list()).at(-1);
    const error = await assertRejectsWith('conflict', () => remove(last?.id ?? ''));
    expect(error.message).toContain('default');
    expect(types()).toHaveLength(2);
  });
});

describe('phones and addresses, which all have one id', () => {
  test('one that was set up in place of the confirmed one survives', async () => {
    const { person, list, remove } = await enrolled([mobile]);
    const [confirmed] = await list();
    world.clock.advance(1000);
    world.tenant.addMethod(person, 'phone', { phoneType: 'mobile', phoneNumber: '+1 5550109876' });
    expect((await list())[0]?.id).not.toBe(confirmed?.id);
    expect(await remove(confirmed?.id ?? '')).toMatchObject({ changed: false, verified: true });
    expect((await list())[0]?.label).toBe('… 9876');
  });

  test('two people with one number have two ids, and neither tells the number', async () => {
    const ids = [];
    for (const { list } of [await enrolled([mobile]), await enrolled([mobile])]) ids.push((await list())[0]?.id ?? '');
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).not.toContain('4321');
  });
});

test('what a slow replica still shows is read until it is gone', async () => {
  const { list, remove } = await enrolled([mobile, key]);
  const [factor] = await list();
  world.tenant.lag = 2;
  expect(await remove(factor?.id ?? '')).toMatchObject({ changed: true, verified: true });
});

test('one that is gone by the time it is removed changed nothing', async () => {
  const { person, list, remove } = await enrolled([key]);
  const [factor] = await list();
  const [method] = person.methods;
  // Removed elsewhere, and a replica shows it still: Graph then says that it is not there.
  if (method !== undefined) method.shownFor = 2;
  expect(await remove(factor?.id ?? '')).toMatchObject({ changed: false, verified: true });
});
