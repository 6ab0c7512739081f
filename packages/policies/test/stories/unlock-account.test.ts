import {
  alexInCorp,
  alexInPayroll,
  askedFor,
  changedTo,
  failed,
  hour,
  instructions,
  lockedOut,
  lockOf,
  minute,
  proofGiven,
  read,
  type SettingsChange,
  situationOf,
  timerDue,
  unlocked,
} from '../support/course.ts';
import { Story, tellStories } from '../support/story.ts';

const locked = { lock: lockOf('e1') };
const both = situationOf({ accounts: [alexInCorp, alexInPayroll] });
const often = { ...alexInCorp, lockoutsToday: 4 };

function asked(situation = situationOf(), status: Parameters<typeof read>[1] = locked): Story {
  const story = new Story('unlock-account', situation);
  story.tell(askedFor());
  for (const account of situation.accounts) story.tell(read(account, status));
  return story;
}

const tickets = (tickets: 'always' | 'on-failure' | 'never', more: SettingsChange = {}) =>
  situationOf({ settings: { unlockAccount: { tickets }, ...more } });

tellStories('unlock-account', {
  'UA-2 UA-3 UA-7 Yes unlocks, and it is told by what was read back': () => {
    const story = asked();
    story.choose('yes');
    story.tell({ type: 'ticket-opened', key: 'unlock:corp/1:e1', number: 'AA-1' });
    story.tell(unlocked(alexInCorp));
    return story;
  },
  'UA-7 without tickets none is spoken of': () => {
    const story = asked(tickets('never'));
    story.choose('yes');
    story.tell(failed(alexInCorp, 'unlock'));
    return story;
  },
  'GEN-3 what fails is for people, with the number of their ticket': () => {
    const story = asked(tickets('on-failure'));
    story.choose('yes');
    story.tell(failed(alexInCorp, 'unlock'));
    story.tell({ type: 'ticket-opened', key: 'unlock:corp/1:e1', number: 'AA-1' });
    return story;
  },
  'UA-4 Edit Request chooses another account, which is looked at like the first': () => {
    const story = asked(both);
    story.choose('edit');
    story.choose('continue', { account: 'payroll/9' });
    story.tell(read(alexInPayroll, locked));
    story.choose('cancel');
    return story;
  },
  'UA-9 an account that is not the person’s own is not looked at': () => {
    const story = asked(both);
    story.choose('edit');
    story.choose('continue', { account: 'corp/77' });
    return story;
  },
  'UA-9 somebody else’s account is not asked about here': () => {
    const story = new Story('unlock-account');
    story.tell(askedFor('unlock', { forSomebodyElse: true, containedSecret: true }));
    return story;
  },
  'who has no account is told so': () => {
    const story = new Story('unlock-account', situationOf({ accounts: [] }));
    story.tell(askedFor());
    return story;
  },
  'GEN-8 a system that is not connected is answered by its instructions': () => {
    const story = new Story('unlock-account');
    story.tell(askedFor('unlock', { system: { connected: false, words: 'fidelity' } }));
    story.tell(instructions('fidelity'));
    return story;
  },
  'GEN-3 no instructions: people': () => {
    const story = new Story('unlock-account');
    story.tell(askedFor('unlock', { system: { connected: false, words: 'fidelity' } }));
    story.tell(instructions('fidelity', false));
    return story;
  },
  'a system that was named is the only one that is looked at': () => {
    const story = new Story('unlock-account', both);
    story.tell(askedFor('unlock', { system: { connected: true, name: 'payroll' } }));
    story.tell(read(alexInPayroll, { ...locked, able: false }));
    story.tell(instructions('payroll'));
    return story;
  },
  'two accounts are told of together, by what became of each': () => {
    const story = asked(both);
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    story.tell(failed(alexInPayroll, 'unlock'));
    return story;
  },
  'two accounts, of which one is open: the other is asked about': () => {
    const story = new Story('unlock-account', both);
    story.tell(askedFor());
    story.tell(read(alexInCorp));
    story.tell(read(alexInPayroll, locked));
    return story;
  },
  'two accounts, neither of which can be unlocked here: both instructions': () => {
    const story = new Story('unlock-account', both);
    story.tell(askedFor());
    story.tell(read(alexInCorp, { ...locked, able: false }));
    story.tell(read(alexInPayroll, { hidesLocks: true }));
    story.tell(instructions('corp'));
    story.tell(instructions('payroll', false));
    return story;
  },
  'UA-8 none is locked: nothing is changed': () => asked(both, {}),
  'none is locked, and one wants a new password': () => {
    const story = new Story('unlock-account', both);
    story.tell(askedFor());
    story.tell(read(alexInCorp, { mustChange: true }));
    story.tell(read(alexInPayroll, { standing: 'disabled' }));
    return story;
  },
  'EC-17 only accounts that may not be unlocked': () => asked(both, { ...locked, standing: 'suspended' }),
  'UA-8 a lock that has another cause is not lifted': () => asked(situationOf(), { lock: lockOf('e1', 'other') }),
  'what cannot be read is for people': () => {
    const story = new Story('unlock-account');
    story.tell(askedFor());
    story.tell(failed(alexInCorp, 'read'));
    return story;
  },
  'EC-20 another lock than the one that was shown is asked about afresh': () => {
    const story = asked(both);
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    story.tell(changedTo(alexInPayroll, { lock: lockOf('e2') }));
    story.choose('yes');
    story.tell(unlocked(alexInPayroll));
    return story;
  },
  'what turns out to need other hands is instructed': () => {
    const story = asked();
    story.choose('yes');
    story.tell(changedTo(alexInCorp, { lock: lockOf('e2'), able: false }));
    story.tell(instructions('corp'));
    return story;
  },
  'an account that was opened meanwhile': () => {
    const story = asked();
    story.choose('yes');
    story.tell({ type: 'account-found-open', system: 'corp', account: '1' });
    return story;
  },
  'the third lock of a day comes with advice, and a password that is due with a hint': () => {
    const story = asked(situationOf({ accounts: [{ ...alexInCorp, lockoutsToday: 3 }, alexInPayroll] }), {
      ...locked,
    });
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    story.tell(unlocked(alexInPayroll));
    return story;
  },
  'a password that is due': () => {
    const story = asked(situationOf(), { ...locked, mustChange: true });
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    return story;
  },
  'GEN-6 a system that cannot be reached is told of once, and the other account is helped instead': () => {
    const story = new Story('unlock-account', both);
    story.tell(askedFor());
    story.tell({ type: 'identity-delayed', system: 'Payroll' });
    story.tell({ type: 'identity-delayed', system: 'Payroll' });
    story.tell(read(alexInCorp, locked));
    return story;
  },
  'the only system cannot be reached': () => {
    const story = new Story('unlock-account');
    story.tell(askedFor());
    story.tell({ type: 'identity-delayed', system: 'Corp Directory' });
    story.tell({ type: 'identity-delayed', system: 'Corp Directory' });
    story.tell(read(alexInCorp, locked));
    return story;
  },
  'EC-20 an old button looks again': () => {
    const story = asked();
    story.tell({ type: 'choice-expired', choice: 'yes' });
    story.choose('check-again');
    story.tell(read(alexInCorp));
    return story;
  },
  'nobody answers': () => {
    const story = asked();
    story.later(24 * hour);
    story.tell(timerDue('question'));
    return story;
  },
  'UA-10 the fourth lock of a day: the manager confirms it': () => {
    const story = asked(situationOf({ accounts: [often] }), { ...locked, manager: { id: '5' } });
    story.choose('ask-manager');
    story.tell(proofGiven(alexInPayroll, 'unlock'));
    story.tell(proofGiven(alexInCorp, 'unlock'));
    story.tell(unlocked(alexInCorp));
    return story;
  },
  'UA-10 the manager does not confirm it': () => {
    const story = asked(situationOf({ accounts: [often] }), { ...locked, manager: { id: '5' } });
    story.choose('ask-manager');
    story.tell({ type: 'proof-refused', kind: 'manager-approval', because: 'declined' });
    return story;
  },
  'UA-10 nothing can prove it': () => asked(situationOf({ accounts: [often] })),
  'UA-10 nothing can prove it, and there are no tickets': () =>
    asked(situationOf({ accounts: [often], settings: { unlockAccount: { tickets: 'never' } } })),
  'UA-10 rather the service desk': () => {
    const story = asked(situationOf({ accounts: [often] }), { ...locked, manager: { id: '5' } });
    story.choose('service-desk');
    return story;
  },
  'UA-10 nobody proves it in time': () => {
    const story = asked(situationOf({ accounts: [often] }), { ...locked, manager: { id: '5' } });
    story.later(4 * hour);
    story.tell(timerDue('question'));
    return story;
  },
  'while many are locked a proof is asked for, of which account it is; the sign-in page elsewhere shows it': () => {
    const { accounts } = both;
    const story = new Story(
      'unlock-account',
      situationOf({ accounts, attack: true, settings: { proof: { freshLogin: 'payroll' } } }),
    );
    story.tell(askedFor());
    story.tell(read(alexInCorp, { ...locked, manager: { id: '5' } }));
    story.tell(read(alexInPayroll));
    story.tell(proofGiven(alexInCorp, 'unlock', 'fresh-login'));
    return story;
  },
  'an attack that begins after the question was asked': () => {
    const story = asked(situationOf(), { ...locked, manager: { id: '5' } });
    story.situation = { ...story.situation, attack: true };
    story.choose('yes');
    return story;
  },
  'a sign-in since closes it': () => {
    const story = asked(situationOf(), { ...locked, lastSignInAt: null });
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    story.tell({ type: 'identity-delayed', system: 'Corp Directory' });
    story.later(2 * minute);
    story.tell(timerDue('follow-through'));
    story.tell(read(alexInCorp, { lastSignInAt: story.situation.instant }));
    return story;
  },
  'none: it is asked, and then people take over': () => {
    const story = asked(situationOf(), { ...locked, lastSignInAt: null });
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    for (const after of [2 * minute, 3 * minute, 5 * minute, 20 * minute]) {
      story.later(after);
      story.tell(timerDue('follow-through'));
      story.tell(read(alexInCorp, { lastSignInAt: null }));
    }
    return story;
  },
  'it works': () => {
    const story = asked(situationOf(), { ...locked, lastSignInAt: null });
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    story.later(10 * minute);
    story.tell(timerDue('follow-through'));
    story.tell(read(alexInCorp, { lastSignInAt: null }));
    story.choose('works');
    return story;
  },
  'it does not': () => {
    const story = asked(situationOf(), { ...locked, lastSignInAt: null });
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    story.later(10 * minute);
    story.tell(timerDue('follow-through'));
    story.tell(read(alexInCorp, { lastSignInAt: null }));
    story.choose('service-desk');
    return story;
  },
  'locked again while it is waited for': () => {
    const story = asked(situationOf(), { ...locked, lastSignInAt: null });
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    story.tell(lockedOut(alexInCorp, 'e2'));
    story.tell(read(alexInCorp, { lock: lockOf('e2') }));
    return story;
  },
  'found locked again by a look for a sign': () => {
    const story = asked(both, { ...locked, lastSignInAt: null });
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    story.tell(unlocked(alexInPayroll));
    story.situation = { ...story.situation, accounts: [alexInCorp] };
    story.later(2 * minute);
    story.tell(timerDue('follow-through'));
    story.tell(read(alexInCorp, { lock: lockOf('e2') }));
    return story;
  },
  'whether it helped cannot be seen': () => {
    const story = asked(situationOf(), { ...locked, lastSignInAt: null });
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    for (const after of [10 * minute, 20 * minute]) {
      story.later(after);
      story.tell(timerDue('follow-through'));
      story.tell(failed(alexInCorp, 'read'));
    }
    return story;
  },
  'a sign of one account is none of the other': () => {
    const story = asked(both, { ...locked, lastSignInAt: null });
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    story.tell(unlocked(alexInPayroll));
    story.later(2 * minute);
    story.tell(timerDue('follow-through'));
    story.tell(read(alexInPayroll, { lastSignInAt: null }));
    story.tell(read(alexInCorp, { lastSignInAt: story.situation.instant }));
    for (const after of [8 * minute, 20 * minute]) {
      story.later(after);
      story.tell(timerDue('follow-through'));
      story.tell(read(alexInPayroll, { lastSignInAt: null }));
    }
    return story;
  },
  'the sign-in that was seen before is no sign, nor is one from more than a minute before the act': () => {
    const before = new Date(Date.parse(situationOf().instant) - minute).toISOString();
    const story = asked(situationOf(), { ...locked, lastSignInAt: null });
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    story.later(2 * minute);
    story.tell(timerDue('follow-through'));
    story.tell(read(alexInCorp, { lastSignInAt: before }));
    story.later(3 * minute);
    story.tell(timerDue('follow-through'));
    story.tell(read(alexInCorp, { lastSignInAt: new Date(Date.parse(before) + 1).toISOString() }));
    return story;
  },
  'whether it helped can be seen of one of two: the desk is told of that one': () => {
    const story = asked(both, { ...locked, lastSignInAt: null });
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    story.tell(unlocked(alexInPayroll));
    for (const after of [10 * minute, 20 * minute]) {
      story.later(after);
      story.tell(timerDue('follow-through'));
      story.tell(failed(alexInCorp, 'read'));
      story.tell(read(alexInPayroll, { lastSignInAt: null }));
    }
    return story;
  },
  'no sign, a ticket that cannot be had: it is not said that there is one': () => {
    const story = asked(tickets('on-failure'), { ...locked, lastSignInAt: null });
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    story.later(10 * minute);
    story.tell(timerDue('follow-through'));
    story.tell(read(alexInCorp, { lastSignInAt: null }));
    story.later(20 * minute);
    story.tell(timerDue('follow-through'));
    story.tell(read(alexInCorp, { lastSignInAt: null }));
    story.tell({ type: 'ticket-opened', key: 'unlock:corp/1:e1', number: 'AA-1' });
    return story;
  },
  'UA-10 whoever is locked out of the sign-in page is not sent there': () =>
    asked(situationOf({ accounts: [often], settings: { proof: { freshLogin: 'corp' } } }), {
      ...locked,
      manager: { id: '5' },
    }),
  'UA-10 where managers are not asked, the sign-in page of another system is left': () =>
    asked(
      situationOf({
        accounts: [often, alexInPayroll],
        settings: { proof: { freshLogin: 'payroll', managerApproval: false } },
      }),
      { ...locked, manager: { id: '5' } },
    ),
  'no sign, and no tickets: it ends in silence': () => {
    const story = asked(tickets('never'), { ...locked, lastSignInAt: null });
    story.choose('yes');
    story.tell(unlocked(alexInCorp));
    for (const after of [10 * minute, 20 * minute]) {
      story.later(after);
      story.tell(timerDue('follow-through'));
      story.tell(read(alexInCorp, { lastSignInAt: null }));
    }
    return story;
  },
});
