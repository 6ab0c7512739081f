import { fakeCall, fakeClock } from '@access-account/testkit';
import { activeDirectory } from '../src/active-directory.ts';
import { EntriesById } from '../src/entries-by-id.ts';
import { LdapEntry } from '../src/ldap-entry.ts';
import type { LdapRequests } from '../src/ldap-session.ts';
import { toObjectGuid } from '../src/object-guid.ts';
import { fakeRequests } from './fake-requests.ts';

const idOf = (n: number) => `00112233-4455-6677-8899-${String(n).padStart(12, '0')}`;
const people = Array.from(
  { length: 120 },
  (_, n) => new LdapEntry({ dn: `CN=person-${n}`, sAMAccountName: `person-${n}`, objectGUID: toObjectGuid(idOf(n)) }),
);

/** A domain that finds by the bytes of ids. */
function domain(search: LdapRequests['search'] = async () => []) {
  const session = fakeRequests({
    find: ({ filter }) => {
      const asked = String(filter);
      return people.filter((_, n) => asked.includes(String(guidFilter(n))));
    },
  });
  const directory = activeDirectory({ session, listing: session, clock: fakeClock() });
  const guidFilter = (n: number) => directory.filterFor({ by: 'id', value: idOf(n) });
  const searched = { ...session, search };
  return {
    session,
    entries: new EntriesById({ session, directory }),
    other: new EntriesById({ session: searched, directory }),
  };
}

test('G15 accounts that are read at the same moment are read in one search, and each by itself', async () => {
  const { session, entries } = domain();
  const read = await Promise.all([3, 1, 3, 2].map((n) => entries.of(idOf(n).toUpperCase(), fakeCall())));
  expect(read.map((entry) => entry?.dn)).toEqual(['CN=person-3', 'CN=person-1', 'CN=person-3', 'CN=person-2']);
  expect(session.filters).toHaveLength(1);
  await entries.of(idOf(3), fakeCall());
  expect(session.filters).toHaveLength(2);
});

test('more than one search bears are read in several', async () => {
  const { session, entries } = domain();
  const read = await Promise.all(people.map((_, n) => entries.of(idOf(n), fakeCall())));
  expect(read).toEqual(people);
  expect(session.filters).toHaveLength(3);
});

test('whom a search for many does not name is looked for alone: nobody is taken for gone because of others', async () => {
  const { session, entries } = domain();
  const [there, gone, nonsense] = await Promise.all([
    entries.of(idOf(1), fakeCall()),
    entries.of(idOf(500), fakeCall()),
    entries.of('nobody’s id', fakeCall()),
  ]);
  expect([there?.dn, gone, nonsense]).toEqual(['CN=person-1', undefined, undefined]);
  expect(session.filters).toHaveLength(2);
});

test('whose time is over takes nobody with them; what the directory says is told to everybody', async () => {
  const over = new AbortController();
  let searches = 0;
  const { other } = domain(async (_search, { signal }) => {
    searches += 1;
    if (searches > 1) return people.slice(2, 3);
    const { promise, reject } = Promise.withResolvers<never>();
    signal.addEventListener('abort', () => reject(new Error('no time left')));
    return promise;
  });
  const short = other.of(idOf(1), fakeCall({ signal: over.signal }));
  const long = other.of(idOf(2), fakeCall());
  const waited = expect(short).rejects.toThrow('no time left');
  setImmediate(() => over.abort());
  await waited;
  expect((await long)?.dn).toBe('CN=person-2');

  const down = domain(() => Promise.reject(new Error('the connection is lost'))).other;
  const lost = await Promise.allSettled([1, 2].map((n) => down.of(idOf(n), fakeCall())));
  expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
