import fc from 'fast-check';
import { toGeneralizedTime } from '../src/generalized-time.ts';
import { LdapEntry } from '../src/ldap-entry.ts';
import * as activeDirectory from '../src/map-active-directory-user.ts';
import * as openLdap from '../src/map-open-ldap-person.ts';
import { toObjectGuid } from '../src/object-guid.ts';

const instant = fc.date({ min: new Date('1700-01-01'), max: new Date('2500-01-01'), noInvalidDate: true });
const second = fc.integer({ min: 0, max: 4_000_000_000 }).map((value) => value * 1000);
const filetime = (date: Date) => String((BigInt(date.getTime()) + 11_644_473_600_000n) * 10_000n);
const whatever = fc.oneof(fc.string(), fc.bigInt().map(String), fc.constantFrom('0', '-1', '9223372036854775807'));
const isInstant = (value: string | null) => value === null || new Date(value).toISOString() === value;

const user = (differences: Readonly<Record<string, string>>) =>
  new LdapEntry({
    dn: 'CN=alice,DC=test',
    objectGUID: toObjectGuid('00112233-4455-6677-8899-aabbccddeeff'),
    sAMAccountName: 'alice',
    userAccountControl: '512',
    ...differences,
  });
const listedUser = (differences: Readonly<Record<string, string>>, now = 0) =>
  activeDirectory.toListedAccount(user(differences), { manager: null, now });

const listedPerson = (differences: Readonly<Record<string, string>>, policy: Readonly<Record<string, string>> = {}) =>
  openLdap.toListedAccount(new LdapEntry({ dn: 'uid=alice', entryUUID: 'some-id', uid: 'alice', ...differences }), {
    policy: openLdap.toPolicy(new LdapEntry({ dn: 'cn=default', ...policy })),
    manager: null,
    now: 0,
  });

describe('Active Directory', () => {
  test('PE-11 change, expiry and end are the instants of their FILETIMEs', () => {
    fc.assert(
      fc.property(instant, instant, instant, (changed, expires, ends) => {
        const listed = listedUser({
          pwdLastSet: filetime(changed),
          'msDS-UserPasswordExpiryTimeComputed': filetime(expires),
          accountExpires: filetime(ends),
        });
        expect(listed.passwordChangedAt).toBe(changed.toISOString());
        expect(listed.passwordExpiresAt).toBe(expires.toISOString());
        expect(listed.endsAt).toBe(ends.toISOString());
      }),
    );
  });

  test('whatever the values are, what is told is an instant or nothing', () => {
    fc.assert(
      fc.property(whatever, whatever, whatever, (pwdLastSet, expires, accountExpires) => {
        const listed = listedUser({
          pwdLastSet,
          'msDS-UserPasswordExpiryTimeComputed': expires,
          accountExpires,
        });
        for (const value of [listed.passwordChangedAt, listed.passwordExpiresAt, listed.endsAt]) {
          expect(isInstant(value)).toBe(true);
        }
      }),
    );
  });

  test('a password that never expires, or must be changed first, has no day', () => {
    expect(listedUser({ 'msDS-UserPasswordExpiryTimeComputed': '9223372036854775807' }).passwordExpiresAt).toBeNull();
    expect(listedUser({ pwdLastSet: '0', 'msDS-UserPasswordExpiryTimeComputed': '0' })).toMatchObject({
      passwordChangedAt: null,
      passwordExpiresAt: null,
    });
  });

  test('an account is expired from its end on', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -5, max: 5 }), (ends, later) => {
        const { standing } = listedUser({ accountExpires: filetime(ends) }, ends.getTime() + later);
        expect(standing).toBe(later >= 0 ? 'expired' : 'enabled');
      }),
    );
  });
});

describe('OpenLDAP', () => {
  test('PE-11 a password expires at the policy’s age, counted from its change', () => {
    fc.assert(
      fc.property(second, fc.integer({ min: 1, max: 400_000_000 }), (changed, age) => {
        const listed = listedPerson({ pwdChangedTime: toGeneralizedTime(changed) }, { pwdMaxAge: String(age) });
        expect(listed.passwordChangedAt).toBe(new Date(changed).toISOString());
        expect(listed.passwordExpiresAt).toBe(new Date(changed + age * 1000).toISOString());
      }),
    );
  });

  test.each([
    ['a policy without an age', { pwdChangedTime: '20260101000000Z' }, {}],
    ['the age 0', { pwdChangedTime: '20260101000000Z' }, { pwdMaxAge: '0' }],
    ['a password of which nobody knows when it was set', {}, { pwdMaxAge: '86400' }],
  ])('%s: no day', (_, person, policy) => {
    expect(listedPerson(person, policy).passwordExpiresAt).toBeNull();
  });

  test('whatever the values are, what is told is an instant or nothing', () => {
    fc.assert(
      fc.property(whatever, whatever, whatever, (pwdChangedTime, pwdEndTime, pwdMaxAge) => {
        const listed = listedPerson({ pwdChangedTime, pwdEndTime }, { pwdMaxAge });
        for (const value of [listed.passwordChangedAt, listed.passwordExpiresAt, listed.endsAt]) {
          expect(isInstant(value)).toBe(true);
        }
      }),
    );
  });

  test('an account ends at pwdEndTime', () => {
    expect(listedPerson({ pwdEndTime: '20260301080000Z' }).endsAt).toBe('2026-03-01T08:00:00.000Z');
  });
});
