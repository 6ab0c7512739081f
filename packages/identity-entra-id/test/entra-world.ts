import type { ConnectContext } from '@access-account/contract';
import { boundedFetch, fakeClock, fakeContext, type IdentityWorld, type WorldPerson } from '@access-account/testkit';
import { httpFaults, startHttpFaultProxy } from '../../../tooling/real-servers/http-fault-proxy.ts';
import { type FakePersonOptions, startEntraFake } from '../src/fake/index.ts';
import { graphSchemas } from './graph-schemas.ts';

export interface EntraWorldOptions {
  readonly pageSize?: number;
  readonly limit?: number;
}

/** What may be read, and nothing changed. */
export const readPermissions: ReadonlySet<string> = new Set([
  'AuditLog.Read.All',
  'Domain.Read.All',
  'GroupMember.Read.All',
  'RoleManagement.Read.Directory',
  'User.Read.All',
  'UserAuthenticationMethod.Read.All',
]);

/** The stand-in with its clock, the world that conformance is judged in, and the vendor's types looking on. */
export async function startEntraWorld(options: EntraWorldOptions = {}) {
  const clock = fakeClock();
  const schemas = graphSchemas();
  const fake = await startEntraFake({ clock, observe: (exchange) => schemas.observe(exchange), ...options });
  const { tenant } = fake;
  const proxy = await startHttpFaultProxy(fake.url);
  tenant.domains.push({ id: 'acme.test', authenticationType: 'Managed', passwordValidityPeriodInDays: 90 });
  const config = fake.certificateConfig();
  const readOnly = fake.secretConfig(readPermissions);
  let people = 0;

  const context = (differences: Partial<ConnectContext> = {}) =>
    fakeContext({ name: 'entra', clock, fetch: boundedFetch, ...differences });
  const personOf = ({ login }: Pick<WorldPerson, 'login'>) => tenant.person(login);
  const newPerson = async (differences: Partial<FakePersonOptions> = {}) => {
    people += 1;
    const login = `person-${people}@acme.test`;
    const attributes = { login, email: login, displayName: `Person ${people}`, password: `secret of ${login}` };
    const person = { ...attributes, ...differences };
    clock.advance(1000);
    tenant.addPerson(person);
    return person;
  };

  const world: IdentityWorld = {
    config: async () => config,
    context: async () => context(),
    newPerson: async (differences) => {
      const person = await newPerson(differences);
      return { ...person, email: person.email ?? '' };
    },
    signIn: async ({ login }, password) => tenant.signIn(login, password),
    lockByFailedLogins: async ({ login }) => {
      for (let tries = 0; tries < 10; tries += 1) tenant.signIn(login, 'not this one');
    },
    setRecovery: async ({ login }, address) => {
      tenant.person(login).otherMails = [address];
    },
    hidesLocks: true,
    disable: async (person) => {
      clock.advance(1000);
      tenant.setEnabled(personOf(person), false);
    },
    demandNewPassword: async (person) => tenant.demandNewPassword(personOf(person)),
    // Keys: of phones there is one per kind, and the default goes last.
    enrolFactor: async (person) => {
      tenant.addMethod(personOf(person), 'fido2', { displayName: 'A key' });
    },
    setPassword: async (person, password) => {
      clock.advance(1000);
      tenant.setPassword(personOf(person), password);
    },
    isSignedIn: async (person) => tenant.isSignedIn(personOf(person)),
    remove: async (person) => {
      clock.advance(1000);
      tenant.removePerson(personOf(person));
    },
    readOnlyConfig: async () => readOnly,
    newMasteredElsewhere: async () => {
      const person = await newPerson({ isSynchronised: true });
      return { ...person, email: person.email ?? '' };
    },
    changesAsked: async () => fake.requests.filter(isChange).length,
    requestsAsked: () => fake.requests.length,
    network: {
      faults: httpFaults,
      config: async () => ({ ...config, authorityUrl: proxy.url, graphUrl: proxy.url }),
      break: async (fault, aim) =>
        proxy.break(fault, aim === 'everything' ? undefined : ({ method, path }) => isChange(`${method} ${path}`)),
      mend: async () => proxy.heal(),
    },
    unreachableConfig: async () => ({ ...config, authorityUrl: 'http://127.0.0.1:1', graphUrl: 'http://127.0.0.1:1' }),
  };

  const close = async () => void (await Promise.all([proxy.close(), fake.close()]));
  return { close, clock, fake, tenant, schemas, config, context, world, newPerson, personOf };
}

/** Whether a request may have changed something: a batch only ever asks. */
export const isChange = (request: string) =>
  !request.startsWith('GET ') && !request.endsWith('/$batch') && !request.endsWith('/token');

export type EntraTestWorld = Awaited<ReturnType<typeof startEntraWorld>>;
