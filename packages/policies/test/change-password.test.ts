import { render, sentence } from '@access-account/messages';
import fc from 'fast-check';
import type { ChoiceName, Effect, PolicyEvent, Situation } from '../src/index.ts';
import {
  alexInOkta,
  askedFor,
  at,
  Course,
  capable,
  done,
  hour,
  identityFailed,
  instructions,
  lockOf,
  minute,
  passwordStarted,
  read,
  reminderDue,
  said,
  setAt,
  situationOf,
  unlocked,
} from './support/course.ts';

const languages = ['de', 'en', 'es', 'fr', 'it', 'ja', 'pt-BR'];
const link = { kind: 'link', url: 'https://id.acme.test/change', until: null } as const;
const dead = { 'password.start-change': { able: false, reason: 'not enabled' } } as const;

/** Every state an account can be in, as its directory tells it. */
const states = {
  normal: capable,
  locked: { ...capable, lock: lockOf('e1') },
  expired: { ...capable, expiresAt: at(-minute) },
  'must-change': { ...capable, mustChange: true },
  suspended: { standing: 'suspended', capabilities: dead },
  disabled: { standing: 'disabled', capabilities: dead },
} as const;
type State = keyof typeof states;

const modes = { automated: 'reset', instructions: 'instructions' } as const;
type Mode = keyof typeof modes;

const situation = (mode: Mode, more: Partial<Situation> = {}): Situation => ({
  ...situationOf({ accounts: [alexInOkta], settings: { passwordExpiry: { changePassword: modes[mode] } } }),
  ...more,
});

const labelOf = (choice: ChoiceName) => sentence(choice === 'continue' ? 'account.continue' : `choice.${choice}`);

/** What the world answers to an effect, with the account in this state. */
function answerTo(effect: Effect, state: State): PolicyEvent | undefined {
  const isLeft = state === 'suspended' || state === 'disabled';
  switch (effect.type) {
    case 'identity':
      switch (effect.operation) {
        case 'account.read':
          return read(alexInOkta, states[state]);
        case 'account.unlock':
          return unlocked(alexInOkta);
        case 'password.start-change':
          // The gate right before the act: whatever was decided, an account that is not enabled is left alone.
          return isLeft
            ? identityFailed(alexInOkta, effect.operation, { code: 'conflict' })
            : passwordStarted(alexInOkta, link, effect.operation);
        default:
          throw new Error(`Nobody asked for ${effect.operation}.`);
      }
    case 'instructions':
      return instructions(effect.system);
    case 'ticket':
      return effect.operation === 'ticket.open'
        ? { type: 'ticket-opened', key: effect.key, number: 'AA-1' }
        : undefined;
    default:
      return undefined;
  }
}

/** Lets everything happen that follows, until somebody is asked or nothing more is to be done. */
function run(course: Course, effects: readonly Effect[], state: State): readonly Effect[] {
  return [
    ...effects,
    ...effects.flatMap((effect) => {
      const event = answerTo(effect, state);
      return event === undefined ? [] : run(course, course.tell(event), state);
    }),
  ];
}

/** The button after “I can’t get in”: it hands over to this. */
function clickedInHelp(state: State, situation: Situation): readonly Effect[] {
  const course = new Course('password-reset', situation);
  const clicked = course.tell(askedFor('password', { how: 'knows', system: { connected: true, name: 'corp' } }));
  const followed = run(course, clicked, state);
  return course.question?.choices.includes('yes')
    ? [...followed, ...run(course, course.choose('yes'), state)]
    : followed;
}

/** The button on a reminder. */
function clickedOnReminder(state: State, situation: Situation): readonly Effect[] {
  const course = new Course('password-expiry', situation);
  course.tell(reminderDue(alexInOkta));
  course.tell(read(alexInOkta, { ...capable, changedAt: setAt, expiresAt: at(14 * 24 * hour) }));
  return run(course, course.choose('change-password'), state);
}

const buttons = { 'after “I can’t get in”': clickedInHelp, 'on a reminder': clickedOnReminder } as const;

/** What the person hears in the end, button by state and mode. */
const right: Readonly<
  Record<keyof typeof buttons, Readonly<Record<Mode, Readonly<Record<State, readonly string[]>>>>>
> = {
  'after “I can’t get in”': {
    automated: {
      normal: ['password.link'],
      locked: ['password.locked-too', 'unlock.done', 'password.link'],
      expired: ['password.link'],
      'must-change': ['password.link'],
      suspended: ['password.refused', 'desk.opened'],
      disabled: ['password.refused', 'desk.opened'],
    },
    instructions: {
      normal: ['instructions.body'],
      locked: ['password.locked-too', 'unlock.done', 'instructions.body'],
      expired: ['instructions.body'],
      'must-change': ['instructions.body'],
      suspended: ['password.refused', 'desk.opened'],
      disabled: ['password.refused', 'desk.opened'],
    },
  },
  'on a reminder': {
    automated: {
      normal: ['password.link'],
      locked: ['password.link'],
      expired: ['password.link'],
      'must-change': ['password.link'],
      suspended: ['password.refused'],
      disabled: ['password.refused'],
    },
    instructions: {
      normal: ['instructions.body'],
      locked: ['instructions.body'],
      expired: ['instructions.body'],
      'must-change': ['instructions.body'],
      suspended: ['instructions.body'],
      disabled: ['instructions.body'],
    },
  },
};

const table = (Object.keys(buttons) as (keyof typeof buttons)[]).flatMap((button) =>
  (Object.keys(modes) as Mode[]).flatMap((mode) =>
    (Object.keys(states) as State[]).map((state) => [button, mode, state] as const),
  ),
);

describe('LIM-1 Change password', () => {
  test.each(table)('%s, %s, the account is %s: the same right answer in every language', (button, mode, state) => {
    const effects = buttons[button](state, situation(mode));
    expect(said(effects)).toEqual(right[button][mode][state]);
    const says = effects.filter((effect) => effect.type === 'say');
    for (const language of languages) {
      for (const { sentences, question, links = [] } of says) {
        for (const one of sentences) expect(render(one, language).trim()).not.toBe('');
        const labels = (question?.choices ?? []).map((choice) => render(labelOf(choice), language));
        expect(new Set(labels).size).toBe(question?.choices.length ?? 0);
        for (const { label } of links) expect(typeof label === 'string' ? label : render(label, language)).not.toBe('');
      }
    }
    const texts = languages.map((language) =>
      says.flatMap(({ sentences }) => sentences.map((one) => render(one, language))).join('\n'),
    );
    // Only an article is what it is in every language: the organisation wrote it.
    const isOwnWords = says.every(({ sentences }) => sentences.every(({ key }) => key === 'instructions.body'));
    expect(new Set(texts).size).toBe(isOwnWords ? 1 : languages.length);
  });

  test('and nothing but state and mode changes it: no hour, no notice, no earlier click', () => {
    const instants = fc.date({
      min: new Date('2026-03-02T08:00:00Z'),
      max: new Date('2026-03-10T08:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...table),
        instants,
        fc.array(instants, { maxLength: 5 }),
        fc.boolean(),
        ([button, mode, state], instant, notices, lastLockoutResolved) => {
          const other = situation(mode, {
            notices: notices.map((notice) => notice.toISOString()),
            lastLockoutResolved,
            ...(button === 'on a reminder' ? {} : { instant: instant.toISOString() }),
          });
          const [one, again] = [buttons[button](state, other), buttons[button](state, situation(mode))];
          // An account whose password ends later than this instant has not expired, and that is all the same here.
          expect(said(one)).toEqual(right[button][mode][state]);
          expect(done(one)).toEqual(done(again));
        },
      ),
    );
  });
});
