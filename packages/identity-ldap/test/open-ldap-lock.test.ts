import fc from 'fast-check';
import { toGeneralizedTime } from '../src/generalized-time.ts';
import { LdapEntry } from '../src/ldap-entry.ts';
import { toLock, toPolicy } from '../src/map-open-ldap-person.ts';

const policy = (attributes: Readonly<Record<string, string>>) =>
  toPolicy(new LdapEntry({ dn: 'cn=default', pwdLockout: 'TRUE', ...attributes }));
const person = (pwdAccountLockedTime: string) => new LdapEntry({ dn: 'uid=alice', pwdAccountLockedTime });
const seconds = (max: number) => fc.integer({ min: 1, max }).map((value) => value * 1000);

test('a lock holds exactly until its time is over', () => {
  fc.assert(
    fc.property(seconds(4_000_000_000), seconds(10_000_000), seconds(20_000_000), (since, duration, later) => {
      const entry = person(toGeneralizedTime(since));
      const lock = toLock(entry, {
        policy: policy({ pwdLockoutDuration: String(duration / 1000) }),
        now: since + later,
      });
      expect(lock !== null).toBe(later < duration);
    }),
  );
});

test.each(['0', undefined])('with the duration %p it holds until an administrator lifts it', (pwdLockoutDuration) => {
  const lasting = policy(pwdLockoutDuration === undefined ? {} : { pwdLockoutDuration });
  const lock = toLock(person('20200101000000Z'), { policy: lasting, now: Date.parse('2040-01-01') });
  expect(lock).toMatchObject({ cause: 'failed-logins', until: null });
});

test('the lock of an administrator is another cause, whatever the duration', () => {
  const lock = toLock(person('000001010000Z'), { policy: policy({ pwdLockoutDuration: '60' }), now: Date.now() });
  expect(lock).toEqual({ episode: '000001010000Z', cause: 'other', since: null, until: null });
});

test('a policy that does not lock makes no lock', () => {
  expect(toLock(person('20200101000000Z'), { policy: policy({ pwdLockout: 'FALSE' }), now: 0 })).toBeNull();
});
