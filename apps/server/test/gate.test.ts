import type { AccountStatus, Lock } from '@access-account/contract';
import { type Caution, notWary, type Proof } from '@access-account/policies';
import { type Facts, type GateInput, gate, type PermitInput, permit } from '../src/road/gate.ts';

const lock: Lock = { episode: 'monday', cause: 'failed-logins', since: null, until: null };

const locked: AccountStatus = {
  account: { id: '1', login: 'alex', displayName: 'Alex', email: null, locale: null },
  standing: 'enabled',
  lock,
  password: { changedAt: null, expiresAt: null, mustChange: false },
  capabilities: { 'account.unlock': { able: true } },
};

const facts: Facts = {
  relation: 'self',
  helpDesk: false,
  proofs: [],
  lockouts: 1,
  wariness: notWary,
  attack: false,
  paused: [],
};
const caution: Caution = {
  afterReport: 1,
  afterRelinking: 1,
  resets: { perPerson: { atMost: 2, per: 1 }, perOrganisation: { atMost: 20, per: 1 } },
  workingHours: null,
};
const now = '2026-03-02T12:00:00.000Z';
const asked = { system: 'corp', facts, rules: { chatIsEnough: false, caution, isShadowed: () => false }, instant: now };
const approval: Proof = {
  kind: 'manager-approval',
  action: 'unlock',
  system: 'corp',
  account: '1',
  until: '2026-03-02T13:00:00.000Z',
};

const ask = (change: Partial<AccountStatus> = {}, input: Partial<GateInput> = {}) =>
  gate({ ...asked, episode: 'monday', status: { ...locked, ...change }, ...input });

test('an unlock is allowed to the account’s own person, for the very lock that was shown', () => {
  expect(ask()).toEqual({ verdict: 'allow', lock, grant: { rule: 'employee.self.unlock@2', proofs: '' } });
});

test('somebody else’s account is not touched, whatever its state', () => {
  const reason = 'the account is not the person’s own';
  const others = { facts: { ...facts, relation: 'other' } } as const;
  expect(ask({}, others)).toEqual({ verdict: 'changed', reason });
  expect(ask({ lock: null }, others)).toEqual({ verdict: 'changed', reason });
});

describe('EC-39 for somebody else', () => {
  const fresh: Proof = { ...approval, kind: 'fresh-login' };
  const lift = (relation: Facts['relation'], { helpDesk = false, proofs = [fresh] }: Partial<Facts> = {}) =>
    ask({}, { facts: { ...facts, relation, helpDesk, proofs } }).verdict;

  test('a manager and the help desk unlock with a proof, and not without one', () => {
    expect(lift('manager')).toBe('allow');
    expect(lift('manager', { proofs: [] })).toBe('withheld');
    expect(lift('other', { helpDesk: true })).toBe('allow');
    expect(lift('other', { helpDesk: true, proofs: [] })).toBe('withheld');
  });

  test('nobody else does, and nobody an account that is nobody’s', () => {
    expect(lift('other')).toBe('changed');
    expect(lift('unknown')).toBe('changed');
    expect(lift('unknown', { helpDesk: true })).toBe('changed');
  });

  test.each(['start-password', 'remove-factor', 'remove-all-factors'] as const)('a manager may not %s', (action) => {
    const operation = action === 'start-password' ? 'password.start-reset' : 'factor.remove';
    const status = { ...locked, capabilities: { ...locked.capabilities, [operation]: { able: true } } };
    const known = { ...facts, relation: 'manager', proofs: [{ ...fresh, action }] } as const;
    expect(permit({ ...asked, facts: known, status, operation, action }).verdict).toBe('refuse');
  });
});

test('OPS-1 what only watches an account does nothing to it, whatever asks for it, and may look', () => {
  const rules = {
    ...asked.rules,
    isShadowed: (feature: string, system: string, { login }: { readonly login: string }) =>
      feature === 'unlockAccount' && system === 'corp' && login === 'alex',
  };
  expect(ask({}, { rules })).toEqual({ verdict: 'withheld', reason: 'the feature only watches this account' });
  expect(ask({}, { rules, system: 'payroll' }).verdict).toBe('allow');
  expect(ask({ lock: null }, { rules }).verdict).toBe('already-open');
});

test('UA-10 while many are locked at once a click alone lifts no lock; with a proof it does', () => {
  const attacked = { ...facts, attack: true };
  expect(ask({}, { facts: attacked }).verdict).toBe('withheld');
  expect(ask({}, { facts: { ...attacked, proofs: [approval] } }).verdict).toBe('allow');
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
    permit({ ...asked, operation, action: 'start-password', status: { ...able, ...change }, ...input });

  const granted = { verdict: 'allow', grant: { rule: 'employee.self.start-password@2', proofs: '' } };

  test('is allowed to the account’s own person, where the system can do it, locked or not', () => {
    expect(may('password.start-reset')).toEqual(granted);
    expect(may('password.start-reset', { lock: null })).toEqual(granted);
  });

  test('is refused for somebody else’s account', () => {
    expect(may('password.start-reset', {}, { facts: { ...facts, relation: 'other' } })).toEqual({
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

  test.each(['factor.list', 'factor.remove', 'recovery.read', 'sessions.revoke'])(
    '%s needs that factors can be removed',
    (operation) => {
      expect(may(operation, {}, { action: null })).toEqual({ verdict: 'allow', grant: null });
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

describe('where being signed in to a channel is not enough', () => {
  const able: AccountStatus = {
    ...locked,
    capabilities: { 'account.unlock': { able: true }, 'factor.remove': { able: true } },
  };
  const factor = { operation: 'factor.remove', action: 'remove-factor', status: able } as const;
  const removal: Proof = { ...approval, action: 'remove-factor' };

  test('UA-10 the fourth lock in 24 hours is not lifted without a proof', () => {
    const often = { ...facts, lockouts: 4 };
    expect(ask({}, { facts: often })).toEqual({
      verdict: 'withheld',
      reason: 'it is not shown well enough that it is the person',
    });
    expect(ask({}, { facts: { ...often, proofs: [approval] } })).toEqual({
      verdict: 'allow',
      lock,
      grant: { rule: 'employee.self.unlock@2', proofs: 'manager-approval' },
    });
  });

  test('MFA-9 a second factor is not removed without a proof, and the audit is told of which', () => {
    expect(permit({ ...asked, ...factor })).toEqual({
      verdict: 'refuse',
      reason: 'it is not shown well enough that it is the person',
    });
    expect(permit({ ...asked, ...factor, facts: { ...facts, proofs: [removal] } })).toEqual({
      verdict: 'allow',
      grant: { rule: 'employee.self.remove-factor@2', proofs: 'manager-approval' },
    });
  });

  test.each<[string, Partial<Proof>]>([
    ['of another account', { account: '2' }],
    ['of another system', { system: 'okta' }],
    ['of another act', { action: 'unlock' }],
    ['that is over', { until: now }],
  ])('MFA-9 a proof %s is none', (_, change) => {
    const proofs = [{ ...removal, ...change }];
    expect(permit({ ...asked, ...factor, facts: { ...facts, proofs } }).verdict).toBe('refuse');
  });

  test('EC-41 the proof for one factor is none for the last one', () => {
    const last = { ...factor, action: 'remove-all-factors' } as const;
    expect(permit({ ...asked, ...last, facts: { ...facts, proofs: [removal] } }).verdict).toBe('refuse');
    const all: Proof = { ...removal, action: 'remove-all-factors' };
    expect(permit({ ...asked, ...last, facts: { ...facts, proofs: [all] } }).verdict).toBe('allow');
    expect(permit({ ...asked, ...factor, facts: { ...facts, proofs: [all] } }).verdict).toBe('allow');
  });

  test('MFA-9 another factor shows it for the one that goes, and not the one that goes for itself', () => {
    const proofs = [{ ...removal, kind: 'factor', factor: 'f2' } as const];
    const going = (removing: string) =>
      permit({ ...asked, ...factor, removing: [removing], facts: { ...facts, proofs } });
    expect(going('f1')).toEqual({
      verdict: 'allow',
      grant: { rule: 'employee.self.remove-factor@2', proofs: 'factor' },
    });
    expect(going('f2').verdict).toBe('refuse');
  });

  test('MFA-9 what rests on a code waits for its hold at the gate, too', () => {
    const code = { ...removal, kind: 'code', until: '2026-03-03T00:00:00.000Z' } as const;
    const at = (instant: string, countsFrom?: string) =>
      permit({
        ...asked,
        ...factor,
        instant,
        facts: { ...facts, proofs: [{ ...code, ...(countsFrom && { countsFrom }) }] },
      }).verdict;
    expect(at('2026-03-02T12:59:59.999Z', '2026-03-02T13:00:00.000Z')).toBe('refuse');
    expect(at('2026-03-02T13:00:00.000Z', '2026-03-02T13:00:00.000Z')).toBe('allow');
    expect(at('2026-03-02T13:00:00.000Z')).toBe('refuse');
  });

  test('a password that was changed within a day asks for more', () => {
    const status = { ...able, password: { ...able.password, changedAt: '2026-03-02T00:00:00.000Z' } };
    const one = { ...facts, proofs: [removal] };
    expect(permit({ ...asked, ...factor, status, facts: one }).verdict).toBe('refuse');
    const both = { ...facts, proofs: [removal, { ...removal, kind: 'fresh-login' } as const] };
    expect(permit({ ...asked, ...factor, status, facts: both })).toEqual({
      verdict: 'allow',
      grant: { rule: 'employee.self.remove-factor@2', proofs: 'manager-approval, fresh-login' },
    });
  });
});

describe('“This wasn’t me”', () => {
  const able: AccountStatus = {
    ...locked,
    capabilities: { 'account.unlock': { able: true }, 'factor.remove': { able: true } },
  };
  const wary = { ...facts, wariness: { ...notWary, reported: true } };
  const ending = { operation: 'sessions.revoke', action: 'protect', status: able } as const;

  test('asks for a proof before an unlock from then on, and for two before a factor goes', () => {
    expect(ask({}, { facts: wary }).verdict).toBe('withheld');
    expect(ask({}, { facts: { ...wary, proofs: [approval] } }).verdict).toBe('allow');
    const removing = { operation: 'factor.remove', action: 'remove-factor', status: able } as const;
    const removal: Proof = { ...approval, action: 'remove-factor' };
    const login: Proof = { ...removal, kind: 'fresh-login' };
    expect(permit({ ...asked, ...removing, facts: { ...wary, proofs: [removal] } }).verdict).toBe('refuse');
    expect(permit({ ...asked, ...removing, facts: { ...wary, proofs: [removal, login] } }).verdict).toBe('allow');
  });

  test('whoever owns the account may end its sessions without one, and the audit is told by which rule', () => {
    expect(permit({ ...asked, ...ending, facts: wary })).toEqual({
      verdict: 'allow',
      grant: { rule: 'owner.sessions.revoke@2', proofs: '' },
    });
  });

  test.each(['manager', 'other', 'unknown'] as const)('nobody else does: %s', (relation) => {
    const known = { ...wary, relation, helpDesk: true };
    expect(permit({ ...asked, ...ending, facts: known })).toEqual({
      verdict: 'refuse',
      reason: 'the account is not the person’s own',
    });
  });

  test('no shadow falls on it: it belongs to no feature that only watches', () => {
    const rules = { ...asked.rules, isShadowed: () => true };
    expect(permit({ ...asked, ...ending, rules, facts: wary }).verdict).toBe('allow');
  });

  test('it stops with everything, and with its system, and with no feature', () => {
    const paused = (scope: string) => permit({ ...asked, ...ending, facts: { ...wary, paused: [scope] } }).verdict;
    expect(['all', 'system:corp', 'mfaReset', 'passwordReset'].map(paused)).toEqual([
      'refuse',
      'refuse',
      'allow',
      'allow',
    ]);
  });
});

describe('OPS-2 what operators have paused is not done', () => {
  const able: AccountStatus = {
    ...locked,
    capabilities: {
      'account.unlock': { able: true },
      'factor.remove': { able: true },
      'password.start-reset': { able: true },
    },
  };
  const reason = 'operators have paused it';
  const stopped = (...paused: string[]) => ({ facts: { ...facts, paused } });

  test.each(['all', 'unlockAccount', 'system:corp'])('%s holds an unlock back', (scope) => {
    expect(ask({}, stopped(scope))).toEqual({ verdict: 'withheld', reason });
    expect(ask({ lock: null }, stopped(scope))).toEqual({ verdict: 'already-open' });
  });

  test.each(['mfaReset', 'lockoutNotification', 'system:okta'])('%s does not', (scope) => {
    expect(ask({}, stopped(scope)).verdict).toBe('allow');
  });

  test.each([
    ['password.start-reset', 'start-password', 'passwordReset'],
    ['factor.remove', 'remove-factor', 'mfaReset'],
    ['factor.remove', 'remove-all-factors', 'mfaReset'],
    ['sessions.revoke', 'remove-factor', 'mfaReset'],
  ] as const)('%s (%s) is held back by %s, and looking is not', (operation, action, feature) => {
    const question = { ...asked, status: able, rules: { chatIsEnough: true, caution, isShadowed: () => false } };
    expect(permit({ ...question, operation, action, ...stopped(feature) })).toEqual({ verdict: 'refuse', reason });
    expect(permit({ ...question, operation, action, ...stopped('unlockAccount') }).verdict).toBe('allow');
    expect(permit({ ...question, operation: 'factor.list', action: null, ...stopped('all') }).verdict).toBe('allow');
  });
});
