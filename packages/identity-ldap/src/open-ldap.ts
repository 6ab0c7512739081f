import {
  type Call,
  type Clock,
  ConfigurationInvalidError,
  ConnectorError,
  type FindAccountInput,
  ResponseInvalidError,
} from '@access-account/contract';
import { Attribute, Change, escapeFilter } from 'ldapts';
import type { Directory } from './directory.ts';
import { findManagers } from './find-managers.ts';
import { fromGeneralizedTime, toGeneralizedTime } from './generalized-time.ts';
import type { LdapConfig } from './ldap-config.ts';
import type { LdapEntry } from './ldap-entry.ts';
import type { LdapRequests } from './ldap-session.ts';
import { listed } from './listed.ts';
import {
  openLdapAttributes,
  openLdapPolicyAttributes,
  toAccount,
  toEndsAt,
  toId,
  toListedAccount,
  toLock,
  toPasswordStatus,
  toPolicy,
  toStanding,
} from './map-open-ldap-person.ts';
import { isGuid } from './object-guid.ts';
import { remembered } from './remembered.ts';
import { searchOpenLdapLocks } from './search-open-ldap-locks.ts';

export interface OpenLdapOptions {
  readonly config: Extract<LdapConfig, { directory: 'openldap' }>;
  readonly session: LdapRequests;
  /** For listing people, which goes on over many calls. */
  readonly listing: LdapRequests;
  readonly clock: Clock;
}

/** Changes are asked for from this long before: replication brings some late, and the server's clock is not this one's. Milliseconds. */
const changesOverlap = 5 * 60_000;

/** Milliseconds for which a password policy is what it was when it was read. */
const policyStands = 15_000;

const unlockPermission =
  'write on pwdAccountLockedTime of people: ' +
  'olcAccess: to attrs=pwdAccountLockedTime by dn.exact="<account>" write by * read';

/** OpenLDAP with the ppolicy overlay. */
export function openLdap({ config, session, listing, clock }: OpenLdapOptions): Directory {
  const attributes = openLdapAttributes;

  const policyAt = remembered({
    load: async (base, call) => {
      const entry = await session.readEntry({ base, attributes: openLdapPolicyAttributes }, call);
      if (entry) return toPolicy(entry);
      throw new ConfigurationInvalidError({
        system: session.system,
        summary: `The password policy ${base} does not exist or may not be read.`,
        remedy: 'Check defaultPolicyDn, and let the service account read the policies.',
      });
    },
    milliseconds: policyStands,
    clock,
  });
  // One more policy, and it is not clear any longer which one is meant: that must not be overlooked for a moment.
  const standardPolicy = remembered({ load: (_, call) => solePolicy(call), milliseconds: 0, clock });

  /** An entry's own policy, else the overlay's default. */
  const policies = (call: Call) => {
    const read = policyAt(call);
    const standard = standardPolicy(call);
    return async (entry: LdapEntry) => {
      const own = entry.text('pwdPolicySubentry');
      if (own === undefined) return read(config.defaultPolicyDn ?? (await standard('')));
      return read(own).catch((error: unknown) => {
        if (!ConnectorError.isInstance(error) || error.code !== 'configuration-invalid') throw error;
        throw new ResponseInvalidError({
          system: session.system,
          summary: `The password policy of ${entry.dn} does not exist or may not be read.`,
          remedy: 'Let the service account read the policies, and correct pwdPolicySubentry.',
        });
      });
    };
  };

  /** The overlay does not say which policy is its default; where there is only one below the base, it must be that. */
  async function solePolicy(call: Call): Promise<string> {
    // With a limit, and so without pages, for which a look at many locks would have to end first.
    const search = { filter: '(objectClass=pwdPolicy)', attributes: ['cn'], sizeLimit: 2 };
    const [sole, ...others] = await session.search(search, call);
    if (sole !== undefined && others.length === 0) return sole.dn;
    throw new ConfigurationInvalidError({
      system: session.system,
      summary: `There ${sole === undefined ? 'is no password policy' : 'are several password policies'} below ${config.baseDn}, and which one holds by default is not said.`,
      remedy: "Set defaultPolicyDn to the overlay's olcPPolicyDefault.",
    });
  }

  const now = () => clock.now().getTime();
  const server = `${config.url} ${config.baseDn}`;
  const people = { filter: '(uid=*)', attributes };
  const managersOf = findManagers({ session, people, nameAttribute: 'entryDN', toId });

  return {
    attributes,
    binaryAttributes: [],
    changeAttributes: [],
    // `modifyTimestamp` is of the whole entry, and the overlay moves it with every failed sign-in.
    changedAt: () => undefined,
    unlockPermission,
    ordinaryPeople: '(&(uid=*)(!(pwdAccountLockedTime=*)))',
    filterFor,
    idOf: (entry) => entry.text('entryUUID'),
    toAccount,

    toLocks(call) {
      const policyOf = policies(call);
      return async (entry) => toLock(entry, { policy: await policyOf(entry), now: now() });
    },

    async toStatus(entry, call) {
      const [policy, managerOf] = await Promise.all([policies(call)(entry), managersOf([entry], call)]);
      return {
        account: toAccount(entry),
        standing: toStanding(entry, now()),
        lock: toLock(entry, { policy, now: now() }),
        password: toPasswordStatus(entry, policy),
        capabilities: { 'account.unlock': { able: true } },
        endsAt: toEndsAt(entry),
        manager: managerOf(entry),
      };
    },

    // Takes away the very value that was read: a lock an administrator has put there meanwhile stays.
    unlocking(entry) {
      const values = [...entry.texts('pwdAccountLockedTime')];
      return new Change({ operation: 'delete', modification: new Attribute({ type: 'pwdAccountLockedTime', values }) });
    },

    // Asks to take away a value that nobody has: the server judges the right first, and changes nothing either way.
    async mayUnlock({ dn }, call) {
      const modification = new Attribute({ type: 'pwdAccountLockedTime', values: ['19700101000000Z'] });
      const change = new Change({ operation: 'delete', modification });
      try {
        await session.modify({ dn, change, permission: unlockPermission }, call);
        return true;
      } catch (error) {
        if (ConnectorError.isInstance(error) && error.code === 'permission-denied') return false;
        throw error;
      }
    },

    people,

    async beginListing(since, call) {
      const reached = { server, position: toGeneralizedTime(now() - changesOverlap) };
      const isEverybody = since?.server !== server || fromGeneralizedTime(since.position) === undefined;
      const changed = isEverybody ? '' : escapeFilter`(modifyTimestamp>=${since.position})`;
      const first = await listing.pages({ ...people, filter: `(&${people.filter}${changed})` }, call);
      return { ...reached, isEverybody, first };
    },

    async toListed(entries, call) {
      const policyOf = policies(call);
      const managerOf = await managersOf(entries, call);
      return listed(entries, async (entry) =>
        toListedAccount(entry, { policy: await policyOf(entry), now: now(), manager: managerOf(entry) }),
      );
    },

    searchLocked: searchOpenLdapLocks({ session, server, attributes }),
  };
}

/** Anybody with a login counts as a person, so that groups with a mail address do not. */
function filterFor({ by, value }: FindAccountInput): string | undefined {
  switch (by) {
    case 'id':
      return isGuid(value) ? escapeFilter`(&(uid=*)(entryUUID=${value}))` : undefined;
    case 'login':
      return escapeFilter`(uid=${value})`;
    case 'email':
      return escapeFilter`(&(uid=*)(mail=${value}))`;
  }
}
