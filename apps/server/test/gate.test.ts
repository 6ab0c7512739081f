import type { AccountStatus, Lock } from '@access-account/contract';
import { type GateInput, gate, type PermitInput, permit } from '../src/road/gate.ts';

const lock: Lock = { episode: 'monday', cause: 'failed-logins', since: null, until: null };

const locked: AccountStatus = {
  account: { id: '1', login: 'alex', displayName: 'Alex', email: null, locale: null },
  standing: 'enabled',
  lock,
  password: { changedAt: null, expiresAt: null, mustChange: false },
  capabilities: { 'account.unlock': { able: true } },
};

const ask = (change: Partial<AccountStatus> = {}, input: Partial<GateInput> = {}) =>
  gate({ own: true, episode: 'monday', status: { ...locked, ...change }, ...input });

test('an unlock is allowed to the account’s own person, for the very lock that was shown', () => {
  expect(ask()).toEqual({ verdict: 'allow', lock });
});

test('somebody else’s account is not touched, whatever its state', () => {
  const reason = 'the account is not the person’s own';
  expect(ask({}, { own: false })).toEqual({ verdict: 'changed', reason });
  expect(ask({ lock: null }, { own: false })).toEqual({ verdict: 'changed', reason });
});

test.each(['disabled', 'suspended', 'deprovisioned', 'expired'] as const)(
  'what an administrator decided is not undone: %s, locked or not',
  (standing) => {
    const refused = { verdict: 'changed', reason: `the account is ${standing}` };
    expect(ask({ standing })).toEqual(refused);
    expect(ask({ standing, lock: null })).toEqual(refused);
  },
);

test('an open account needs nothing', () => {
  expect(ask({ lock: null })).toEqual({ verdict: 'already-open' });
});

test('a lock that is not one by failed logins stays', () => {
  expect(ask({ lock: { ...lock, cause: 'other' } })).toEqual({
    verdict: 'changed',
    reason: 'the lock is not one by failed logins',
  });
});

test('a newer lock than the one that was shown is asked about afresh', () => {
  expect(ask({ lock: { ...lock, episode: 'tuesday' } })).toEqual({
    verdict: 'changed',
    reason: 'the lock is a newer one',
  });
});

test('what the system says cannot be done is not tried, and its reason is kept', () => {
  const reason = 'Active Directory owns it.';
  expect(ask({ capabilities: { 'account.unlock': { able: false, reason } } })).toEqual({ verdict: 'changed', reason });
});

describe('everything that is not an unlock', () => {
  const able: AccountStatus = {
    ...locked,
    capabilities: {
      'account.unlock': { able: true },
      'password.start-reset': { able: true },
      'password.start-change': { able: false, reason: 'The password is kept elsewhere.' },
      'factor.remove': { able: true },
    },
  };

  const may = (operation: string, change: Partial<AccountStatus> = {}, input: Partial<PermitInput> = {}) =>
    permit({ own: true, operation, status: { ...able, ...change }, ...input });

  test('is allowed to the account’s own person, where the system can do it, locked or not', () => {
    expect(may('password.start-reset')).toEqual({ verdict: 'allow' });
    expect(may('password.start-reset', { lock: null })).toEqual({ verdict: 'allow' });
  });

  test('is refused for somebody else’s account', () => {
    expect(may('password.start-reset', {}, { own: false })).toEqual({
      verdict: 'refuse',
      reason: 'the account is not the person’s own',
    });
  });

  test.each(['disabled', 'suspended', 'deprovisioned', 'expired'] as const)(
    'is refused on a %s account',
    (standing) => {
      expect(may('password.start-reset', { standing })).toEqual({
        verdict: 'refuse',
        reason: `the account is ${standing}`,
      });
    },
  );

  test('is not tried where the system cannot do it, and its reason is kept', () => {
    expect(may('password.start-change')).toEqual({ verdict: 'unable', reason: 'The password is kept elsewhere.' });
  });

  test.each(['factor.list', 'factor.remove', 'sessions.revoke'])(
    '%s needs that factors can be removed',
    (operation) => {
      expect(may(operation)).toEqual({ verdict: 'allow' });
      const reason = 'An administrator does that.';
      const capabilities = { ...able.capabilities, 'factor.remove': { able: false, reason } as const };
      expect(may(operation, { capabilities })).toEqual({ verdict: 'unable', reason });
      expect(may(operation, { capabilities: { 'account.unlock': { able: true } } })).toEqual({
        verdict: 'unable',
        reason: 'factor.remove is not offered for the account',
      });
    },
  );

  test.each(['password.start-reset', 'toString', 'account.delete'])(
    '%s is not tried where nothing is said about it',
    (operation) => {
      expect(may(operation, { capabilities: { 'account.unlock': { able: true } } })).toEqual({
        verdict: 'unable',
        reason: `${operation} is not offered for the account`,
      });
    },
  );
});
