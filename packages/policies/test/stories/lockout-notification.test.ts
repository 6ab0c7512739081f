import {
  alexInCorp,
  alexInPayroll,
  changedTo,
  failed,
  hour,
  instructions,
  lockedOut,
  lockOf,
  minute,
  read,
  type SettingsChange,
  situationOf,
  start,
  timerDue,
  unlocked,
} from '../support/course.ts';
import { Story, tellStories } from '../support/story.ts';

const locked = { lock: lockOf('e1') };
const both = situationOf({ accounts: [alexInCorp, alexInPayroll] });
const manual = { ...locked, able: false };

function noticed(situation = situationOf(), status: Parameters<typeof read>[1] = locked): Story {
  const story = new Story('lockout-notification', situation);
  for (const account of situation.accounts) story.tell(lockedOut(account));
  for (const account of situation.accounts) story.tell(read(account, status));
  return story;
}

const told = (lockoutNotification: NonNullable<SettingsChange['lockoutNotification']>) =>
  situationOf({ settings: { lockoutNotification } });

tellStories('lockout-notification', {
  'LN-5 LN-6 LN-8 LN-10 the notice, Yes, and what was read back': () => {
    const story = noticed();
    story.choose('yes');
    story.tell({ type: 'identity-delayed', system: 'Corp Directory' });
    story.tell({ type: 'identity-delayed', system: 'Corp Directory' });
    story.tell({ type: 'ticket-opened', key: 'unlock:corp/1:e1', number: 'AA-1' });
    story.tell(unlocked(alexInCorp));
    return story;
  },
  'LN-14 No leaves it as it is, and “This wasn’t me” is still to be had': () => {
    const story = noticed();
    story.choose('no');
    story.choose('not-me');
    return story;
  },
  'LN-14 No, and nothing more for a day': () => {
    const story = noticed();
    story.choose('no');
    story.later(24 * hour);
    story.tell(timerDue('notice'));
    return story;
  },
  'LN-14 No, and locked once more': () => {
    const story = noticed();
    story.choose('no');
    story.tell(lockedOut(alexInCorp, 'e2'));
    story.tell(read(alexInCorp, { lock: lockOf('e2') }));
    return story;
  },
  'LN-5 open again by the time of the look: nobody’s news': () => noticed(situationOf(), {}),
  'open again at the next look: the card is put right': () => {
    const story = noticed();
    story.choose('check-again');
    story.tell({ type: 'identity-delayed', system: 'Corp Directory' });
    story.tell(read(alexInCorp));
    return story;
  },
  'disabled meanwhile: nothing is put right': () => {
    const story = noticed();
    story.choose('check-again');
    story.tell(read(alexInCorp, { standing: 'disabled' }));
    return story;
  },
  'LN-11 nobody answers: told once more after the gap': () => {
    const story = noticed();
    story.later(6 * hour);
    story.tell(timerDue('notice'));
    story.tell(read(alexInCorp, locked));
    return story;
  },
  'LN-12 not yet allowed: it waits': () => {
    const story = noticed(situationOf({ notices: [start] }));
    story.later(6 * hour);
    story.tell(timerDue('notice'));
    story.tell(read(alexInCorp, locked));
    return story;
  },
  'EC-36 a new episode breaks the gap where it may': () =>
    noticed({ ...told({ newEpisodeBreaksGap: true }), notices: [start], lastLockoutResolved: true }),
  'EC-36 a new episode breaks no gap after one that was not resolved': () =>
    noticed({ ...told({ newEpisodeBreaksGap: true }), notices: [start] }),
  'LN-15 who wants no notices': () =>
    noticed(situationOf({ personal: { notices: 'none', language: null, channel: null } })),
  'while many are locked nobody is told once more': () => {
    const story = noticed();
    story.situation = { ...story.situation, attack: true };
    story.later(6 * hour);
    story.tell(timerDue('notice'));
    return story;
  },
  'two accounts in one notice, of which one fails': () => {
    const story = noticed(both);
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    story.tell(failed(alexInPayroll, 'unlock'));
    story.tell({ type: 'ticket-opened', key: 'unlock:corp/1:e1', number: 'AA-1' });
    return story;
  },
  'one cannot be read: the other is told of first': () => {
    const story = new Story('lockout-notification', both);
    story.tell(lockedOut(alexInCorp));
    story.tell(lockedOut(alexInPayroll));
    story.tell(read(alexInCorp, locked));
    story.tell(failed(alexInPayroll, 'read'));
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    story.tell(read(alexInPayroll, locked));
    return story;
  },
  'none can be read: looked at again': () => {
    const story = new Story('lockout-notification');
    story.tell(lockedOut(alexInCorp));
    story.tell(failed(alexInCorp, 'read'));
    story.later(15 * minute);
    story.tell(timerDue('notice'));
    story.tell(read(alexInCorp, locked));
    return story;
  },
  'another is locked while one is being unlocked': () => {
    const story = new Story('lockout-notification', both);
    story.tell(lockedOut(alexInCorp));
    story.tell(read(alexInCorp, locked));
    story.choose('yes');
    story.tell(lockedOut(alexInPayroll));
    story.tell(lockedOut(alexInPayroll));
    story.tell(unlocked(alexInCorp));
    story.tell(read(alexInPayroll, locked));
    return story;
  },
  'EC-20 another lock than the one that was shown': () => {
    const story = noticed(both);
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    story.tell(changedTo(alexInPayroll, { lock: lockOf('e2') }));
    return story;
  },
  'what turns out to need other hands is instructed': () => {
    const story = noticed(both);
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    story.tell(changedTo(alexInPayroll, { lock: lockOf('e2'), able: false }));
    story.tell(instructions('payroll'));
    return story;
  },
  'only what the question showed is unlocked': () => {
    const story = noticed(both);
    story.tell({ type: 'choice-made', choice: 'yes', about: ['payroll/9'], values: {} });
    return story;
  },
  'LN-13 where nobody is unlocked here, Yes brings the instructions': () => {
    const story = noticed(told({ mode: 'instructions' }));
    story.choose('yes');
    story.tell(instructions('corp'));
    return story;
  },
  'LN-13 where unlocking is off': () => noticed(situationOf({ settings: { unlockAccount: { enabled: false } } })),
  'LN-13 instructions in the first message': () => {
    const story = noticed({
      ...told({ mode: 'instructions', instructionsInFirstMessage: true }),
      accounts: both.accounts,
    });
    story.tell(instructions('corp'));
    story.tell(instructions('payroll', false));
    return story;
  },
  'LN-13 another is locked before the first message': () => {
    const story = new Story('lockout-notification', {
      ...told({ mode: 'instructions', instructionsInFirstMessage: true }),
      accounts: both.accounts,
    });
    story.tell(lockedOut(alexInCorp));
    story.tell(read(alexInCorp, locked));
    story.tell(lockedOut(alexInPayroll));
    story.tell(read(alexInPayroll, locked));
    return story;
  },
  'another is locked while instructions are on their way': () => {
    const story = new Story('lockout-notification', { ...told({ mode: 'instructions' }), accounts: both.accounts });
    story.tell(lockedOut(alexInCorp));
    story.tell(read(alexInCorp, locked));
    story.choose('yes');
    story.tell(lockedOut(alexInPayroll));
    story.tell(instructions('corp'));
    return story;
  },
  'UA-6 accounts that only others can unlock': () => {
    const story = noticed(both, manual);
    story.choose('yes');
    story.tell(instructions('corp'));
    story.tell(instructions('payroll', false));
    return story;
  },
  'UA-10 the fourth lock of a day is asked for like any other': () => {
    const story = noticed(situationOf({ accounts: [{ ...alexInCorp, lockoutsToday: 4 }] }));
    story.choose('yes');
    return story;
  },
  'UA-10 of several systems': () => {
    const story = noticed({ ...both, attack: true });
    story.choose('yes');
    return story;
  },
  'EC-20 an old button': () => {
    const story = noticed();
    story.tell({ type: 'choice-expired', choice: 'yes' });
    story.choose('check-again');
    story.tell(read(alexInCorp, locked));
    return story;
  },
  'an account that is not the person’s': () => {
    const story = new Story('lockout-notification');
    story.tell(lockedOut(alexInPayroll));
    return story;
  },
  'a sign-in since closes it': () => {
    const story = noticed(situationOf(), { ...locked, lastSignInAt: null });
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    story.later(2 * minute);
    story.tell(timerDue('follow-through'));
    story.tell(read(alexInCorp, { lastSignInAt: story.situation.instant }));
    return story;
  },
  'locked again while it is waited for: news of its own': () => {
    const story = noticed(both, { ...locked, lastSignInAt: null });
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    story.tell(unlocked(alexInPayroll));
    story.tell(lockedOut(alexInCorp, 'e2'));
    story.tell(read(alexInCorp, { lock: lockOf('e2') }));
    return story;
  },
  'found locked again by a look for a sign': () => {
    const story = noticed(both, { ...locked, lastSignInAt: null });
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    story.tell(unlocked(alexInPayroll));
    story.later(2 * minute);
    story.tell(timerDue('follow-through'));
    story.tell(read(alexInPayroll, { lock: lockOf('e2') }));
    story.tell(read(alexInPayroll, { lock: lockOf('e2') }));
    return story;
  },
});
