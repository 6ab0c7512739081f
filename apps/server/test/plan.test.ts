import { sentence } from '@access-account/messages';
import type { Effect, PolicyEvent, Say } from '@access-account/policies';
import type { HelpCase, OpenQuestion } from '../src/road/help-case.ts';
import { planOf } from '../src/road/plan.ts';

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
}

const plan = (effects: readonly Effect[], { event = due, question = null, subjects = [] }: Asked = {}) =>
  planOf({ case: helpCase({ question, subjects }), event, state: {}, effects }, instant);

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
