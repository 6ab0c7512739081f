import fc from 'fast-check';
import { type Effect, type PolicyEvent, type PolicyId, policies, type Situation } from '../src/index.ts';
import {
  alexInCorp,
  alexInPayroll,
  askedFor,
  changedTo,
  failed,
  lockedOut,
  lockOf,
  minute,
  read,
  situationOf,
  unlocked,
} from './support/course.ts';

const account = fc.constantFrom(alexInCorp, alexInPayroll, { ...alexInCorp, account: '77' });
const status = fc.record({
  standing: fc.constantFrom('enabled', 'enabled', 'enabled', 'disabled', 'suspended'),
  lock: fc.option(fc.constantFrom(lockOf('e1'), lockOf('e2'), lockOf('e3', 'other'))),
  mustChange: fc.boolean(),
  able: fc.boolean(),
} as const);
const instructions = fc.option(fc.constant({ title: 'How', text: 'Call.', link: null, locale: 'en' }));
const choice = fc.constantFrom('yes', 'yes', 'no', 'edit', 'cancel', 'continue', 'not-me', 'check-again');
const about = fc.subarray(['corp/1', 'payroll/9', 'corp/77']);

/** Any event in any order: whatever a provider, a person or a repeated job may bring. */
const event: fc.Arbitrary<PolicyEvent> = fc.oneof(
  fc.record({
    type: fc.constant('help-asked' as const),
    request: fc.record({
      about: fc.constantFrom('unlock', 'password', 'mfa', 'service-desk', 'help', 'unclear', 'which-question'),
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
    values: fc.record({ account: fc.constantFrom('corp/1', 'payroll/9', 'corp/77', '') }),
  }),
  fc.record({ type: fc.constant('choice-expired' as const), choice }),
  fc.tuple(account, status).map(([of, how]) => read(of, how)),
  fc.tuple(account, status).map(([of, how]) => changedTo(of, how)),
  account.map(unlocked),
  account.map((of) => ({ type: 'account-found-open' as const, system: of.system, account: of.account })),
  fc.tuple(account, fc.constantFrom('read' as const, 'unlock' as const)).map(([of, what]) => failed(of, what)),
  fc.record({ type: fc.constant('identity-delayed' as const), system: fc.constant('Corp Directory') }),
  fc.record({
    type: fc.constant('instructions-read' as const),
    system: fc.constantFrom('corp', 'payroll', 'fidelity'),
    instructions,
  }),
  fc.record({
    type: fc.constant('ticket-opened' as const),
    key: fc.constantFrom('case:case-1', 'unlock:corp/1:e1', 'unlock:corp/1:e2'),
    number: fc.constant('AA-1'),
  }),
  fc.record({ type: fc.constant('timer-due' as const), timer: fc.constantFrom('notice', 'question') }),
);

const situation: fc.Arbitrary<Situation> = fc
  .record({
    accounts: fc.subarray([alexInCorp, alexInPayroll]),
    tickets: fc.constantFrom('always' as const, 'on-failure' as const, 'never' as const),
    mode: fc.constantFrom('unlock' as const, 'instructions' as const),
    instructionsInFirstMessage: fc.boolean(),
  })
  .map(({ accounts, tickets, ...lockoutNotification }) =>
    situationOf({ accounts, settings: { unlockAccount: { tickets }, lockoutNotification } }),
  );

const policy = fc.constantFrom<PolicyId>('unlock-account', 'lockout-notification', 'service-desk', 'help');
const opening: Readonly<Record<PolicyId, PolicyEvent>> = {
  'unlock-account': askedFor(),
  'lockout-notification': lockedOut(alexInCorp),
  'service-desk': askedFor('password'),
  help: askedFor('help'),
};

interface Step {
  readonly event: PolicyEvent;
  readonly effects: readonly Effect[];
}

function run(
  id: PolicyId,
  events: readonly PolicyEvent[],
  first: Situation,
): { steps: readonly Step[]; state: unknown } {
  let state = policies[id].initial;
  const steps = [opening[id], ...events].map((one, index) => {
    const instant = new Date(Date.parse(first.instant) + index * minute).toISOString();
    const step = policies[id].step(state, one, { ...first, instant });
    state = JSON.parse(JSON.stringify(step.state));
    return { event: one, effects: step.effects };
  });
  return { steps, state };
}

const course = fc.tuple(policy, fc.array(event, { maxLength: 25 }), situation);
const runs = { numRuns: 1500 };

test('UA-3 LN-8 an unlock is only ever asked for by a Yes that names the account and that was shown it', () => {
  fc.assert(
    fc.property(course, ([id, events, first]) => {
      const shown = new Set<string>();
      for (const { event: cause, effects } of run(id, events, first).steps) {
        for (const effect of effects) {
          if (effect.type !== 'identity' || effect.operation !== 'account.unlock') continue;
          const key = `${effect.system}/${effect.account}`;
          expect(cause).toMatchObject({ type: 'choice-made', choice: 'yes' });
          expect(cause.type === 'choice-made' && cause.about).toContain(key);
          expect(shown).toContain(key);
          expect(first.accounts.map((one) => `${one.system}/${one.account}`)).toContain(key);
        }
        for (const effect of effects) {
          if (effect.type === 'say') for (const key of effect.question?.about ?? []) shown.add(key);
        }
      }
    }),
    runs,
  );
});

test('GEN-6 success is only ever said of an account whose unlock was verified', () => {
  fc.assert(
    fc.property(course, ([id, events, first]) => {
      const verified = new Set<string>();
      for (const { event: cause, effects } of run(id, events, first).steps) {
        if (cause.type === 'account-unlocked') verified.add(cause.account);
        for (const effect of effects) {
          if (effect.type !== 'say') continue;
          for (const { key, parameters } of effect.sentences) {
            if (!key.startsWith('unlock.done')) continue;
            const { unlocks } = parameters as { readonly unlocks: readonly { change: { account: { id: string } } }[] };
            for (const { change } of unlocks) expect(verified).toContain(change.account.id);
          }
        }
      }
    }),
    runs,
  );
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
          effect.type === 'ticket' && operations.includes(effect.operation) ? [effect.key] : [],
        );
      const [opened, settled] = [keys(['ticket.open']), keys(['ticket.resolve', 'ticket.hand-off'])];
      if (effects.some(({ type }) => type === 'close')) expect(settled.toSorted()).toEqual(opened.toSorted());
      for (const key of settled) expect(opened).toContain(key);
      if (first.settings.unlockAccount.tickets === 'never' && id === 'unlock-account') expect(opened).toEqual([]);
    }),
    runs,
  );
});

test('a replay of the same events gives the same steps', () => {
  fc.assert(
    fc.property(course, ([id, events, first]) => {
      expect(run(id, events, first)).toEqual(run(id, events, first));
    }),
    { numRuns: 300 },
  );
});
