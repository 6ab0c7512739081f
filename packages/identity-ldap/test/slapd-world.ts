import { fakeContext, type IdentityWorld } from '@access-account/testkit';
import type { Slapd, SlapdLogin } from '../../../tooling/real-servers/slapd.ts';
import { type BreakableNetwork, breakableNetwork } from './breakable-network.ts';
import { freshPerson } from './fresh-person.ts';
import { until } from './until.ts';

export interface SlapdWorld extends IdentityWorld {
  readonly network: BreakableNetwork;
  /** A configuration with other credentials, or with anything else different. */
  configFor(login: SlapdLogin, differences?: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
}

/** The conformance suite's world on a real OpenLDAP, which `slapd` answers once it runs. */
export function slapdWorld(slapd: () => Slapd): SlapdWorld {
  const configFor: SlapdWorld['configFor'] = ({ bindDn, password }, differences = {}) => {
    const { url, baseDn, defaultPolicyDn } = slapd();
    const recoveryAttribute = 'description';
    return {
      directory: 'openldap',
      url,
      baseDn,
      bindDn,
      password,
      defaultPolicyDn,
      recoveryAttribute,
      ...differences,
    };
  };
  const network = breakableNetwork({
    url: () => slapd().url,
    configFor: (url) => configFor(slapd().service, { url, timeout: 3000 }),
  });
  return {
    configFor,
    network,
    config: async () => configFor(slapd().service),
    readOnlyConfig: async () => configFor(slapd().reader),
    unreachableConfig: async () => configFor(slapd().service, { url: 'ldap://127.0.0.1:1' }),
    context: async () => fakeContext({ clock: { now: () => new Date() } }),
    newPerson: async (differences) => {
      const person = freshPerson(differences);
      await slapd().createUser(person);
      return person;
    },
    signIn: ({ login }, password) => slapd().signIn(login, password),
    lockByFailedLogins: ({ login }) => slapd().failSignIns(login, 3),
    // pwdAccountLockedTime counts in seconds.
    lockResolution: 1000,
    setRecovery: ({ login }, address) => slapd().change(login, { description: address }),
    setPassword: ({ login }, password) => slapd().change(login, { userPassword: password }),
    demandNewPassword: ({ login }) => slapd().change(login, { pwdReset: 'TRUE' }),
    lockThatRanOut: async ({ login }) => {
      await slapd().giveOwnPolicy(login, { attempts: 2, seconds: 2 });
      await slapd().failSignIns(login, 2);
      // Not by a sign-in, which would take pwdAccountLockedTime away: what is left of an old lock is what this is about.
      const over = Date.now() + 3000;
      await until(async () => Date.now() > over);
    },
  };
}
