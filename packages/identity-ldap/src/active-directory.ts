import { type Call, type Clock, type FindAccountInput, ResponseInvalidError } from '@access-account/contract';
import { AndFilter, Attribute, Change, EqualityFilter, escapeFilter, type Filter, FilterParser } from 'ldapts';
import type { Directory, DirectoryPosition } from './directory.ts';
import { fromInterval } from './filetime.ts';
import { findManagers } from './find-managers.ts';
import type { LdapEntry } from './ldap-entry.ts';
import type { LdapRequests } from './ldap-session.ts';
import { listed } from './listed.ts';
import {
  activeDirectoryAttributes,
  idOf,
  isLocked,
  listedUserAttributes,
  toAccount,
  toEndsAt,
  toId,
  toListedAccount,
  toLock,
  toPasswordStatus,
  toStanding,
  toUnlockCapability,
} from './map-active-directory-user.ts';
import { isGuid, toObjectGuid } from './object-guid.ts';
import { remembered } from './remembered.ts';
import { lastOriginatingChange } from './replication-metadata.ts';

export interface ActiveDirectoryOptions {
  readonly session: LdapRequests;
  /** For listing people, which goes on over many calls. */
  readonly listing: LdapRequests;
  readonly clock: Clock;
}

/** Only told to whoever asks for it by name. */
const replicationMetadata = 'msDS-ReplAttributeMetaData';

/** Milliseconds for which a password policy is what it was when it was read. */
const policyStands = 15_000;

const isUser = '(objectCategory=person)(objectClass=user)';

/** Active Directory, on Windows and on Samba. */
export function activeDirectory({ session, listing, clock }: ActiveDirectoryOptions): Directory {
  const attributes = activeDirectoryAttributes;
  const binaryAttributes = ['objectGUID'];
  const people = {
    filter: `(&${isUser})`,
    attributes: listedUserAttributes,
    explicitBufferAttributes: binaryAttributes,
  };
  const managersOf = findManagers({ session, people, nameAttribute: 'distinguishedName', toId });
  const now = () => clock.now().getTime();

  /** By the distinguished name of a fine-grained policy; empty: the domain's. */
  const durationAt = remembered({
    load: async (policyDn, call) => {
      const attribute = policyDn === '' ? 'lockoutDuration' : 'msDS-LockoutDuration';
      const base = policyDn === '' ? (await readRoot(session, call)).domain : policyDn;
      return fromInterval((await session.readEntry({ base, attributes: [attribute] }, call))?.text(attribute));
    },
    milliseconds: policyStands,
    clock,
  });

  /** How long a lock lasts by the user's fine-grained policy, else by the domain's. */
  const lockDurations = (call: Call) => {
    const read = durationAt(call);
    return (entry: LdapEntry) => read(entry.text('msDS-ResultantPSO') ?? '');
  };

  const toLocks = (call: Call) => {
    const durationOf = lockDurations(call);
    return async (entry: LdapEntry) => (isLocked(entry) ? toLock(entry, await durationOf(entry)) : null);
  };

  return {
    attributes,
    binaryAttributes,
    changeAttributes: [replicationMetadata],
    // Not every server tells that. `whenChanged` would be no help: it moves with every lock.
    changedAt(entry, attribute) {
      const metadata = entry.texts(replicationMetadata);
      return metadata.length === 0 ? undefined : (lastOriginatingChange(metadata, attribute) ?? null);
    },
    unlockPermission: 'write lockoutTime on user objects: dsacls "<base>" /I:S /G "<account>:RPWP;lockoutTime;user"',
    ordinaryPeople: `(&${isUser}(!(adminCount=1))(!(isCriticalSystemObject=TRUE)))`,
    filterFor,
    idOf,
    toAccount,
    toLocks,

    async toStatus(entry, call) {
      const [lock, managerOf] = await Promise.all([toLocks(call)(entry), managersOf([entry], call)]);
      return {
        account: toAccount(entry),
        standing: toStanding(entry, now()),
        lock,
        password: toPasswordStatus(entry),
        capabilities: { 'account.unlock': toUnlockCapability(entry) },
        endsAt: toEndsAt(entry),
        manager: managerOf(entry),
      };
    },

    unlocking: () =>
      new Change({ operation: 'replace', modification: new Attribute({ type: 'lockoutTime', values: ['0'] }) }),

    async mayUnlock({ dn }, call) {
      const entry = await session.readEntry({ base: dn, attributes: ['allowedAttributesEffective'] }, call);
      return entry?.texts('allowedAttributesEffective').some((name) => name.toLowerCase() === 'lockouttime') ?? false;
    },

    people,

    async beginListing(since, call) {
      // Over the same connection and before the search: what changes meanwhile is then told twice, and never missed.
      const { server: service, usn } = await readRoot(listing, call);
      const reached = { server: await readDatabase({ session: listing, service, call }), position: usn };
      const isEverybody = since === null || !isBehind(since, reached);
      if (!isEverybody && since.position === usn) return { ...reached, isEverybody, first: null };
      const filter = isEverybody ? people.filter : `(&${isUser}${changedSince(since)})`;
      return { ...reached, isEverybody, first: await listing.pages({ ...people, filter }, call) };
    },

    async toListed(entries, call) {
      const managerOf = await managersOf(entries, call);
      return listed(entries, async (entry) => toListedAccount(entry, { manager: managerOf(entry), now: now() }));
    },

    async searchLocked({ since }, call) {
      // Read before the search: what changes while it runs is then looked at twice, and never missed.
      const { server, usn } = await readRoot(session, call);
      const reached = { server, position: usn };
      const isFullLook = since === null || !isBehind(since, reached);
      if (!isFullLook && since.position === usn) return { ...reached, isFullLook, candidates: [] };
      const changed = isFullLook ? '' : changedSince(since);
      const filter = `(&${isUser}(lockoutTime>=1)${changed})`;
      const candidates = await session.search({ filter, attributes, explicitBufferAttributes: binaryAttributes }, call);
      return { ...reached, isFullLook, candidates };
    },
  };
}

function filterFor({ by, value }: FindAccountInput): string | Filter | undefined {
  switch (by) {
    case 'id':
      return isGuid(value) ? userWithGuid(value) : undefined;
    case 'login':
      return `(&${isUser}(|${escapeFilter`(sAMAccountName=${value})(userPrincipalName=${value})`}))`;
    case 'email':
      return `(&${isUser}(|${escapeFilter`(mail=${value})(proxyAddresses=smtp:${value})`}))`;
  }
}

/** As an object, since ldapts reads the bytes of a filter string as UTF-8. */
function userWithGuid(guid: string): Filter {
  const equality = new EqualityFilter({ attribute: 'objectGUID', value: toObjectGuid(guid) });
  return new AndFilter({ filters: [FilterParser.parseString(`(&${isUser})`), equality] });
}

/** Update sequence numbers count per server, and only forward: a foreign or a larger one says nothing here. */
function isBehind(since: DirectoryPosition, reached: DirectoryPosition): boolean {
  const isNumber = /^\d{1,19}$/.test(since.position);
  return isNumber && since.server === reached.server && BigInt(since.position) <= BigInt(reached.position);
}

/** @param since that `isBehind`. */
function changedSince({ position }: DirectoryPosition): string {
  return escapeFilter`(uSNChanged>=${String(BigInt(position) + 1n)})`;
}

interface ReadDatabaseOptions {
  readonly session: LdapRequests;
  /** The domain controller's own entry. */
  readonly service: string;
  readonly call: Call;
}

/** A domain controller that is restored from a copy has another database, by another id, whose numbers count anew. */
async function readDatabase({ session, service, call }: ReadDatabaseOptions): Promise<string> {
  const attributes = ['invocationId'];
  const entry = await session.readEntry({ base: service, attributes, explicitBufferAttributes: attributes }, call);
  return `${service} ${entry?.bytes('invocationId')?.toString('hex') ?? ''}`;
}

interface ActiveDirectoryRoot {
  readonly server: string;
  readonly usn: string;
  readonly domain: string;
}

async function readRoot(session: LdapRequests, call: Call): Promise<ActiveDirectoryRoot> {
  const attributes = ['dsServiceName', 'highestCommittedUSN', 'defaultNamingContext'];
  const root = await session.readEntry({ base: '', attributes }, call);
  const [server, usn, domain] = attributes.map((name) => root?.text(name));
  if (server && usn && /^\d{1,19}$/.test(usn) && domain) return { server, usn, domain };
  throw new ResponseInvalidError({
    system: session.system,
    summary: 'The server does not present itself as an Active Directory domain controller.',
    remedy: 'Let url name a domain controller, or set directory to openldap.',
  });
}
