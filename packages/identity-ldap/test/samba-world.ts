import { fakeContext, type IdentityWorld, type WorldPerson } from '@access-account/testkit';
import type { Samba, SambaLogin } from '../../../tooling/real-servers/samba.ts';
import { type BreakableNetwork, breakableNetwork } from './breakable-network.ts';
import { freshPerson } from './fresh-person.ts';
import { until } from './until.ts';

const lockedOut = 0x10;

export interface SambaWorld extends IdentityWorld {
  readonly network: BreakableNetwork;
  /** A configuration with other credentials, or with anything else different. */
  configFor(login: SambaLogin, differences?: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
}

/** The conformance suite's world on a real Samba domain controller, which `samba` answers once it runs. */
export function sambaWorld(samba: () => Samba): SambaWorld {
  const configFor: SambaWorld['configFor'] = ({ bindDn, password }, differences = {}) => {
    const { secureUrl: url, baseDn, certificateAuthority, serverName } = samba();
    return {
      directory: 'active-directory',
      url,
      baseDn,
      bindDn,
      password,
      certificateAuthority,
      serverName,
      recoveryAttribute: 'otherMailbox',
      ...differences,
    };
  };
  const network = breakableNetwork({
    url: () => samba().url,
    configFor: (url) =>
      configFor(samba().service, { url, timeout: 3000, certificateAuthority: undefined, serverName: undefined }),
  });
  return {
    configFor,
    network,
    config: async () => configFor(samba().service),
    readOnlyConfig: async () => configFor(samba().reader),
    unreachableConfig: async () => configFor(samba().service, { url: 'ldap://127.0.0.1:1' }),
    context: async () => fakeContext({ clock: { now: () => new Date() } }),
    newPerson: async (differences) => {
      const person = freshPerson(differences);
      await samba().createUser(person);
      return person;
    },
    signIn: ({ login }, password) => samba().signIn(login, password),
    lockByFailedLogins: ({ login }) => samba().failSignIns(login, 3),
    disable: ({ login }) => samba().change(login, { userAccountControl: '514' }),
    setRecovery: ({ login }, address) => samba().change(login, { otherMailbox: address }),
    // As UTF-16, which for ASCII is every letter and a zero.
    setPassword: ({ login }, password) => samba().change(login, { unicodePwd: `"${password}"`.replace(/./gs, '$&\0') }),
    demandNewPassword: ({ login }) => samba().change(login, { pwdLastSet: '0' }),
    lockThatRanOut: (person) => lockThatRanOut({ samba: samba(), person }),
  };
}

async function lockThatRanOut({ samba, person }: { samba: Samba; person: WorldPerson }): Promise<void> {
  await samba.giveOwnPolicy(person.login, { attempts: 2, seconds: 2 });
  await samba.failSignIns(person.login, 2);
  // Not by a sign-in, which would clear lockoutTime: what is left of an old lock is what this is about.
  await until(async () => {
    const computed = await samba.read(person.login, 'msDS-User-Account-Control-Computed');
    return (Number(computed) & lockedOut) === 0;
  });
}
