import { fakeCall } from '@access-account/testkit';
import { connected } from './connected.ts';
import { type OktaTestWorld, startOktaWorld } from './okta-world.ts';

let world: OktaTestWorld;
beforeAll(async () => {
  world = await startOktaWorld({ pageSize: 3 });
});
afterAll(async () => {
  expect(world.spec.violations).toEqual([]);
  await world.close();
});

async function somebody() {
  const person = world.personOf(await world.newPerson());
  const { operations, asked } = await connected(world);
  const since = world.clock.now().toISOString();
  const read = (from = since) => operations['activity.read']({ id: person.id, since: from }, fakeCall());
  return { person, read, asked, organisation: world.organisation };
}

test('MFA-8 a sign-in is told with Okta’s word for the country, and whether Okta knows the address as a proxy', async () => {
  const { person, read, organisation } = await somebody();
  const at = world.clock.now().toISOString();
  organisation.signIn(person.login, person.password, 'known', { country: 'Portugal', isProxy: true });
  organisation.signIn(person.login, person.password, 'known', {});
  expect(await read()).toEqual(
    expect.arrayContaining([
      { what: 'sign-in', at, country: 'Portugal', anonymised: true },
      { what: 'sign-in', at, country: null, anonymised: false },
    ]),
  );
});

test('a try that Okta refused is none, and neither is what happened to somebody else', async () => {
  const { person, read, organisation } = await somebody();
  const other = world.personOf(await world.newPerson());
  organisation.signIn(person.login, 'not this one');
  organisation.signIn(other.login, other.password);
  organisation.enrolFactor(other, { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+1 555 010 4321' } });
  expect(await read()).toEqual([]);
});

test('MFA-8 a factor is told by the log with where from, and by itself with its kind', async () => {
  const { person, read, organisation } = await somebody();
  const at = world.clock.now().toISOString();
  const sms = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+1 555 010 4321' } };
  const factor = organisation.enrolFactor(person, sms, { country: 'Portugal' });
  const byLog = { what: 'factor-enrolled', at, factor: null, country: 'Portugal', anonymised: false } as const;
  expect(await read()).toEqual([
    byLog,
    { what: 'factor-enrolled', at, factor: 'sms', country: null, anonymised: false },
  ]);
  // One that is gone again was there all the same.
  organisation.unenrolFactor(person, factor);
  expect(await read()).toEqual([byLog]);
});

test('Okta Verify on another device is a new factor, however old the first one is', async () => {
  const { person, read, organisation } = await somebody();
  const verify = (name: string) =>
    organisation.enrolFactor(person, { factorType: 'push', provider: 'OKTA', profile: { name, credentialId: 'any' } });
  verify('Pixel 9');
  world.clock.advance(60_000);
  const since = world.clock.now().toISOString();
  expect(await read(new Date(Date.parse(since) - 1000).toISOString())).toEqual([]);
  verify('Galaxy S24');
  expect(await read(since)).toContainEqual(expect.objectContaining({ what: 'factor-enrolled', factor: 'push' }));
});

test('more than a page is read to its end, and nothing from before', async () => {
  const { person, read, organisation, asked } = await somebody();
  organisation.signIn(person.login, person.password);
  world.clock.advance(60_000);
  const since = world.clock.now().toISOString();
  for (let count = 0; count < 7; count += 1) organisation.signIn(person.login, person.password);
  const requests = await asked(async () => expect(await read(since)).toHaveLength(7));
  expect(requests.filter((request) => request.includes('/logs'))).toHaveLength(3);
});
