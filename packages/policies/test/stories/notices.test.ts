import type { Suspected, Trouble } from '@access-account/messages';
import {
  accountReset,
  activityRead,
  alexInCorp,
  alexInOkta,
  alexInPayroll,
  approvalAsked,
  at,
  enrolled,
  hour,
  identityFailed,
  linkMoved,
  minute,
  removals,
  reportEnding,
  resetHeld,
  sessionsRevoked,
  signedIn,
  situationOf,
  timerDue,
} from '../support/course.ts';
import { Story, tellStories } from '../support/story.ts';

const day = 24 * hour;
const able = situationOf({ accounts: [alexInOkta, alexInPayroll] });
const suspected: readonly Suspected[] = [
  { suspicion: 'weaker-factor', country: '' },
  { suspicion: 'new-country', country: 'Elsewhere' },
];
const unlocks = removals.map(({ name, change }) => ({ name, change }));
const troubles = Array.from(
  { length: 12 },
  (_, nth): Trouble => ({ trouble: 'connector', name: `Okta ${nth}`, detail: 'Down.' }),
);

/** The first thing that a case is told. */
function opened(policy: ConstructorParameters<typeof Story>[0], event: Parameters<Story['tell']>[0], situation = able) {
  const story = new Story(policy, situation);
  story.tell(event);
  return story;
}

/** A watch that has looked once. */
function watching(reset = accountReset): Story {
  const story = opened('account-watch', reset);
  story.tell(activityRead(alexInCorp, [signedIn(-10 * day)]));
  return story;
}

function look(story: Story, ...found: Parameters<typeof activityRead>[1]): Story {
  story.later(15 * minute).tell(timerDue('watch'));
  story.tell(activityRead(alexInCorp, found));
  return story;
}

tellStories('notices', {
  'MFA-8 factors were removed: “This wasn’t me” ends all sessions, and tells what was confirmed': () => {
    const story = opened('security-notice', { type: 'factors-reset', removals });
    story.choose('not-me');
    story.tell(sessionsRevoked(alexInOkta));
    return story;
  },
  'MFA-8 sessions of which some cannot be ended': () => {
    const cloud = { ...alexInOkta, system: 'cloud', systemName: 'Cloud', account: '5' };
    const story = opened(
      'security-notice',
      { type: 'factors-reset', removals },
      situationOf({ accounts: [alexInOkta, cloud] }),
    );
    story.choose('not-me');
    story.tell(identityFailed(cloud, 'sessions.revoke'));
    story.tell(sessionsRevoked(alexInOkta));
    return story;
  },
  'MFA-8 no sessions that could be ended': () => {
    const story = opened('security-notice', { type: 'factors-reset', removals }, situationOf());
    story.choose('not-me');
    return story;
  },
  'MFA-8 nobody objects': () => {
    const story = opened('security-notice', { type: 'factors-reset', removals });
    story.later(day).tell(timerDue('question'));
    return story;
  },
  'MFA-8 nothing was removed: nobody is told': () => opened('security-notice', { type: 'factors-reset', removals: [] }),
  'UA-9 somebody else had it unlocked': () => {
    const story = opened('security-notice', { type: 'unlocked-by-another', by: 'Kim', unlocks }, situationOf());
    story.choose('not-me');
    return story;
  },
  'UA-9 nothing was unlocked: nobody is told': () =>
    opened('security-notice', { type: 'unlocked-by-another', by: 'Kim', unlocks: [] }),
  'S5 another user of a channel is the person': () => {
    const story = opened('security-notice', linkMoved, situationOf());
    story.choose('not-me');
    return story;
  },
  'S5 the one before is gone': () => opened('security-notice', { ...linkMoved, before: null }),
  'MFA-8 signs of somebody else': () => {
    const story = opened(
      'security-notice',
      { type: 'account-suspected', name: accountReset.name, suspected, key: 'watch:1' },
      able,
    );
    story.choose('not-me');
    story.tell(sessionsRevoked(alexInOkta));
    return story;
  },
  'MFA-9 a removal waits, and is stopped': () => {
    const story = opened('hold-notice', resetHeld);
    story.choose('not-me');
    return story;
  },
  'MFA-9 a removal waits, and its time has come': () => {
    const story = opened('hold-notice', { ...resetHeld, until: at(minute + 1) });
    story.later(minute + 1).tell(timerDue('question'));
    return story;
  },
  'MFA-8 a watch: what weakens the account is told once, and what comes later is noted': () => {
    const story = watching();
    look(story, enrolled(minute, 'sms'), signedIn(2 * minute));
    look(story, enrolled(minute, 'sms'), signedIn(3 * minute, { country: 'Elsewhere', anonymised: true }));
    look(story, signedIn(4 * minute, { country: 'Elsewhere' }));
    return story;
  },
  'MFA-8 a watch after a new password: all at once': () => {
    const story = watching({ ...accountReset, what: 'password', removed: [] });
    look(story, enrolled(minute, 'email'), signedIn(2 * minute, { country: 'Elsewhere', anonymised: true }));
    return story;
  },
  'MFA-8 a watch ends after its time, with a look that began after it': () => {
    const story = watching();
    story.later(day - minute).tell(timerDue('watch'));
    story.later(minute).tell(timerDue('watch'));
    story.tell(identityFailed(alexInCorp, 'activity.read'));
    story.later(minute);
    story.tell(activityRead(alexInCorp, [signedIn(day - minute, { country: 'Elsewhere' })]));
    return story;
  },
  'MFA-8 a log that cannot be read is read from where it was left': () => {
    const story = watching();
    story.later(15 * minute).tell(timerDue('watch'));
    story.tell(identityFailed(alexInCorp, 'activity.read'));
    story.tell(activityRead(alexInCorp, [signedIn(minute, { anonymised: true })]));
    look(story, signedIn(minute, { anonymised: true }));
    return story;
  },
  'MFA-9 a manager confirms it': () => {
    const story = opened('approval', approvalAsked);
    story.choose('approve');
    return story;
  },
  'MFA-9 a manager confirms an unlock': () => {
    const story = opened('approval', { ...approvalAsked, action: 'unlock', factors: [] });
    story.choose('approve');
    return story;
  },
  'MFA-9 a manager does not confirm it, and security hears of it': () => {
    const key = { label: 'Key', kind: 'security-key' } as const;
    const story = opened('approval', {
      ...approvalAsked,
      factors: [...approvalAsked.factors, key],
      accounts: [...approvalAsked.accounts, { login: 'kim.pay', system: 'Payroll' }],
    });
    story.choose('decline');
    return story;
  },
  'MFA-9 a manager does not confirm an unlock': () => {
    const story = opened('approval', { ...approvalAsked, action: 'unlock', factors: [] });
    story.choose('decline');
    return story;
  },
  'MFA-9 a manager answers too late': () => {
    const story = opened('approval', approvalAsked);
    story.later(4 * hour);
    story.choose('approve');
    return story;
  },
  'MFA-9 a manager answers in the last moment': () => {
    const story = opened('approval', approvalAsked);
    story.later(4 * hour - 1);
    story.choose('approve');
    return story;
  },
  'MFA-9 a manager does not answer': () => {
    const story = opened('approval', approvalAsked);
    story.tell({ type: 'choice-expired', choice: 'approve' });
    story.choose('check-again');
    story.later(4 * hour).tell(timerDue('question'));
    return story;
  },
  'PE-14 a manager asks to extend an account': () => {
    const story = opened('account-extension', reportEnding);
    story.choose('extend');
    story.tell({ type: 'ticket-opened', key: 'extend:corp/7', number: 'AA-1' });
    return story;
  },
  'PE-14 a manager leaves it': () => {
    const story = opened('account-extension', reportEnding);
    story.choose('ignore');
    return story;
  },
  'PE-14 a manager does not answer, though asked afresh after the end': () => {
    const story = opened('account-extension', reportEnding);
    story.later(15 * day);
    story.tell({ type: 'choice-expired', choice: 'extend' });
    story.choose('check-again');
    story.later(day).tell(timerDue('question'));
    return story;
  },
  'PE-14 the account ends at this moment': () => opened('account-extension', { ...reportEnding, endsAt: able.instant }),
  'EC-28 many are locked at once, and then it is quiet': () => {
    const story = opened('attack-incident', { type: 'attack-began', attack: 'a1', people: 21, minutes: 5 });
    story.tell({ type: 'attack-over', attack: 'a1', people: 40, held: 3 });
    return story;
  },
  'the desk has answered': () =>
    opened('desk-answer', {
      type: 'desk-answered',
      key: 'case:1',
      number: 'INC1',
      subject: 'Help',
      resolution: 'Done.',
    }),
  'the desk has answered, and there is no number': () =>
    opened('desk-answer', { type: 'desk-answered', key: 'case:1', number: null, subject: 'Help', resolution: 'Done.' }),
  'another desk has answered': () =>
    opened('desk-answer', { type: 'desk-answered', key: 'case:1', number: 'INC1', subject: 'Help', resolution: null }),
  'OPS-3 the operators hear of what began and what is over': () =>
    opened('operator-notice', {
      type: 'troubles-changed',
      began: [{ trouble: 'connector', name: 'Okta', detail: 'Down.' }],
      over: [{ trouble: 'connector', name: 'Jira', detail: '' }],
    }),
  'OPS-3 ten are named': () =>
    opened('operator-notice', { type: 'troubles-changed', began: troubles.slice(0, 10), over: [] }),
  'OPS-3 and the rest is counted': () =>
    opened('operator-notice', { type: 'troubles-changed', began: troubles.slice(0, 9), over: troubles.slice(9) }),
  'OPS-3 nothing changed: nobody is told': () =>
    opened('operator-notice', { type: 'troubles-changed', began: [], over: [] }),
});
