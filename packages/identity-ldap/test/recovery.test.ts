import { fakeCall, fakeClock } from '@access-account/testkit';
import { activeDirectory } from '../src/active-directory.ts';
import { checkLdap } from '../src/check-ldap.ts';
import { EntriesById } from '../src/entries-by-id.ts';
import type { LdapClient } from '../src/ldap-client.ts';
import { ldapConfig } from '../src/ldap-config.ts';
import { LdapEntry } from '../src/ldap-entry.ts';
import type { LdapSearch } from '../src/ldap-session.ts';
import { toObjectGuid } from '../src/object-guid.ts';
import { openLdap } from '../src/open-ldap.ts';
import { readRecovery } from '../src/operations/read-recovery.ts';
import { lastOriginatingChange } from '../src/replication-metadata.ts';
import { fakeRequests } from './fake-requests.ts';

const guid = '00112233-4455-6677-8899-aabbccddeeff';
/** As a domain controller writes it, with what follows the last element. */
const metadata = (name: string, at: string) =>
  `<DS_REPL_ATTR_META_DATA>\n\t<pszAttributeName>${name}</pszAttributeName>\n\t<dwVersion>3</dwVersion>\n\t<ftimeLastOriginatingChange>${at}</ftimeLastOriginatingChange>\n\t<usnOriginatingChange>8201</usnOriginatingChange>\n\t<pszLastOriginatingDsaDN></pszLastOriginatingDsaDN>\n</DS_REPL_ATTR_META_DATA>\n\0`;

interface ClientOptions {
  readonly directory: 'active-directory' | 'openldap';
  readonly attributes: Readonly<Record<string, string | string[]>>;
  readonly recoveryAttribute?: string | undefined;
}

function clientOf({ directory: kind, attributes, recoveryAttribute = 'otherMailbox' }: ClientOptions) {
  const searches: LdapSearch[] = [];
  const config = ldapConfig.parse({
    directory: kind,
    url: 'ldaps://dc1.test',
    baseDn: 'DC=test',
    bindDn: 'CN=service,DC=test',
    password: 'secret',
    ...(recoveryAttribute === '' ? {} : { recoveryAttribute }),
  });
  const clock = fakeClock();
  const session = fakeRequests({
    find: (search) => {
      searches.push(search);
      const asked = new Set(search.attributes?.map((name) => name.toLowerCase()));
      const known = {
        objectGUID: toObjectGuid(guid),
        entryUUID: guid,
        uid: 'alice',
        sAMAccountName: 'alice',
        mail: 'alice@acme.test',
        ...attributes,
      };
      const told = Object.entries(known).filter(([name]) => asked.has(name.toLowerCase()));
      return [new LdapEntry({ dn: 'CN=alice,DC=test', ...Object.fromEntries(told) })];
    },
  });
  const directory =
    config.directory === 'openldap'
      ? openLdap({ config, session, listing: session, clock })
      : activeDirectory({ session, listing: session, clock });
  const anotherSession = () => ({ ...session, close: async () => undefined });
  const entries = new EntriesById({ session, directory });
  const close = async () => undefined;
  const client: LdapClient = { config, session, anotherSession, directory, entries, clock, close };
  return { client, searches };
}

const read = (options: ClientOptions) => readRecovery(clientOf(options).client)({ id: guid }, fakeCall());

test('MFA-9 Active Directory: an address is as old as the last change of its very attribute, whatever else changed', async () => {
  const attributes = {
    otherMailbox: 'Alice@Home.test',
    'msDS-ReplAttributeMetaData': [
      metadata('lockoutTime', '2026-01-15T08:59:00Z'),
      metadata('otherMailbox', '2025-06-01T07:00:00Z'),
    ],
    whenChanged: '20260115085900.0Z',
  };
  expect(await read({ directory: 'active-directory', attributes })).toEqual({
    addresses: [{ address: 'alice@home.test', unchangedSince: '2025-06-01T07:00:00.000Z' }],
  });
});

test.each([
  ['active-directory', { whenChanged: '20250110085900.0Z' }],
  ['openldap', { modifyTimestamp: '20250110085900Z' }],
] as const)(
  '%s: a directory that tells it of no attribute keeps no history, however old the entry is',
  async (directory, more) => {
    expect(await read({ directory, attributes: { otherMailbox: 'alice@home.test', ...more } })).toEqual({
      addresses: [{ address: 'alice@home.test', unchangedSince: null }],
      keepsNoHistory: true,
    });
  },
);

test('one that tells it of others alone leaves this one uncertain, and nobody may decide to trust it', async () => {
  const attributes = {
    otherMailbox: 'alice@home.test',
    'msDS-ReplAttributeMetaData': metadata('mail', '2025-06-01T07:00:00Z'),
  };
  expect(await read({ directory: 'active-directory', attributes })).toEqual({
    addresses: [{ address: 'alice@home.test', unchangedSince: null }],
  });
});

test('only what is an address counts, each once, and never the account’s own', async () => {
  const otherMailbox = ['SMTP:a@home.test', 'A@home.test', 'alice@acme.test', 'call me', 'a b@home.test', '@home.test'];
  const { addresses } = await read({ directory: 'openldap', attributes: { otherMailbox } });
  expect(addresses.map(({ address }) => address)).toEqual(['a@home.test']);
});

test('without a recoveryAttribute nobody has one, and nothing more is asked for', async () => {
  const { client, searches } = clientOf({ directory: 'active-directory', attributes: {}, recoveryAttribute: '' });
  expect(await readRecovery(client)({ id: guid }, fakeCall())).toEqual({ addresses: [] });
  expect(searches.flatMap(({ attributes = [] }) => attributes)).not.toContain('msDS-ReplAttributeMetaData');
});

test.each([
  ['no time', metadata('mail', 'never')],
  ['a time without a zone', metadata('mail', '2025-06-01T07:00:00')],
  ['another attribute', metadata('otherMailbox', '2025-06-01T07:00:00Z')],
  ['no XML', 'mail 2025-06-01T07:00:00Z'],
])('replication metadata with %s says nothing', (_, value) => {
  expect(lastOriginatingChange([value], 'mail')).toBeUndefined();
  expect(lastOriginatingChange([metadata('MAIL', '2025-06-01T07:00:00Z')], 'mail')).toBe(Date.UTC(2025, 5, 1, 7));
});

test.each(['other mailbox', 'mail)(uid=*', '1mail', ''])('“%s” is no attribute', (recoveryAttribute) => {
  const config = { directory: 'openldap', url: 'ldap://h', baseDn: 'dc=x', bindDn: 'cn=x', password: 'x' };
  expect(ldapConfig.safeParse({ ...config, recoveryAttribute }).success).toBe(false);
});

test.each([
  ['', {}, 'ok', /No recoveryAttribute/],
  ['otherMailbox', { otherMailbox: 'a@home.test' }, 'warning', /not since when/],
  [
    'otherMailbox',
    { otherMailbox: 'a@home.test', 'msDS-ReplAttributeMetaData': metadata('otherMailbox', '2025-06-01T07:00:00Z') },
    'ok',
    /and since when/,
  ],
] as const)(
  'doctor says how well second addresses are known (%s, %o)',
  async (recoveryAttribute, attributes, severity, said) => {
    const { client } = clientOf({ directory: 'active-directory', attributes, recoveryAttribute });
    const found = (await checkLdap({ client, call: fakeCall() })).find(
      ({ operation }) => operation === 'recovery.read',
    );
    expect(found).toMatchObject({ severity, summary: expect.stringMatching(said) });
  },
);
