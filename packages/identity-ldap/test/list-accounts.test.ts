import type { AccountPage, JsonValue } from '@access-account/contract';
import { fakeCall, fakeClock } from '@access-account/testkit';
import { activeDirectory } from '../src/active-directory.ts';
import { EntriesById } from '../src/entries-by-id.ts';
import { ldapConfig } from '../src/ldap-config.ts';
import { LdapEntry } from '../src/ldap-entry.ts';
import { toObjectGuid } from '../src/object-guid.ts';
import { openLdap } from '../src/open-ldap.ts';
import { listAccounts } from '../src/operations/list-accounts.ts';
import { fakeRequests } from './fake-requests.ts';

const connection = { url: 'ldaps://dc1.test', baseDn: 'DC=test', bindDn: 'CN=service,DC=test', password: 'secret' };
const person = (number: number, differences: Readonly<Record<string, string>> = {}) =>
  new LdapEntry({
    dn: `CN=person-${number},DC=test`,
    objectGUID: toObjectGuid(`00112233-4455-6677-8899-${String(number).padStart(12, '0')}`),
    sAMAccountName: `person-${number}`,
    userAccountControl: '512',
    pwdLastSet: '134129412000000000',
    'msDS-UserPasswordExpiryTimeComputed': '134165700000000000',
    ...differences,
  });

/** An Active Directory of five people in pages of two. */
function world() {
  const config = ldapConfig.parse({ directory: 'active-directory', ...connection });
  const clock = fakeClock();
  const root = { server: 'CN=DC1', invocation: 'a', usn: '100' };
  const network = { isLost: false };
  const found = [1, 2, 3, 4, 5].map((number) => person(number));
  const session = fakeRequests({
    find: () => [...found],
    pageSize: 2,
    isLost: () => network.isLost,
    read: (base) =>
      base === ''
        ? new LdapEntry({
            dn: '',
            dsServiceName: root.server,
            highestCommittedUSN: root.usn,
            defaultNamingContext: 'DC=test',
          })
        : new LdapEntry({ dn: root.server, invocationId: Buffer.from(root.invocation) }),
  });
  const directory = activeDirectory({ session, listing: session, clock });
  /** One process with its own memory. */
  const process = () => {
    const list = listAccounts({
      config,
      session,
      anotherSession: () => ({ ...session, close: async () => undefined }),
      entries: new EntriesById({ session, directory }),
      directory,
      clock,
      close: async () => undefined,
    });
    return (cursor: JsonValue) => list({ cursor }, fakeCall());
  };
  return { root, network, found, filters: session.filters, process, list: process() };
}

const logins = ({ accounts }: AccountPage) => accounts.map(({ login }) => login);
const everybody = expect.not.stringContaining('uSNChanged');

/** Everything from a cursor on. */
async function toTheEnd(list: (cursor: JsonValue) => Promise<AccountPage>, start: JsonValue) {
  const told: string[] = [];
  for (let cursor = start; ; ) {
    const page = await list(cursor);
    told.push(...logins(page));
    if (!page.more) return { ...page, told };
    ({ cursor } = page);
  }
}

test('everybody is told in pages by one search, and only the last page says that they are complete', async () => {
  const { list, filters } = world();
  const first = await list(null);
  const second = await list(first.cursor);
  const third = await list(second.cursor);
  expect([first, second, third].map(logins)).toEqual([
    ['person-1', 'person-2'],
    ['person-3', 'person-4'],
    ['person-5'],
  ]);
  expect([first, second, third].map(({ more, isComplete }) => [more, isComplete])).toEqual([
    [true, false],
    [true, false],
    [false, true],
  ]);
  expect(filters).toEqual([everybody]);
});

test('a process that takes over in the middle of everybody begins anew', async () => {
  const { list, process, filters } = world();
  const { cursor } = await list(null);
  const { told, isComplete } = await toTheEnd(process(), cursor);
  expect(told).toHaveLength(5);
  expect(isComplete).toBe(true);
  expect(filters).toEqual([everybody, everybody]);
});

test('a connection that is lost in the middle of everybody begins anew', async () => {
  const { list, network, filters } = world();
  const { cursor } = await list(null);
  network.isLost = true;
  const again = await list(cursor);
  expect(logins(again)).toEqual(['person-1', 'person-2']);
  expect(again).toMatchObject({ more: true, isComplete: false });
  network.isLost = false;
  expect((await toTheEnd(list, again.cursor)).told).toEqual(['person-3', 'person-4', 'person-5']);
  expect(filters).toEqual([everybody, everybody]);
});

test('a page that nobody kept is not passed over: its cursor told once more begins anew', async () => {
  const { list } = world();
  const { cursor } = await list(null);
  await list(cursor);
  expect((await toTheEnd(list, cursor)).told).toHaveLength(5);
});

test('changes that are lost in the middle begin anew as changes, from the same place', async () => {
  const { list, process, root, filters } = world();
  const { cursor } = await toTheEnd(list, null);
  root.usn = '105';
  const first = await list(cursor);
  expect(first).toMatchObject({ more: true, isComplete: false });
  root.usn = '110';
  const { told, isComplete, cursor: reached } = await toTheEnd(process(), first.cursor);
  expect(told).toHaveLength(5);
  expect(isComplete).toBe(false);
  expect(filters.slice(1)).toEqual([
    expect.stringContaining('(uSNChanged>=101)'),
    expect.stringContaining('(uSNChanged>=101)'),
  ]);
  expect(reached).toMatchObject({ position: '110', walk: null });
});

test('while nothing changes nobody is asked for', async () => {
  const { list, filters } = world();
  const { cursor } = await toTheEnd(list, null);
  expect(await list(cursor)).toEqual({ accounts: [], removed: [], cursor, more: false, isComplete: false });
  expect(filters).toHaveLength(1);
});

test.each([
  ['another server', { server: 'CN=DC2' }],
  ['a server that was restored from a copy', { invocation: 'b', usn: '105' }],
  ['a sequence number that went back', { usn: '99' }],
])('%s means everybody', async (_, differences) => {
  const { list, filters, root } = world();
  const { cursor } = await toTheEnd(list, null);
  Object.assign(root, differences);
  expect((await toTheEnd(list, cursor)).isComplete).toBe(true);
  expect(filters).toEqual([everybody, everybody]);
});

test('who cannot be seen whole is left out, and said so; where that is everybody, it fails with its remedy', async () => {
  const { list, found } = world();
  found[0] = person(1, { userAccountControl: '' });
  expect((await toTheEnd(list, null)).told).toEqual(['person-2', 'person-3', 'person-4', 'person-5']);
  found.splice(0, 5, person(1, { userAccountControl: '' }));
  await expect(list(null)).rejects.toMatchObject({ code: 'response-invalid', remedy: expect.stringContaining('read') });
});

test('PE-14 a manager is told by the id, and one who is nobody here by none', async () => {
  const { list, found } = world();
  const manager = person(2);
  found.splice(0, 5, person(1, { manager: 'cn=Person-2,DC=test' }), manager);
  const { accounts } = await list(null);
  expect(accounts.map((account) => account.manager)).toEqual([{ id: accounts[1]?.id }, null]);
});

test('OpenLDAP is asked for changes from five minutes before the last listing began', async () => {
  const config = ldapConfig.parse({ directory: 'openldap', defaultPolicyDn: 'cn=default', ...connection });
  if (config.directory !== 'openldap') throw new Error('this is OpenLDAP');
  const clock = fakeClock();
  clock.set(new Date('2026-03-02T10:00:00Z'));
  const session = fakeRequests({ read: () => new LdapEntry({ dn: 'cn=default', pwdMaxAge: '86400' }) });
  const directory = openLdap({ config, session, listing: session, clock });
  const list = listAccounts({
    config,
    session,
    anotherSession: () => ({ ...session, close: async () => undefined }),
    entries: new EntriesById({ session, directory }),
    directory,
    clock,
    close: async () => undefined,
  });
  const { cursor, isComplete } = await list({ cursor: null }, fakeCall());
  expect(isComplete).toBe(true);
  clock.advance(600_000);
  await list({ cursor }, fakeCall());
  expect(session.filters).toEqual(['(&(uid=*))', '(&(uid=*)(modifyTimestamp>=20260302095500Z))']);
});
