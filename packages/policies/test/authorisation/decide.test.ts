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
});

/** A cell, as an administrator reads it: nothing asked, what is asked, or no. */
function cell(asked: Asking): string {
  const answer = decide(asked);
  switch (answer.decision) {
    case 'allow':
      return 'yes';
    case 'need':
      return answer.oneOf.map((kinds) => kinds.join(' + ')).join(' or ');
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
  for (const action of ['start-password', 'remove-factor', 'remove-all-factors'] as const)
    expect(cell(asking({ ...attack, action }))).toBe(cell(asking({ action })));
});

test('MFA-9 in a channel alone one click is enough only where the organisation says so, and never after a new password', () => {
  for (const action of ['remove-factor', 'remove-all-factors'] as const) {
    expect(cell(asking({ action, chatIsEnough: true }))).toBe('yes');
    expect(cell(asking({ action, chatIsEnough: true, signals: ['password-changed'] }))).toBe(
      'fresh-login or manager-approval',
    );
    expect(cell(asking({ action, signals: ['password-changed'] }))).toBe('fresh-login + manager-approval');
  }
});

test.each(['reported', 'repeated-resets', 'many-resets', 'outside-hours'] as const)(
  'UA-9 %s asks for one proof more before a factor goes',
  (signal) => {
    const asked = { action: 'remove-factor', signals: [signal] } as const;
    expect(cell(asking(asked))).toBe('fresh-login + manager-approval');
    expect(cell(asking({ ...asked, chatIsEnough: true }))).toBe('fresh-login or manager-approval');
    expect(cell(asking({ action: 'start-password', signals: [signal] }))).toBe('yes');
    const unlock = signal === 'reported' ? 'fresh-login or manager-approval' : 'yes';
    expect(cell(asking({ signals: [signal] }))).toBe(unlock);
  },
);

test('what was given already is not asked for again', () => {
  const asked = asking({ action: 'remove-factor', signals: ['password-changed'] });
  expect(cell({ ...asked, proofs: [proofOf('fresh-login', asked)] })).toBe('manager-approval');
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
  return { deny: 0, ticket: 1, allow: 3 }[answer.decision];
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
