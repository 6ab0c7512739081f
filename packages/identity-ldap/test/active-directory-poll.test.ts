import type { JsonValue } from '@access-account/contract';
import { fakeCall, fakeClock, silentLogger } from '@access-account/testkit';
import { activeDirectory } from '../src/active-directory.ts';
import { checkLdap } from '../src/check-ldap.ts';
import { EntriesById } from '../src/entries-by-id.ts';
import { ldapConfig } from '../src/ldap-config.ts';
import { LdapEntry } from '../src/ldap-entry.ts';
import { toObjectGuid } from '../src/object-guid.ts';
import { pollLockouts } from '../src/operations/poll-lockouts.ts';
import { fakeRequests } from './fake-requests.ts';

const config = ldapConfig.parse({
  directory: 'active-directory',
  url: 'ldaps://dc1.test',
  baseDn: 'DC=test',
  bindDn: 'CN=service,DC=test',
  password: 'secret',
});
const user = (differences: Readonly<Record<string, string>> = {}) =>
  new LdapEntry({
    dn: 'CN=alice,DC=test',
    objectGUID: toObjectGuid('00112233-4455-6677-8899-aabbccddeeff'),
    sAMAccountName: 'alice',
    userAccountControl: '512',
    'msDS-User-Account-Control-Computed': '16',
    lockoutTime: '134129412000000000',
    ...differences,
  });

function world() {
  const clock = fakeClock();
  const root = { server: 'CN=DC1', usn: '100' };
  const found: LdapEntry[] = [];
  const session = fakeRequests({
    find: () => found,
    read: (base) =>
      base === ''
        ? new LdapEntry({
            dn: '',
            dsServiceName: root.server,
            highestCommittedUSN: root.usn,
            defaultNamingContext: 'DC=test',
          })
        : new LdapEntry({ dn: 'DC=test', lockoutDuration: '-18000000000' }),
  });
  const directory = activeDirectory({ session, listing: session, clock });
  const client = {
    config,
    session,
    anotherSession: () => ({ ...session, close: async () => undefined }),
    entries: new EntriesById({ session, directory }),
    directory,
    clock,
    close: async () => undefined,
  };
  const poll = pollLockouts(client);
  const warnings: unknown[][] = [];
  const logger = { ...silentLogger, warn: (...warning: unknown[]) => void warnings.push(warning) };
  const judgement = async () =>
    (await checkLdap({ client, call: fakeCall() })).find(({ operation }) => operation === 'lockout.poll');
  return {
    clock,
    root,
    found,
    warnings,
    judgement,
    filters: session.filters,
    poll: (cursor: JsonValue) => poll({ cursor }, fakeCall({ logger })),
  };
}

const everybody = expect.not.stringContaining('uSNChanged');

test('the first poll looks at everybody, the next at nobody while nothing changes', async () => {
  const { poll, filters } = world();
  const { cursor } = await poll(null);
  expect(filters).toEqual([everybody]);
  await poll(cursor);
  expect(filters).toHaveLength(1);
});

test('after a change only what changed is looked at', async () => {
  const { poll, filters, root } = world();
  const { cursor } = await poll(null);
  root.usn = '105';
  const next = await poll(cursor);
  expect(filters.at(-1)).toContain('(uSNChanged>=101)');
  expect(next.cursor).toMatchObject({ server: 'CN=DC1', position: '105' });
});

test.each([
  ['another server', { server: 'CN=DC2' }],
  ['a sequence number that went back', { usn: '99' }],
])('%s means a look at everybody', async (_, differences) => {
  const { poll, filters, root } = world();
  const { cursor } = await poll(null);
  Object.assign(root, differences);
  await poll(cursor);
  expect(filters).toEqual([everybody, everybody]);
});

test('every five minutes everybody is looked at, and also after the clock went back', async () => {
  const { poll, filters, clock } = world();
  let { cursor } = await poll(null);
  for (let minute = 0; minute < 10; minute += 1) {
    clock.advance(60_000);
    ({ cursor } = await poll(cursor));
  }
  expect(filters).toEqual([everybody, everybody, everybody]);
  clock.set(new Date('2020-01-01T00:00:00Z'));
  await poll(cursor);
  expect(filters).toHaveLength(4);
});

test.each([
  null,
  'text',
  7,
  [],
  {},
  { server: 'CN=DC1' },
  { server: 'CN=DC1', position: '1)(x=*', fullLookAt: '2026-01-15T09:00:00.000Z' },
])('the cursor %j means a look at everybody', async (cursor) => {
  const { poll, filters } = world();
  await poll(cursor);
  expect(filters).toEqual([everybody]);
});

test('LN-4 a lock is told with its episode, its beginning and its end', async () => {
  const { poll, found } = world();
  found.push(user());
  const { lockouts, more } = await poll(null);
  expect(more).toBe(false);
  expect(lockouts).toEqual([
    {
      account: {
        id: '00112233-4455-6677-8899-aabbccddeeff',
        login: 'alice',
        displayName: 'alice',
        email: null,
        locale: null,
      },
      lock: {
        episode: '134129412000000000',
        cause: 'failed-logins',
        since: '2026-01-15T09:00:00.000Z',
        until: '2026-01-15T09:30:00.000Z',
      },
    },
  ]);
});

test('EC-12 a lockoutTime alone is no lock: the computed bit decides', async () => {
  const { poll, found } = world();
  found.push(user({ 'msDS-User-Account-Control-Computed': '0' }));
  expect((await poll(null)).lockouts).toEqual([]);
});

const odd = [
  ['the computed bit', 'msDS-User-Account-Control-Computed', { 'msDS-User-Account-Control-Computed': '' }],
  ['the login', 'sAMAccountName', { sAMAccountName: '' }],
  ['the id', 'objectGUID', { objectGUID: '' }],
  ['the time of the lock', 'lockoutTime', { lockoutTime: '' }],
] as const;

test.each(odd)('LN-4 whoever hides %s keeps nobody else from being told', async (_, attribute, differences) => {
  const { poll, found, root, warnings, judgement } = world();
  const { cursor } = await poll(null);
  root.usn = '105';
  found.push(user({ dn: 'CN=mallory,DC=test', ...differences }));
  // Alone in what changed, which is read no second time.
  const alone = await poll(cursor);
  expect(alone).toMatchObject({ lockouts: [], cursor: { position: '105' } });
  found.push(user());
  for (const from of [alone.cursor, null]) {
    root.usn = String(Number(root.usn) + 5);
    expect((await poll(from)).lockouts.map(({ account }) => account.login)).toEqual(['alice']);
  }
  expect(warnings).toHaveLength(3);
  for (const [, details] of warnings)
    expect(details).toMatchObject({ accounts: 1, remedy: expect.stringContaining(attribute) });
  expect(JSON.stringify(warnings)).not.toContain('mallory');
  expect(await judgement()).toMatchObject({ severity: 'warning', remedy: expect.stringContaining(attribute) });
});

test('where nobody can be judged nothing is claimed: the poll fails and says what to grant, and so does the check', async () => {
  const { poll, found, judgement } = world();
  const hidden = { 'msDS-User-Account-Control-Computed': '' };
  found.push(user(hidden), user({ dn: 'CN=bob,DC=test', ...hidden }));
  const remedy = expect.stringContaining('Computed');
  await expect(poll(null)).rejects.toMatchObject({ code: 'response-invalid', remedy });
  expect(await judgement()).toMatchObject({ severity: 'error', remedy });
});

test('whoever is locked and seen whole makes the check content', async () => {
  const { found, judgement } = world();
  found.push(user());
  expect(await judgement()).toMatchObject({ severity: 'ok' });
});
