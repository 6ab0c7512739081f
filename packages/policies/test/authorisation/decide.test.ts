import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  type Asking,
  actions,
  actors,
  decide,
  type Proof,
  type ProofKind,
  proofKinds,
  relations,
  signals,
} from '../../src/index.ts';

const now = '2026-03-02T12:00:00.000Z';
const soon = '2026-03-02T12:30:00.000Z';
const later = '2026-03-02T13:00:00.000Z';

const asking = (change: Partial<Asking> = {}): Asking => ({
  actor: 'employee',
  relation: 'self',
  action: 'unlock',
  system: 'corp',
  account: '1',
  standing: 'enabled',
  proofs: [],
  signals: [],
  obtainable: proofKinds,
  chatIsEnough: false,
  instant: now,
  ...change,
});

const proofOf = (kind: ProofKind, { action, system, account }: Asking): Proof => ({
  kind,
  action,
  system,
  account,
  until: later,
  ...(kind === 'factor' ? { factor: 'f2' } : {}),
  ...(kind === 'code' ? { countsFrom: soon } : {}),
});

/** A cell, as an administrator reads it: nothing asked, what is asked, or no. */
function cell(asked: Asking): string {
  const answer = decide(asked);
  switch (answer.decision) {
    case 'allow':
      return 'yes';
    case 'need':
      return answer.oneOf.map((kinds) => kinds.join(' + ')).join(' or ');
    case 'hold':
      return `until ${answer.until}`;
    case 'ticket':
      return 'service desk';
    case 'deny':
      return '-';
  }
}

/** The rows of the table that the documentation shows. */
function documented(): readonly (readonly string[])[] {
  const page = readFileSync(new URL('../../../../docs/security/authorisation.md', import.meta.url), 'utf8');
  return page
    .split('\n')
    .filter((line) => line.startsWith('|') && line.split('|').length === 7)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

test('UA-9 the authorisation matrix is the one that is documented: 6 actors × 4 relations × 4 actions', () => {
  const [heading, , ...rows] = documented();
  expect(heading?.slice(1)).toEqual([...actions]);
  expect(rows).toEqual(
    actors.flatMap((actor) =>
      relations.map((relation) => [
        `${actor}, ${relation}`,
        ...actions.map((action) => cell(asking({ actor, relation, action }))),
      ]),
    ),
  );
  expect(rows.flatMap(([, ...cells]) => cells)).toHaveLength(96);
});

test('UA-10 the fourth lock asks for a proof; where none can be had, for people', () => {
  expect(cell(asking({ signals: ['repeated-locks'] }))).toBe('fresh-login or manager-approval');
  expect(cell(asking({ signals: ['repeated-locks'], obtainable: [] }))).toBe('service desk');
});

test('UA-10 while many are locked at once an unlock asks for a proof, of whoever asks, and of nobody for more than one', () => {
  const attack = { signals: ['attack'] } as const;
  expect(cell(asking(attack))).toBe('fresh-login or manager-approval');
  expect(cell(asking({ signals: ['attack', 'repeated-locks'] }))).toBe('fresh-login or manager-approval');
  expect(cell(asking({ ...attack, obtainable: [] }))).toBe('service desk');
  const desk = { actor: 'help-desk', relation: 'other' } as const;
  expect(cell(asking({ ...attack, ...desk }))).toBe(cell(asking(desk)));
  // But for a code: that is good only where nothing speaks for care.
  for (const action of ['start-password', 'remove-factor', 'remove-all-factors'] as const)
    expect(cell(asking({ ...attack, action }))).toBe(cell(asking({ action })).replace(' or code', ''));
});

test.each([
  ['repeated-locks', ['unlock']],
  ['attack', ['unlock']],
  ['password-changed', ['remove-factor', 'remove-all-factors']],
  ['reported', ['unlock', 'remove-factor', 'remove-all-factors']],
  ['moved-link', ['unlock', 'remove-factor', 'remove-all-factors']],
  ['repeated-resets', ['remove-factor', 'remove-all-factors']],
  ['many-resets', ['remove-factor', 'remove-all-factors']],
  ['outside-hours', ['remove-factor', 'remove-all-factors']],
] as const)(
  'UA-10 MFA-9 the sign “%s” asks for one proof more, for the acts that it speaks of alone',
  (signal, expected) => {
    const most = (asked: Asking) => {
      const answer = decide(asked);
      return answer.decision === 'need' ? Math.max(...answer.oneOf.map((kinds) => kinds.length)) : 0;
    };
    const raised = actions.filter((action) => most(asking({ action, signals: [signal] })) > most(asking({ action })));
    expect(raised).toEqual(expected);
  },
);

test('a proof of the same account’s number in another system is none', () => {
  const asked = asking({ signals: ['repeated-locks'] });
  expect(cell({ ...asked, proofs: [proofOf('fresh-login', asked)] })).toBe('yes');
  expect(cell({ ...asked, proofs: [proofOf('fresh-login', { ...asked, system: 'payroll' })] })).not.toBe('yes');
  expect(cell({ ...asked, proofs: [proofOf('fresh-login', { ...asked, account: '2' })] })).not.toBe('yes');
});

test('the audit is told of the proofs that count, and of no others', () => {
  const asked = asking({ relation: 'manager' });
  const proofs = [proofOf('code', asked), proofOf('factor', asked), proofOf('fresh-login', asked)];
  expect(decide({ ...asked, proofs })).toEqual({
    decision: 'allow',
    rule: 'employee.manager.unlock',
    proofs: ['fresh-login'],
  });
});

test('MFA-9 in a channel alone one click is enough only where the organisation says so, and never after a new password', () => {
  for (const action of ['remove-factor', 'remove-all-factors'] as const) {
    expect(cell(asking({ action, chatIsEnough: true }))).toBe('yes');
    const more =
      action === 'remove-factor' ? 'factor or fresh-login or manager-approval' : 'fresh-login or manager-approval';
    expect(cell(asking({ action, chatIsEnough: true, signals: ['password-changed'] }))).toBe(more);
    const alone = action === 'remove-factor' ? 'factor + manager-approval or ' : '';
    expect(cell(asking({ action, signals: ['password-changed'] }))).toBe(`${alone}fresh-login + manager-approval`);
  }
});

test.each(['reported', 'moved-link', 'repeated-resets', 'many-resets', 'outside-hours'] as const)(
  'UA-9 %s asks for one proof more before a factor goes',
  (signal) => {
    const asked = { action: 'remove-factor', signals: [signal] } as const;
    expect(cell(asking(asked))).toBe('factor + manager-approval or fresh-login + manager-approval');
    expect(cell(asking({ ...asked, chatIsEnough: true }))).toBe('factor or fresh-login or manager-approval');
    expect(cell(asking({ action: 'start-password', signals: [signal] }))).toBe('yes');
    const unlock = signal === 'reported' || signal === 'moved-link' ? 'fresh-login or manager-approval' : 'yes';
    expect(cell(asking({ signals: [signal] }))).toBe(unlock);
  },
);

test('what was given already is not asked for again', () => {
  const asked = asking({ action: 'remove-factor', signals: ['password-changed'] });
  expect(cell({ ...asked, obtainable: ['manager-approval'], proofs: [proofOf('fresh-login', asked)] })).toBe(
    'manager-approval',
  );
  expect(cell({ ...asked, obtainable: ['manager-approval'], proofs: [proofOf('factor', asked)] })).toBe(
    'manager-approval',
  );
});

test('why it is denied is said: nobody known, not theirs, or a relation that nobody knows', () => {
  expect(decide(asking({ actor: 'bot' }))).toEqual({ decision: 'deny', reason: 'not-recognised' });
  expect(decide(asking({ relation: 'other' }))).toEqual({ decision: 'deny', reason: 'not-theirs' });
  const { relation: _, ...unrelated } = asking({ actor: 'help-desk' });
  expect(decide(unrelated)).toEqual({ decision: 'deny', reason: 'not-theirs' });
});

test('that a click is enough for one’s own factors is so for nothing else and nobody else', () => {
  const more = { chatIsEnough: true, obtainable: ['fresh-login'] } as const;
  expect(cell(asking({ ...more, relation: 'manager' }))).toBe('fresh-login');
  expect(cell(asking({ ...more, signals: ['repeated-locks'] }))).toBe('fresh-login');
  for (const action of ['remove-factor', 'remove-all-factors'] as const)
    expect(cell(asking({ ...more, actor: 'help-desk', relation: 'other', action }))).toBe('service desk');
});

test('a proof for all factors is good for one, and for no other act; where nobody can be asked people take over', () => {
  const all = { ...proofOf('fresh-login', asking()), action: 'remove-all-factors' } as const;
  const { obtainable: _, ...asked } = asking({ proofs: [all], signals: ['repeated-locks'] });
  expect(decide(asked)).toEqual({ decision: 'ticket', rule: 'employee.self.unlock' });
  expect(cell(asking({ action: 'remove-factor', proofs: [all] }))).toBe('yes');
  const one = { ...all, action: 'remove-factor' } as const;
  expect(cell(asking({ action: 'remove-all-factors', proofs: [one], obtainable: [] }))).toBe('service desk');
});

describe('MFA-9 another factor', () => {
  const one = asking({ action: 'remove-factor', obtainable: [], removing: ['f1'] });
  const given = (asked: Asking, proof: Partial<Proof> = {}) =>
    decide({ ...asked, proofs: [{ ...proofOf('factor', asked), ...proof }] });

  test('that stays is enough to remove one', () => {
    expect(given(one)).toEqual({ decision: 'allow', rule: 'employee.self.remove-factor', proofs: ['factor'] });
  });

  test('that would go is none, and neither is one of which nobody knows which it is', () => {
    expect(given(one, { factor: 'f1' }).decision).toBe('ticket');
    expect(given({ ...one, removing: ['f3', 'f2'] }).decision).toBe('ticket');
    const { factor: _, ...unknown } = proofOf('factor', one);
    expect(decide({ ...one, proofs: [unknown] }).decision).toBe('ticket');
  });

  test('is none for taking all of them away, for anything else, and for anybody else', () => {
    for (const action of actions.filter((each) => each !== 'remove-factor')) {
      const asked = { ...one, action, signals };
      expect(given(asked, { action: 'remove-all-factors' })).toEqual(decide(asked));
    }
    expect(given({ ...one, actor: 'help-desk', relation: 'other' }).decision).toBe('ticket');
    expect(given({ ...one, actor: 'help-desk', relation: 'manager' }).decision).toBe('ticket');
  });

  test('is not asked for where it would be none', () => {
    for (const action of actions)
      for (const relation of ['self', 'manager', 'other'] as const) {
        const asked = asking({
          actor: 'help-desk',
          relation,
          action,
          signals,
          obtainable: ['factor', 'manager-approval'],
        });
        const isOffered = cell(asked).includes('factor +') || cell(asked).startsWith('factor');
        expect(isOffered).toBe(relation === 'self' && action === 'remove-factor');
      }
  });

  test('and the manager are two, after a new password', () => {
    const wary = { ...one, signals: ['password-changed'] } as const;
    expect(given(wary).decision).toBe('ticket');
    const proofs = [proofOf('factor', wary), proofOf('manager-approval', wary)];
    expect(decide({ ...wary, proofs }).decision).toBe('allow');
    expect(decide({ ...wary, proofs: [proofOf('factor', wary), proofOf('fresh-login', wary)] }).decision).toBe(
      'ticket',
    );
  });
});

describe('MFA-9 a code to an address of record', () => {
  const one = asking({ action: 'remove-all-factors', obtainable: [] });
  const code = (asked: Asking, proof: Partial<Proof> = {}): Proof => ({ ...proofOf('code', asked), ...proof });
  const given = (asked: Asking, proof: Partial<Proof> = {}) => decide({ ...asked, proofs: [code(asked, proof)] });

  test('lets factors be taken away once its hold is over, and not a moment before', () => {
    for (const action of ['remove-factor', 'remove-all-factors'] as const) {
      const asked = { ...one, action };
      const rule = `employee.self.${action}`;
      expect(given(asked)).toEqual({ decision: 'hold', rule, until: soon });
      expect(given({ ...asked, instant: '2026-03-02T12:29:59.999Z' }).decision).toBe('hold');
      expect(given({ ...asked, instant: soon })).toEqual({ decision: 'allow', rule, proofs: ['code'] });
      expect(given({ ...asked, instant: later }).decision).toBe('ticket');
    }
  });

  test('that says of no hold is none for taking factors away', () => {
    const { countsFrom: _, ...endless } = proofOf('code', one);
    expect(decide({ ...one, proofs: [endless] }).decision).toBe('ticket');
  });

  test('waits for nothing where it does not take factors away', () => {
    const asked = asking({ actor: 'employee', action: 'unlock', obtainable: [] });
    expect(given(asked)).toEqual({ decision: 'allow', rule: 'employee.self.unlock', proofs: ['code'] });
  });

  test('counts only where nothing speaks for care, and for its owner alone', () => {
    for (const signal of signals) expect(given({ ...one, signals: [signal] }).decision).toBe('ticket');
    expect(cell(asking({ action: 'unlock', signals: ['repeated-locks'] }))).not.toContain('code');
    for (const relation of ['manager', 'other'] as const)
      expect(given({ ...one, actor: 'help-desk', relation }).decision).toBe('ticket');
  });

  test('two of them are worth no more than the first, and the manager’s word ends the hold', () => {
    const proofs = [code(one, { countsFrom: later, until: '2026-03-02T14:00:00.000Z' }), code(one)];
    expect(decide({ ...one, proofs })).toMatchObject({ decision: 'hold', until: soon });
    const both = [code(one), proofOf('manager-approval', one)];
    expect(decide({ ...one, proofs: both })).toEqual({
      decision: 'allow',
      rule: 'employee.self.remove-all-factors',
      proofs: ['manager-approval'],
    });
  });
});

test.each(['suspended', 'disabled', 'deprovisioned', 'expired', undefined])(
  'an account that is %s is nobody’s to change, whatever is shown',
  (standing) => {
    const asked = asking({ standing });
    const proofs = proofKinds.map((kind) => proofOf(kind, asked));
    expect(decide({ ...asked, proofs })).toEqual({ decision: 'deny', reason: 'not-enabled' });
  },
);

const any = fc.record({
  actor: fc.constantFrom(...actors),
  relation: fc.constantFrom(...relations),
  action: fc.constantFrom(...actions),
  system: fc.constant('corp'),
  account: fc.constant('1'),
  standing: fc.constantFrom('enabled', 'enabled', 'suspended', undefined),
  signals: fc.subarray([...signals]),
  obtainable: fc.subarray([...proofKinds]),
  chatIsEnough: fc.boolean(),
  instant: fc.constant(now),
  given: fc.subarray([...proofKinds]),
});

/** How much an answer gives: the more, the higher. */
const worth = (asked: Asking) => {
  const answer = decide(asked);
  if (answer.decision === 'need') return 2 - Math.min(...answer.oneOf.map((kinds) => kinds.length)) / 10;
  return { deny: 0, ticket: 1, hold: 2.5, allow: 3 }[answer.decision];
};

test('less proof never gives more, and more signals never give more', () => {
  fc.assert(
    fc.property(any, fc.subarray([...proofKinds]), fc.subarray([...signals]), (one, fewer, more) => {
      const { given, ...asked } = one;
      const base = { ...asked, proofs: given.map((kind) => proofOf(kind, { ...asked, proofs: [] })) };
      const less = {
        ...base,
        proofs: base.proofs.filter(({ kind }) => fewer.includes(kind)),
        signals: [...new Set([...base.signals, ...more])],
      };
      expect(worth(less)).toBeLessThanOrEqual(worth(base));
    }),
  );
});

test('a proof of another act, another account or another time changes nothing', () => {
  fc.assert(
    fc.property(
      any,
      fc.constantFrom<Partial<Proof>>(
        { account: '2' },
        { system: 'okta' },
        { until: now },
        { action: 'start-password' },
      ),
      ({ given, ...asked }, change) => {
        const base = { ...asked, proofs: [] };
        fc.pre(change.action !== asked.action);
        const proofs = given.map((kind) => ({ ...proofOf(kind, base), ...change }));
        expect(decide({ ...asked, proofs })).toEqual(decide(base));
      },
    ),
  );
});
