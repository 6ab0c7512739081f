import type { ConnectContext } from '@access-account/contract';
import { boundedFetch, fakeClock, fakeContext, type IdentityWorld, type WorldPerson } from '@access-account/testkit';
import { httpFaults, startHttpFaultProxy } from '../../../tooling/real-servers/http-fault-proxy.ts';
import { type FakePersonOptions, startOktaFake } from '../src/fake/index.ts';
import { vendorSpec } from './vendor-spec.ts';

export interface OktaWorldOptions {
  readonly pageSize?: number;
  readonly limit?: number;
}

/** The stand-in with its clock, the world that conformance is judged in, and the vendor's spec looking on. */
export async function startOktaWorld(options: OktaWorldOptions = {}) {
  const clock = fakeClock();
  const spec = await vendorSpec();
  const fake = await startOktaFake({ clock, observe: (exchange) => spec.observe(exchange), ...options });
  const { organisation } = fake;
  const proxy = await startHttpFaultProxy(fake.orgUrl);
  // Long enough for a test to pass while a lock holds, and with the default policy for everybody.
  organisation.setPolicies([], { maxAgeDays: 90, autoUnlockMinutes: 30, maxAttempts: 5 });
  const config = fake.appConfig();
  const readOnly = fake.appConfig({ role: 'read-only' });
  let people = 0;

  const context = (differences: Partial<ConnectContext> = {}) =>
    fakeContext({ name: 'okta', clock, fetch: boundedFetch, ...differences });
  const personOf = ({ login }: Pick<WorldPerson, 'login'>) => organisation.person(login);
  const lockByFailedLogins = async ({ login }: WorldPerson) => {
    clock.advance(1000);
    for (let tries = 0; tries < 5; tries += 1) organisation.signIn(login, 'not this one');
  };
  const newPerson = async (differences: Partial<FakePersonOptions> = {}) => {
    people += 1;
    const login = `person-${people}@acme.test`;
    const attributes = { login, email: login, displayName: `Person ${people}`, password: `secret of ${login}` };
    const person = { ...attributes, ...differences };
    clock.advance(1000);
    organisation.addPerson(person);
    return person;
  };

  const world: IdentityWorld = {
    config: async () => config,
    context: async () => context(),
    newPerson,
    signIn: async ({ login }, password) => organisation.signIn(login, password),
    lockByFailedLogins,
    standingWhenDisabled: 'suspended',
    disable: async (person) => {
      clock.advance(1000);
      organisation.setStatus(personOf(person), 'SUSPENDED');
    },
    lockThatRanOut: async (person) => {
      await lockByFailedLogins(person);
      clock.advance(31 * 60_000);
    },
    demandNewPassword: async (person) => organisation.setStatus(personOf(person), 'PASSWORD_EXPIRED'),
    enrolFactor: async (person) => {
      const profile = { phoneNumber: '+1 555 010 4321' };
      organisation.enrolFactor(personOf(person), { factorType: 'sms', provider: 'OKTA', profile });
    },
    enrolCodeFactor: async (person) => {
      const profile = { credentialId: 'any' };
      const app = { factorType: 'token:software:totp', provider: 'GOOGLE', profile };
      const factor = organisation.enrolFactor(personOf(person), app);
      return { label: 'Google Authenticator', code: async () => factor.code };
    },
    enrolPushFactor: async (person) => {
      const profile = { name: 'Pixel 9', credentialId: 'any' };
      // As Okta Verify comes, with what signs beside what asks.
      for (const factorType of ['signed_nonce', 'push', 'token:software:totp'])
        organisation.enrolFactor(personOf(person), { factorType, provider: 'OKTA', profile });
      return {
        label: 'Okta Verify (Pixel 9)',
        press: async (answer) => organisation.press(personOf(person), answer),
      };
    },
    pushesRunOut: async () => void clock.advance(5 * 60_000),
    setRecovery: async (person, address) => {
      clock.advance(1000);
      organisation.setSecondEmail(personOf(person), address);
    },
    setPassword: async (person, password) => {
      clock.advance(1000);
      organisation.setPassword(personOf(person), password);
    },
    choosePassword: async (by, password) =>
      by.kind === 'mail' && organisation.choosePassword(organisation.mails.at(-1)?.token ?? '', password),
    isSignedIn: async (person) => personOf(person).sessions > 0,
    // Okta deletes nobody who is not deactivated, and a deactivated account is gone for whoever lists the people.
    remove: async (person) => {
      clock.advance(1000);
      organisation.setStatus(personOf(person), 'DEPROVISIONED');
    },
    readOnlyConfig: async () => readOnly,
    newMasteredElsewhere: () => newPerson({ provider: 'ACTIVE_DIRECTORY' }),
    changesAsked: async () => fake.requests.filter(isChange).length,
    requestsAsked: () => fake.requests.length,
    network: {
      faults: httpFaults,
      config: async () => ({ ...config, orgUrl: proxy.url }),
      break: async (fault, aim) =>
        proxy.break(fault, aim === 'everything' ? undefined : ({ method, path }) => isChange(`${method} ${path}`)),
      mend: async () => proxy.heal(),
    },
    unreachableConfig: async () => ({ ...config, orgUrl: 'http://127.0.0.1:1' }),
  };

  const close = async () => void (await Promise.all([proxy.close(), fake.close()]));
  return { close, clock, fake, organisation, spec, config, context, world, newPerson, lockByFailedLogins, personOf };
}

/** Whether a request may have changed something. */
export const isChange = (request: string) => !request.startsWith('GET ') && !request.endsWith('/token');

export type OktaTestWorld = Awaited<ReturnType<typeof startOktaWorld>>;
