import type { PasswordStart } from '@access-account/contract';
import fc from 'fast-check';
import {
  type Effect,
  type IdentityEffect,
  noPersonalSettings,
  type PolicyEvent,
  type PolicyId,
  type Proof,
  policies,
  type Question,
  type Request,
  type Situation,
} from '../src/index.ts';
import { choiceNames } from './support/any-events.ts';
import {
  accountReset,
  activityRead,
  alexInCorp,
  alexInOkta,
  alexInPayroll,
  approvalAsked,
  askedFor,
  at,
  capable,
  changedTo,
  codeGiven,
  endsAt,
  factorOf,
  factorRemoved,
  factorsListed,
  failed,
  identityFailed,
  kim,
  linkMoved,
  lockedOut,
  lockOf,
  minute,
  passwordStarted,
  proofGiven,
  read,
  recoveryRead,
  reminderDue,
  removals,
  reportEnding,
  resetHeld,
  sessionsRevoked,
  setAt,
  signedIn,
  situationOf,
  unlocked,
} from './support/course.ts';

const account = fc.constantFrom(alexInOkta, alexInPayroll, { ...alexInOkta, account: '77' });
const status = fc.record({
  standing: fc.constantFrom('enabled', 'enabled', 'enabled', 'disabled', 'suspended'),
  lock: fc.option(fc.constantFrom(lockOf('e1'), lockOf('e2'), lockOf('e3', 'other'))),
  mustChange: fc.boolean(),
  able: fc.boolean(),
  lastSignInAt: fc.constantFrom(undefined, null, at(-minute), at(5 * minute)),
  changedAt: fc.constantFrom(null, at(-minute), at(5 * minute)),
  expiresAt: fc.constantFrom(null, at(-minute), at(20 * 24 * 60 * minute)),
  endsAt: fc.constantFrom(undefined, null, at(20 * 24 * 60 * minute)),
  manager: fc.constantFrom(undefined, null, { id: '5' }),
  capabilities: fc.constantFrom({}, capable.capabilities),
} as const);
const factors = fc.subarray([factorOf('f1'), factorOf('f2'), factorOf('f3')]);
const factor = fc.constantFrom('f1', 'f2', 'f3');
const fallible = fc.constantFrom(
  'activity.read' as const,
  'password.start-reset' as const,
  'password.start-change' as const,
  'factor.list' as const,
  'factor.remove' as const,
  'recovery.read' as const,
  'sessions.revoke' as const,
);
const code = fc.constantFrom(
  'unavailable',
  'conflict',
  'operation-unsupported',
  'permission-denied',
  'ambiguous-outcome',
);
const way = fc.constantFrom<PasswordStart['by']>(
  { kind: 'link', url: 'https://id.acme.test', until: null },
  { kind: 'mail', to: 'a…@acme.test' },
);
const instructions = fc.option(fc.constant({ title: 'How', text: 'Call.', link: null, locale: 'en' }));
/** What is pressed the most comes twice as often. */
const choice = fc.constantFrom(...choiceNames, 'yes' as const, 'reset-mfa' as const);
const about = fc.subarray(['corp/1', 'payroll/9', 'corp/77', 'corp/1/f1', 'corp/1/f2', 'corp/1/f3']);

/** Any event in any order: whatever a provider, a person or a repeated job may bring. */
const event: fc.Arbitrary<PolicyEvent> = fc.oneof(
  fc.record({
    type: fc.constant('help-asked' as const),
    request: fc.record({
      about: fc.constantFrom<Request['about']>(
        'unlock',
        'password',
        'mfa',
        'sign-in',
        'service-desk',
        'settings',
        'help',
        'unclear',
        'which-question',
      ),
      how: fc.constantFrom('forgot' as const, 'knows' as const),
      wantsInstructions: fc.boolean(),
      system: fc.option(
        fc.constantFrom({ connected: true as const, name: 'corp' }, { connected: false as const, words: 'fidelity' }),
      ),
      forSomebodyElse: fc.boolean(),
      containedSecret: fc.boolean(),
    }),
  }),
  fc.tuple(account, fc.constantFrom('e1', 'e2')).map(([of, episode]) => lockedOut(of, episode)),
  fc.record({
    type: fc.constant('choice-made' as const),
    choice,
    about,
    values: fc.record({
      account: fc.constantFrom('corp/1', 'payroll/9', 'corp/77', ''),
      setting: fc.constantFrom('notices:none', 'language:de', 'channel:web', ''),
      factor: fc.constantFrom('corp/1/f1', 'corp/1/f2', 'corp/1/f9', 'all', ''),
    }),
  }),
  fc.record({ type: fc.constant('choice-expired' as const), choice }),
  fc.tuple(account, status).map(([of, how]) => read(of, how)),
  fc.tuple(account, status).map(([of, how]) => changedTo(of, how)),
  account.map(unlocked),
  account.map((of) => ({ type: 'account-found-open' as const, system: of.system, account: of.account })),
  fc.tuple(account, fc.constantFrom('read' as const, 'unlock' as const)).map(([of, what]) => failed(of, what)),
  fc.tuple(account, way).map(([of, by]) => passwordStarted(of, by)),
  fc.tuple(account, factors).map(([of, listed]) => factorsListed(of, listed)),
  fc.tuple(account, factor, fc.boolean()).map(([of, id, changed]) => factorRemoved(of, id, changed)),
  account.map(sessionsRevoked),
  fc
    .tuple(account, fc.integer({ min: -40 * 24 * 60, max: 30 * 60 }), fc.boolean())
    .map(([of, minutes, anonymised]) => activityRead(of, [signedIn(minutes * minute, { anonymised })])),
  fc
    .tuple(account, fallible, code, factor)
    .map(([of, operation, why, id]) => identityFailed(of, operation, { code: why, factor: id })),
  fc
    .tuple(
      account,
      fc.constantFrom('password' as const, 'account' as const),
      fc.constantFrom(14, 1, 'expired' as const),
    )
    .map(([of, kind, mark]) => reminderDue(of, { kind, mark })),
  fc
    .tuple(account, fc.constantFrom('password' as const, 'account' as const))
    .map(([{ system, account: id }, kind]) => ({ type: 'expiry-changed' as const, system, account: id, kind })),
  fc.record({ type: fc.constant('identity-delayed' as const), system: fc.constant('Corp Directory') }),
  fc.record({
    type: fc.constant('instructions-read' as const),
    system: fc.constantFrom('corp', 'payroll', 'fidelity'),
    instructions,
  }),
  fc.record({
    type: fc.constant('ticket-opened' as const),
    key: fc.constantFrom(
      'case:case-1',
      'unlock:corp/1:e1',
      'unlock:corp/1:e2',
      'password:case-1:corp/1',
      'mfa:case-1:corp/1',
    ),
    number: fc.constant('AA-1'),
  }),
  fc
    .tuple(account, fc.constantFrom('remove-factor' as const, 'remove-all-factors' as const, 'unlock' as const))
    .map(([of, action]) => proofGiven(of, action)),
  fc
    .tuple(
      account,
      fc.constantFrom('remove-factor' as const, 'remove-all-factors' as const, 'unlock' as const),
      fc.nat(20),
    )
    .map(([of, action, minutes]) => codeGiven(of, action, minutes * minute)),
  fc
    .tuple(account, fc.subarray(['a…@home.test', 'x…@home.test']))
    .map(([of, addresses]) => recoveryRead(of, addresses)),
  fc
    .constantFrom('declined' as const, 'nobody' as const, 'not-me' as const)
    .map((because) => ({ type: 'proof-refused' as const, kind: 'manager-approval' as const, because })),
  fc.record({
    type: fc.constant('timer-due' as const),
    timer: fc.constantFrom('notice', 'question', 'follow-through', 'hold', 'watch'),
  }),
);

/** What comes next where everybody plays along: the outcome of the oldest effect that waits for one, or the answer to the open question. */
const reply = fc.record({
  type: fc.constant('reply' as const),
  status,
  factors,
  changed: fc.boolean(),
  isDone: fc.nat(9).map((nth) => nth > 0),
  isHealthy: fc.nat(4).map((nth) => nth > 0),
  isLate: fc.nat(9).map((nth) => nth === 0),
  code,
  way,
  instructions,
  choice: fc.constantFrom(0, 0, 0, 1, 2, 3),
  option: fc.nat(3),
});
type Reply = typeof reply extends fc.Arbitrary<infer Value> ? Value : never;
type Stimulus = PolicyEvent | Reply;

const situation: fc.Arbitrary<Situation> = fc
  .record({
    accounts: fc.constantFrom(
      [alexInOkta],
      [{ ...alexInOkta, operations: [...alexInOkta.operations, 'recovery.read' as const, 'activity.read' as const] }],
      [{ ...alexInOkta, lockoutsToday: 4 }],
      [alexInOkta, alexInPayroll],
      [{ ...alexInOkta, lockoutsToday: 4 }, alexInPayroll],
      [alexInPayroll],
      [],
    ),
    tickets: fc.constantFrom('always' as const, 'on-failure' as const, 'never' as const),
    mode: fc.constantFrom('unlock' as const, 'instructions' as const),
    instructionsInFirstMessage: fc.boolean(),
    how: fc.constantFrom('link' as const, 'instructions' as const),
    portals: fc.constantFrom([], [{ label: 'Portal', url: 'https://portal.acme.test' }]),
    verification: fc.constantFrom('chat' as const, 'chat' as const, 'step-up' as const),
    managerApproval: fc.boolean(),
    freshLogin: fc.constantFrom(null, 'corp', 'payroll'),
    modes: fc.constantFrom(['single', 'all'] as const, ['single'] as const, ['all'] as const),
    changePassword: fc.constantFrom('reset' as const, 'instructions' as const),
    ignoreCoversExpired: fc.boolean(),
  })
  .map(
    ({
      accounts,
      tickets,
      how,
      portals,
      verification,
      managerApproval,
      freshLogin,
      modes,
      changePassword,
      ignoreCoversExpired,
      ...noticed
    }) =>
      situationOf({
        accounts,
        settings: {
          unlockAccount: { tickets },
          lockoutNotification: noticed,
          passwordReset: { tickets, mode: how, portals },
          mfaReset: { tickets, verification, modes },
          passwordExpiry: { tickets, changePassword, ignoreCoversExpired },
          proof: { managerApproval, freshLogin },
        },
      }),
  );

/** What begins a course of each policy; a policy may stand here more than once. */
const openings: readonly (readonly [PolicyId, PolicyEvent])[] = [
  ['unlock-account', askedFor()],
  ['lockout-notification', lockedOut(alexInCorp)],
  ['service-desk', askedFor('password')],
  ['help', askedFor('sign-in')],
  ['help', askedFor('help')],
  ['account-extension', reportEnding],
  ['another-person', askedFor('unlock', { forSomebodyElse: true, somebody: { words: 'kim' } })],
  ['approval', approvalAsked],
  ['attack-incident', { type: 'attack-began', attack: 'a1', people: 21, minutes: 5 }],
  ['mfa-reset', askedFor('mfa')],
  ['password-expiry', reminderDue(alexInOkta)],
  ['password-reset', askedFor('password')],
  ['personal-settings', askedFor('settings')],
  ['desk-answer', { type: 'desk-answered', key: 'case:1', number: null, subject: 'Help', resolution: 'Done.' }],
  ['desk-answer', { type: 'desk-answered', key: 'case:1', number: 'INC1', subject: 'Help', resolution: null }],
  ['security-notice', { type: 'factors-reset', removals }],
  ['security-notice', linkMoved],
  [
    'operator-notice',
    { type: 'troubles-changed', began: [{ trouble: 'connector', name: 'Okta', detail: 'Down.' }], over: [] },
  ],
  ['hold-notice', resetHeld],
  ['account-watch', accountReset],
  [
    'security-notice',
    {
      type: 'account-suspected',
      name: accountReset.name,
      suspected: [{ suspicion: 'anonymiser', country: '' }],
      key: 'watch:1',
    },
  ],
];

interface Step {
  readonly event: PolicyEvent;
  /** ISO 8601. */
  readonly instant: string;
  readonly effects: readonly Effect[];
}

function run(id: PolicyId, stimuli: readonly Stimulus[], first: Situation): { steps: readonly Step[]; state: unknown } {
  let state = policies[id].initial;
  const pending: Effect[] = [];
  const timers: string[] = [];
  let question: Question | undefined;
  const steps = stimuli.flatMap((stimulus, index) => {
    const one = stimulus.type === 'reply' ? replied(stimulus, { pending, timers, question }) : stimulus;
    if (one === undefined) return [];
    const instant = new Date(Date.parse(first.instant) + index * minute).toISOString();
    const step = policies[id].step(state, one, { ...first, instant });
    state = JSON.parse(JSON.stringify(step.state));
    pending.push(...step.effects.filter(({ type }) => ['identity', 'instructions', 'people', 'ticket'].includes(type)));
    timers.push(...step.effects.flatMap((effect) => (effect.type === 'timer' ? [effect.timer] : [])));
    for (const effect of step.effects) if (effect.type === 'say' && effect.question) question = effect.question;
    return [{ event: one, instant, effects: step.effects }];
  });
  return { steps, state };
}

interface Waiting {
  readonly pending: Effect[];
  readonly timers: string[];
  readonly question: Question | undefined;
}

function replied(reply: Reply, { pending, timers, question }: Waiting): PolicyEvent | undefined {
  const effect = pending.shift();
  switch (effect?.type) {
    case 'identity':
      return outcome(reply, effect);
    case 'instructions':
      return { type: 'instructions-read', system: effect.system, instructions: reply.instructions };
    case 'people':
      return { type: 'people-found', people: reply.isHealthy ? [kim] : [] };
    case 'ticket':
      return { type: 'ticket-opened', key: effect.key, number: 'AA-1' };
    default: {
      const timer = question === undefined || reply.isLate ? timers.pop() : undefined;
      if (timer !== undefined) return { type: 'timer-due', timer };
      return question === undefined ? undefined : answered(reply, question);
    }
  }
}

function answered({ choice: nth, option }: Reply, { choices, about: shown, form }: Question): PolicyEvent | undefined {
  const made = choices[nth % choices.length];
  if (made === undefined) return undefined;
  const value = form?.options[option % form.options.length]?.value ?? '';
  return { type: 'choice-made', choice: made, about: shown, values: form === undefined ? {} : { [form.field]: value } };
}

function outcome(reply: Reply, effect: IdentityEffect): PolicyEvent {
  const of = { ...(effect.account === alexInPayroll.account ? alexInPayroll : alexInOkta), ...effect };
  switch (effect.operation) {
    case 'account.read':
      return reply.isDone
        ? read(of, {
            ...reply.status,
            ...(reply.isHealthy ? { ...capable, standing: 'enabled', changedAt: setAt, expiresAt: endsAt } : {}),
          })
        : failed(of, 'read');
    case 'account.unlock':
      return reply.isDone ? unlocked(of) : failed(of, 'unlock');
    case 'factor.list':
      return reply.isDone
        ? factorsListed(of, reply.factors)
        : identityFailed(of, effect.operation, { code: reply.code });
    case 'factor.remove':
      return reply.isDone
        ? factorRemoved(of, effect.factor, reply.changed)
        : identityFailed(of, effect.operation, { code: reply.code, factor: effect.factor });
    case 'activity.read':
      return reply.isDone
        ? activityRead(of, reply.changed ? [signedIn(minute, { anonymised: true })] : [])
        : identityFailed(of, effect.operation, { code: reply.code });
    case 'recovery.read':
      return reply.isDone
        ? recoveryRead(of, reply.changed ? ['a…@home.test'] : [])
        : identityFailed(of, effect.operation, { code: reply.code });
    case 'sessions.revoke':
      return reply.isDone ? sessionsRevoked(of) : identityFailed(of, effect.operation, { code: reply.code });
    default:
      return reply.isDone
        ? passwordStarted(of, reply.way, effect.operation)
        : identityFailed(of, effect.operation, { code: reply.code });
  }
}

const stimulus: fc.Arbitrary<Stimulus> = fc.oneof({ arbitrary: reply, weight: 12 }, { arbitrary: event, weight: 1 });
const course = fc
  .tuple(fc.constantFrom(...openings), fc.array(stimulus, { maxLength: 25, size: 'max' }), situation)
  .map(([[id, first], others, around]): [PolicyId, readonly Stimulus[], Situation] => [id, [first, ...others], around]);
const runs = { numRuns: 1000 };

test('MFA-9 UA-10 nothing that needs a proof is asked for without one of that act and that account', () => {
  fc.assert(
    fc.property(course, ([id, events, first]) => {
      const proofs: Proof[] = [];
      for (const { event: cause, effects } of run(id, events, first).steps) {
        if (cause.type === 'proof-given') proofs.push(cause.proof);
        for (const effect of effects) {
          if (effect.type !== 'identity') continue;
          const { operation, system, account } = effect;
          const isShown = (...actions: readonly Proof['action'][]) =>
            proofs.some((one) => one.system === system && one.account === account && actions.includes(one.action));
          const of = first.accounts.find((one) => one.system === system && one.account === account);
          if (operation === 'account.unlock')
            expect((of !== undefined && of.lockoutsToday < 4) || isShown('unlock')).toBe(true);
          if (operation === 'factor.remove' && first.settings.mfaReset.verification === 'step-up')
            expect(isShown('remove-factor', 'remove-all-factors')).toBe(true);
        }
      }
    }),
    runs,
  );
});

test('MFA-9 what rests on a code alone is not taken away before its hold is over, and not after the owner said No', () => {
  fc.assert(
    fc.property(course, ([id, events, first]) => {
      fc.pre(first.settings.mfaReset.verification === 'step-up');
      const proofs: Proof[] = [];
      let wasStopped = false;
      for (const { event: cause, effects, instant } of run(id, events, first).steps) {
        if (cause.type === 'proof-given') proofs.push(cause.proof);
        const isRemoval = effects.some((effect) => effect.type === 'identity' && effect.operation === 'factor.remove');
        if (isRemoval) {
          const counts = ({ kind, action, countsFrom }: Proof) =>
            action !== 'unlock' && (kind !== 'code' || (countsFrom ?? instant) <= instant);
          expect(proofs.some(counts)).toBe(true);
          expect(wasStopped).toBe(false);
        }
        const isClosed = effects.some((effect) => effect.type === 'close');
        if (cause.type === 'proof-refused' && cause.because === 'not-me' && isClosed) wasStopped = true;
      }
    }),
    runs,
  );
});

test('UA-3 LN-8 an unlock is only ever asked for by a Yes that names the account and that was shown it', () => {
  fc.assert(
    fc.property(course, ([id, events, first]) => {
      const shown = new Set<string>();
      for (const { event: cause, effects } of run(id, events, first).steps) {
        for (const effect of effects) {
          if (effect.type !== 'identity' || effect.operation !== 'account.unlock') continue;
          const key = `${effect.system}/${effect.account}`;
          if (cause.type === 'proof-given') expect(cause.proof.action).toBe('unlock');
          else {
            expect(cause).toMatchObject({ type: 'choice-made', choice: 'yes' });
            expect(cause.type === 'choice-made' && cause.about).toContain(key);
          }
          expect(shown).toContain(key);
          const whose = id === 'another-person' ? kim.accounts : first.accounts;
          expect(whose.map((one) => `${one.system}/${one.account}`)).toContain(key);
        }
        for (const effect of effects) {
          if (effect.type === 'say') for (const key of effect.question?.about ?? []) shown.add(key);
        }
      }
    }),
    runs,
  );
});

test('GEN-6 what is said to be done is what an outcome of this course shows, with the system that answered', () => {
  const kinds = ['unlocks', 'starts', 'removals', 'revocations'] as const;
  fc.assert(
    fc.property(course, ([id, events, first]) => {
      const shown: unknown[] = [];
      for (const { event: cause, effects } of run(id, events, first).steps) {
        if ('change' in cause) shown.push(cause.change);
        if ('start' in cause) shown.push(cause.start);
        if (cause.type === 'factors-reset') shown.push(...cause.removals.map(({ change }) => change));
        for (const { sentences } of effects.filter((effect) => effect.type === 'say')) {
          for (const { parameters } of sentences) {
            const claims = parameters as { readonly [Kind in (typeof kinds)[number]]?: readonly Claim[] };
            for (const { change, start } of kinds.flatMap((kind) => claims[kind] ?? []))
              expect(shown).toContainEqual(change ?? start);
          }
        }
      }
    }),
    runs,
  );
});

interface Claim {
  readonly change?: object;
  readonly start?: object;
}

test('LN-15 whoever wants no notices gets none, and whoever wants one a day no second one within a day', () => {
  const wanted = fc.constantFrom('daily' as const, 'none' as const);
  fc.assert(
    fc.property(course, wanted, ([id, events, first], notices) => {
      const around = { ...first, personal: { ...noPersonalSettings, notices }, notices: [at(-60 * minute)] };
      // Who was told nothing has no button to press.
      const unasked = events.filter(({ type }) => type !== 'choice-made');
      const said = run(id, unasked, around).steps.flatMap(({ effects }) => effects);
      expect(said.filter((effect) => effect.type === 'say' && effect.notice === true)).toEqual([]);
    }),
    runs,
  );
});

test('every policy is known by its own name, and says which of its versions decided', () => {
  for (const [id, policy] of Object.entries(policies)) {
    expect(policy.id).toBe(id);
    expect(policy.version).toBeGreaterThanOrEqual(1);
  }
});

test('every policy has its courses', () => {
  expect(new Set(openings.map(([id]) => id))).toEqual(new Set(Object.keys(policies)));
});

test('a case is closed at most once, and nothing follows', () => {
  fc.assert(
    fc.property(course, ([id, events, first]) => {
      const effects = run(id, events, first).steps.flatMap((step) => step.effects);
      const close = effects.findIndex(({ type }) => type === 'close');
      if (close >= 0) expect(effects.slice(close + 1)).toEqual([]);
    }),
    runs,
  );
});

test('GEN-9 every ticket that a case opened is resolved or handed over when the case is closed, once', () => {
  fc.assert(
    fc.property(course, ([id, events, first]) => {
      const effects = run(id, events, first).steps.flatMap((step) => step.effects);
      const keys = (operations: readonly string[]) =>
        effects.flatMap((effect) =>
          // What the desk resolves was opened by another case.
          effect.type === 'ticket' && operations.includes(effect.operation) && !('byDesk' in effect)
            ? [effect.key]
            : [],
        );
      const [opened, settled] = [keys(['ticket.open']), keys(['ticket.resolve', 'ticket.hand-off'])];
      if (effects.some(({ type }) => type === 'close')) expect(settled.toSorted()).toEqual(opened.toSorted());
      for (const key of settled) expect(opened).toContain(key);
      if (first.settings.unlockAccount.tickets === 'never' && id === 'unlock-account') expect(opened).toEqual([]);
    }),
    runs,
  );
});

test('GEN-9 no ticket of any feature holds what acts or is secret: links of providers, where they were sent, instructions, what a form was given', () => {
  let [played, met] = [0, 0];
  fc.assert(
    fc.property(course, fc.stringMatching(/^[A-Za-z0-9]{16}$/), ([id, events, first], secret) => {
      const planted = JSON.parse(
        JSON.stringify(events)
          .replaceAll('https://id.acme.test', `https://id.acme.test/reset?token=${secret}`)
          .replaceAll('a…@acme.test', `${secret}@acme.test`)
          .replaceAll('"Call."', `"Call ${secret}."`)
          .replaceAll('"values":{', `"values":{"password":"${secret}",`),
      ) as readonly Stimulus[];
      const { steps } = run(id, planted, first);
      played += 1;
      const tickets = steps.flatMap(({ effects }) => effects.filter(({ type }) => type === 'ticket'));
      if (tickets.length > 0 && JSON.stringify(steps).includes(secret)) met += 1;
      for (const ticket of tickets) {
        const { key, ...words } = ticket as { readonly key: string };
        expect(key).not.toContain(secret);
        expect(JSON.stringify(words)).not.toContain(secret);
        expect(JSON.stringify(words)).not.toMatch(/https?:/);
      }
    }),
    runs,
  );
  // Otherwise it says nothing.
  expect(met).toBeGreaterThan(played / 100);
});

test('MFA-8 a factor is removed only by an id that was shown with the question that was answered', () => {
  fc.assert(
    fc.property(course, ([id, events, first]) => {
      const shown = new Set<string>();
      for (const { event: cause, effects } of run(id, events, first).steps) {
        for (const effect of effects) {
          if (effect.type !== 'identity' || effect.operation !== 'factor.remove') continue;
          expect(shown).toContain(`${effect.system}/${effect.account}/${effect.factor}`);
          if (cause.type !== 'factor-removed')
            expect(cause).toMatchObject({ type: 'choice-made', choice: 'reset-mfa' });
        }
        for (const effect of effects) {
          if (effect.type === 'say') for (const key of effect.question?.about ?? []) shown.add(key);
        }
      }
    }),
    runs,
  );
});

test('LIM-1 GEN-3 no way to a new password is tried twice for one click: what the provider cannot do gives way to the next', () => {
  const policy = fc.constantFrom<readonly [PolicyId, PolicyEvent]>(
    ['password-reset', askedFor('password')],
    ['password-reset', askedFor('password', { how: 'knows' })],
    ['password-expiry', reminderDue(alexInOkta)],
  );
  const unable = fc.record({ code: fc.constantFrom('operation-unsupported', 'permission-denied') });
  const stuck: fc.Arbitrary<Stimulus> = fc
    .tuple(reply, unable)
    .map(([one, why]) => ({ ...one, ...why, isDone: false, choice: 0 }) as const);
  const stimuli = fc.array(fc.oneof({ arbitrary: stuck, weight: 2 }, stimulus), { maxLength: 25, size: 'max' });
  let most = 0;
  fc.assert(
    fc.property(policy, stimuli, situation, ([id, first], others, around) => {
      const tried = new Set<string>();
      for (const { event: cause, effects } of run(id, [first, ...others], around).steps) {
        if (cause.type === 'choice-made' || cause.type === 'help-asked') tried.clear();
        for (const effect of effects) {
          if (effect.type !== 'identity' || !effect.operation.startsWith('password.start-')) continue;
          expect([...tried]).not.toContain(effect.operation);
          tried.add(effect.operation);
        }
        most = Math.max(most, tried.size);
      }
    }),
    runs,
  );
  // Otherwise it says nothing.
  expect(most).toBe(2);
});

test('a replay of the same events gives the same steps', () => {
  fc.assert(
    fc.property(course, ([id, events, first]) => {
      expect(run(id, events, first)).toEqual(run(id, events, first));
    }),
    { numRuns: 300 },
  );
});
