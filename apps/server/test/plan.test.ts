import { sentence } from '@access-account/messages';
import type { Effect, PolicyEvent, Say } from '@access-account/policies';
import type { HelpCase, OpenQuestion } from '../src/road/help-case.ts';
import { isOnlyLooking, planOf } from '../src/road/plan.ts';

const instant = '2026-03-02T08:00:00.000Z';
const open: OpenQuestion = { effect: 'first', choices: ['yes', 'no'], about: ['corp/1'], askedAt: instant };

const helpCase = (change: Partial<HelpCase> = {}): HelpCase => ({
  id: 'case',
  person: 'alex',
  policy: 'unlock-account',
  policyVersion: 1,
  state: {},
  version: 3,
  nextOrdinal: 7,
  question: null,
  subjects: [],
  address: null,
  locale: 'en',
  writtenIn: null,
  holder: null,
  shadow: false,
  ...change,
});

const say = (change: Partial<Say> = {}): Say => ({ type: 'say', sentences: [sentence('person.unknown')], ...change });
const ask = (change: Partial<Say> = {}): Say =>
  say({ question: { choices: ['yes', 'no'], about: ['corp/2'] }, ...change });
const timer = (name: string, at = '2026-03-02T09:00:00.000Z'): Effect => ({ type: 'timer', timer: name, at });
const close: Effect = { type: 'close', outcome: 'unlocked' };
const due: PolicyEvent = { type: 'timer-due', timer: 'later' };
const answered: PolicyEvent = { type: 'choice-made', choice: 'yes', about: ['corp/1'], values: {} };

interface Asked {
  readonly event?: PolicyEvent;
  readonly question?: OpenQuestion | null;
  readonly subjects?: readonly string[];
  readonly shadow?: boolean;
}

const plan = (
  effects: readonly Effect[],
  { event = due, question = null, subjects = [], shadow = false }: Asked = {},
) => planOf({ case: helpCase({ question, subjects, shadow }), event, state: {}, effects }, instant);

describe('effects', () => {
  test('are numbered from where the case is, each with an id of its own', () => {
    const { effects } = plan([say(), say(), timer('later')]);
    expect(effects.map(({ ordinal }) => ordinal)).toEqual([7, 8, 9]);
    expect(new Set(effects.map(({ id }) => id)).size).toBe(3);
  });

  test('are due now, and a timer at its instant', () => {
    const { effects } = plan([say(), timer('later')]);
    expect(effects.map(({ notBefore }) => notBefore)).toEqual([instant, '2026-03-02T09:00:00.000Z']);
  });

  test('wait for those of their own lane alone', () => {
    const wanted: readonly Effect[] = [
      { type: 'ticket', operation: 'ticket.note', key: 'key', text: 'text' },
      timer('later'),
      { type: 'identity', operation: 'account.read', system: 'corp', account: '1' },
      { type: 'instructions', topic: 'unlock-account', system: 'payroll' },
      say(),
    ];
    expect(plan(wanted).effects.map(({ lane }) => lane)).toEqual([
      'ticket',
      'timer:later',
      'system:corp',
      'system:payroll',
      'person',
    ]);
  });

  test('what closes the case is its outcome, and nothing to be performed', () => {
    const { effects, outcome } = plan([say(), close]);
    expect(effects.map(({ effect }) => effect.type)).toEqual(['say']);
    expect(outcome).toBe('unlocked');
    expect(plan([say()]).outcome).toBeNull();
  });

  test('what nobody asked for counts against the notice allowance, by its id', () => {
    const { effects, notices } = plan([say({ notice: true }), say(), say({ notice: false })]);
    expect(notices).toEqual([effects[0]?.id]);
  });

  test('every account that is looked at or acted on is a subject of the case, once', () => {
    const read: Effect = { type: 'identity', operation: 'account.read', system: 'corp', account: '1' };
    const { subjects } = plan([read, { ...read, account: '2' }, read, say()], { subjects: ['corp/1', 'payroll/9'] });
    expect(subjects).toEqual(['corp/1', 'payroll/9', 'corp/2']);
  });
});

describe('UA-9 a question about what is being done', () => {
  const proof: PolicyEvent = {
    type: 'proof-given',
    proof: { kind: 'fresh-login', action: 'unlock', system: 'corp', account: '1', until: instant },
  };
  const at = { type: 'identity', system: 'corp', account: '1' } as const;

  test('is over with the proof that was asked for: no Cancel counts any more, and no other case takes the place of this one', () => {
    const { closedQuestion, openQuestion, effects } = plan([{ ...at, operation: 'account.unlock', episode: 'e1' }], {
      event: proof,
      question: open,
    });
    expect([closedQuestion, openQuestion]).toEqual(['first', null]);
    expect(effects.map(({ effect }) => effect.type)).toEqual(['settle', 'identity']);
  });

  test.each(['account.read', 'factor.list', 'recovery.read'] as const)(
    'stays open while %s only looks',
    (operation) => {
      expect(plan([{ ...at, operation }], { event: due, question: open }).openQuestion).toEqual(open);
    },
  );
});

describe('timers', () => {
  test('replace those of the same name that wait', () => {
    expect(plan([timer('later'), say(), timer('sooner')]).replacedTimers).toEqual(['timer:later', 'timer:sooner']);
    expect(plan([say()]).replacedTimers).toEqual([]);
  });

  test('are all over with the case', () => {
    expect(plan([timer('later'), close]).replacedTimers).toEqual(['timer:%']);
  });
});

describe('the open question', () => {
  test('is the one that is asked, from now on', () => {
    const { effects, openQuestion, askedQuestion } = plan([say(), ask()]);
    expect(openQuestion).toEqual({
      effect: effects[1]?.id,
      choices: ['yes', 'no'],
      about: ['corp/2'],
      askedAt: instant,
    });
    expect(askedQuestion).toEqual(openQuestion);
  });

  test('is the last one where several are asked', () => {
    const { effects, openQuestion } = plan([ask(), ask(), say()]);
    expect(openQuestion?.effect).toBe(effects[1]?.id);
  });

  test('stays open when something else is said', () => {
    const { effects, openQuestion, askedQuestion, closedQuestion } = plan([say()], { question: open });
    expect(openQuestion).toBe(open);
    expect(askedQuestion).toBeNull();
    expect(closedQuestion).toBeNull();
    expect(effects.map(({ effect }) => effect.type)).toEqual(['say']);
  });

  test('closes by its answer, which its message then shows before anything else is said', () => {
    const { effects, openQuestion, closedQuestion } = plan([say()], { question: open, event: answered });
    expect(openQuestion).toBeNull();
    expect(closedQuestion).toBe('first');
    expect(effects.map(({ effect, lane, ordinal }) => ({ effect: effect.type, lane, ordinal }))).toEqual([
      { effect: 'settle', lane: 'card', ordinal: 7 },
      { effect: 'say', lane: 'person', ordinal: 8 },
    ]);
    expect(effects[0]?.effect).toEqual({ type: 'settle', question: 'first', answer: 'yes' });
  });

  test('closes without an answer when another one is asked', () => {
    const { effects, openQuestion, closedQuestion } = plan([ask()], { question: open });
    expect(closedQuestion).toBe('first');
    expect(effects[0]?.effect).toEqual({ type: 'settle', question: 'first', answer: null });
    expect(openQuestion?.effect).toBe(effects[1]?.id);
  });

  test('closes when another one is asked among what else is said', () => {
    const { closedQuestion, openQuestion, effects } = plan([say(), ask(), say()], { question: open });
    expect(closedQuestion).toBe('first');
    expect(openQuestion?.effect).toBe(effects[2]?.id);
  });

  test('closes with the case, and none is open afterwards, even one asked last', () => {
    const ended = plan([close], { question: open });
    expect(ended.closedQuestion).toBe('first');
    expect(ended.openQuestion).toBeNull();
    expect(ended.effects.map(({ effect }) => effect.type)).toEqual(['settle']);
    const asked = plan([ask(), close]);
    expect(asked.openQuestion).toBeNull();
    expect(asked.askedQuestion).toBeNull();
  });

  test('gives its place to a message that says so, and needs no settling then', () => {
    const { effects, openQuestion, closedQuestion } = plan([say({ inPlace: true })], { question: open });
    expect(closedQuestion).toBe('first');
    expect(openQuestion).toBeNull();
    expect(effects.map(({ effect }) => effect)).toEqual([{ ...say({ inPlace: true }), replaces: 'first' }]);
  });

  test('where there is none, an answer settles nothing and a message in place is a message', () => {
    const { effects, closedQuestion } = plan([say({ inPlace: true })], { event: answered });
    expect(closedQuestion).toBeNull();
    expect(effects.map(({ effect }) => effect)).toEqual([say({ inPlace: true })]);
  });

  test('a message beside it replaces nothing', () => {
    const [only] = plan([say()], { question: open }).effects;
    expect(only?.effect).toEqual(say());
  });
});

describe('OPS-1 a case that only watches', () => {
  const account = { type: 'identity', system: 'corp', account: '1' } as const;
  const looks: readonly Effect[] = [
    { ...account, operation: 'account.read' },
    { ...account, operation: 'activity.read', since: instant },
    { ...account, operation: 'factor.list' },
    { type: 'instructions', topic: 'unlock-account', system: 'corp' },
    { type: 'people', words: 'kim', user: null, system: null },
    timer('later'),
  ];
  const acts: readonly Effect[] = [
    { ...account, operation: 'account.unlock', episode: 'e1' },
    { ...account, operation: 'password.start-reset' },
    { ...account, operation: 'password.start-change' },
    { ...account, operation: 'recovery.read' },
    { ...account, operation: 'factor.remove', factor: 'f1' },
    { ...account, operation: 'sessions.revoke' },
    { type: 'ticket', operation: 'ticket.note', key: 'key', text: 'text' },
    { type: 'hand-over', to: 'security-notice', event: { type: 'factors-reset', removals: [] } },
    say(),
  ];

  test('looks, and everything that changes or sends something is only recorded', () => {
    const { effects } = plan([...looks, ...acts], { shadow: true });
    expect(effects.filter(({ shadowed }) => shadowed).map(({ effect }) => effect)).toEqual(acts);
    expect(looks.map((effect) => plan([effect]).effects.every(({ effect: one }) => isOnlyLooking(one)))).toEqual(
      looks.map(() => true),
    );
  });

  test('another one does all of it', () => {
    expect(plan([...looks, ...acts]).effects.filter(({ shadowed }) => shadowed)).toEqual([]);
  });

  test('asks nobody: no question is open after it', () => {
    const { openQuestion, askedQuestion } = plan([ask()], { shadow: true });
    expect([openQuestion, askedQuestion]).toEqual([null, null]);
  });
});

describe('what is kept by the decision itself', () => {
  test('is nothing to be performed', () => {
    const settings = { notices: 'none', language: null, channel: null } as const;
    const { effects } = plan([
      { type: 'personal-settings', settings },
      { type: 'unlink', channel: 'slack', user: 'U1' },
      say(),
    ]);
    expect(effects.map(({ effect }) => effect)).toEqual([say()]);
  });
});

describe('words that would choose, on a channel where anybody can write in anybody’s name', () => {
  const event: PolicyEvent = { type: 'answer-unproven', choice: 'yes' };

  test('get the open question once more, and it stays open', () => {
    const { effects, openQuestion, closedQuestion } = plan([say(), timer('later')], { event, question: open });
    expect(effects.map(({ effect }) => effect)).toEqual([{ ...say(), repeats: 'first' }, timer('later')]);
    expect([openQuestion, closedQuestion]).toEqual([open, null]);
  });

  test('where none is open they get a message', () => {
    expect(plan([say()], { event }).effects.map(({ effect }) => effect)).toEqual([say()]);
  });
});
