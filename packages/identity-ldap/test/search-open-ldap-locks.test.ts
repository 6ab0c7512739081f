import { fakeCall } from '@access-account/testkit';
import fc from 'fast-check';
import type { DirectoryPosition } from '../src/directory.ts';
import { toGeneralizedTime } from '../src/generalized-time.ts';
import { LdapEntry } from '../src/ldap-entry.ts';
import { searchOpenLdapLocks } from '../src/search-open-ldap-locks.ts';
import { fakeRequests } from './fake-requests.ts';

const noon = Date.parse('2026-01-15T12:00:00Z');
const grace = 10_000;
const attributes = ['entryUUID', 'uid', 'cn', 'mail', 'pwdAccountLockedTime'];

function world() {
  /** By id, when it was locked. */
  const locked = new Map<string, string>();
  /** Attributes that were read of how many people, by search. */
  const read: { readonly whole: boolean; readonly entries: number }[] = [];
  const session = fakeRequests({
    find: ({ filter, attributes: asked }) => {
      const from = /pwdAccountLockedTime>=(\d+Z)/.exec(String(filter))?.[1] ?? '';
      const found = [...locked].filter(([, time]) => time >= from);
      read.push({ whole: asked.length === attributes.length, entries: found.length });
      return found.map(
        ([id, time]) => new LdapEntry({ dn: `uid=${id}`, entryUUID: id, uid: id, pwdAccountLockedTime: time }),
      );
    },
  });
  const search = searchOpenLdapLocks({ session, server: 'ldap://a', attributes });
  return {
    read,
    lock: (id: string, seconds = 0) => locked.set(id, toGeneralizedTime(noon + seconds * 1000)),
    unlock: (id: string) => locked.delete(id),
    async poll(since: DirectoryPosition | null) {
      const { candidates, server, position, isFullLook } = await search({ since, grace }, fakeCall());
      const told = candidates.map((entry) => `${entry.text('uid')} ${entry.text('pwdAccountLockedTime')}`);
      return { told, isFullLook, at: { server, position } };
    },
  };
}

test('LN-4 in a storm the polls only glance at what they told, and tell what is new', async () => {
  const { lock, poll, read } = world();
  for (let n = 0; n < 300; n += 1) lock(`person-${n}`);
  const first = await poll(null);
  expect(first.told).toHaveLength(300);
  const second = await poll(first.at);
  expect(second).toEqual({ told: [], isFullLook: false, at: first.at });
  expect(read.at(-1)).toEqual({ whole: false, entries: 300 });
  lock('one more', 1);
  const third = await poll(second.at);
  expect(third.told).toContain('one more 20260115120001Z');
  expect((await poll(third.at)).told).toEqual([]);
});

test('an answer that nobody took is told again, and so is everything to whoever comes from elsewhere', async () => {
  const { lock, poll } = world();
  lock('alice');
  const first = await poll(null);
  lock('bob');
  expect((await poll(first.at)).told).toHaveLength(2);
  expect((await poll(first.at)).told).toHaveLength(2);
  const another = { server: first.at.server, position: '20260115120000Z' };
  expect((await poll(another)).told).toHaveLength(2);
});

test('a lock that begins anew in the same account is another one', async () => {
  const { lock, unlock, poll } = world();
  lock('alice');
  const { at } = await poll(null);
  unlock('alice');
  lock('alice', 1);
  expect((await poll(at)).told).toEqual(['alice 20260115120001Z']);
});

test.each([
  ['nobody was locked', { server: 'ldap://a', position: '' }],
  ['it was another directory', { server: 'ldap://b', position: '20260115120000Z' }],
  ['it is no time', { server: 'ldap://a', position: '1)(x=*' }],
])('everybody is looked at where %s', async (_, at) => {
  const { lock, poll } = world();
  lock('alice', -3600);
  expect(await poll(at)).toMatchObject({ isFullLook: true, told: ['alice 20260115110000Z'] });
});

test('LN-4 whatever comes late and whichever answers are lost: every lock is told in an answer that was taken', async () => {
  const step = fc.record({
    /** Seconds since the step before, and by how many the lock of this one becomes visible late. */
    passes: fc.integer({ min: 0, max: 12 }),
    late: fc.integer({ min: 0, max: grace / 1000 }),
    isLocked: fc.boolean(),
    isTaken: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { lock, poll } = world();
      let at: DirectoryPosition | null = null;
      let now = 0;
      const locks: string[] = [];
      const told = new Set<string>();
      for (const [n, { passes, late, isLocked, isTaken }] of [...steps, last].entries()) {
        now += passes;
        if (isLocked) {
          lock(`person-${n}`, now - late);
          locks.push(`person-${n} ${toGeneralizedTime(noon + (now - late) * 1000)}`);
        }
        const answer: Awaited<ReturnType<typeof poll>> = await poll(at);
        if (!isTaken) continue;
        at = answer.at;
        for (const one of answer.told) told.add(one);
      }
      expect(locks.filter((one) => !told.has(one))).toEqual([]);
    }),
  );
});

const last = { passes: 0, late: 0, isLocked: false, isTaken: true };
