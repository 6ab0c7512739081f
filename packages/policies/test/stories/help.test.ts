import { noPersonalSettings, type PersonalSettings } from '../../src/index.ts';
import {
  alexInCorp,
  alexInPayroll,
  askedFor,
  at,
  failed,
  hour,
  lockOf,
  minute,
  read,
  type SettingsChange,
  situationOf,
  timerDue,
} from '../support/course.ts';
import { Story, tellStories } from '../support/story.ts';

const both = situationOf({ accounts: [alexInCorp, alexInPayroll] });
const alexInCloud = { ...alexInCorp, system: 'cloud', systemName: 'Cloud', account: '3' };
const off: SettingsChange = {
  unlockAccount: { enabled: false },
  passwordReset: { enabled: false },
  mfaReset: { enabled: false },
};

/** "I can't get in", after a look at every account. */
function looked(statuses: readonly Parameters<typeof read>[1][], situation = situationOf()): Story {
  const story = new Story('help', situation);
  story.tell(askedFor('sign-in'));
  situation.accounts.forEach((account, index) => {
    story.tell(read(account, statuses[index]));
  });
  return story;
}

function asked(
  policy: 'help' | 'service-desk' | 'personal-settings',
  request: ReturnType<typeof askedFor>,
  situation = situationOf(),
): Story {
  const story = new Story(policy, situation);
  story.tell(request);
  return story;
}

const channels = [
  { name: 'web', displayName: 'Web chat' },
  { name: 'slack', displayName: 'Slack' },
];

function settings(
  personal: Partial<PersonalSettings> = {},
  personalSettings: SettingsChange['personalSettings'] = {},
  reach = { languages: ['en', 'de'], channels },
): Story {
  return asked(
    'personal-settings',
    askedFor('settings'),
    situationOf({ personal: { ...noPersonalSettings, ...personal }, reach, settings: { personalSettings } }),
  );
}

tellStories('help', {
  'GEN-4 locked: unlocked by the help that does that': () => {
    const story = looked([{ lock: lockOf('e1') }]);
    story.choose('unlock');
    return story;
  },
  'GEN-4 locked: a new password for what is locked': () => {
    const story = looked([{}, { lock: lockOf('e1'), able: false }], both);
    story.choose('start-reset');
    return story;
  },
  'GEN-4 a password that is due is changed by whoever knows it': () => {
    const story = looked([{ expiresAt: at(-minute) }, {}], both);
    story.choose('change-password');
    return story;
  },
  'GEN-4 open: a new password, of either': () => {
    const story = looked([{}, {}], both);
    story.choose('start-reset');
    return story;
  },
  'GEN-4 GEN-6 two are locked and the main one is open: a new password for one of the two': () => {
    const accounts = [alexInCorp, alexInPayroll, alexInCloud];
    const story = looked([{}, { lock: lockOf('e1') }, { lock: lockOf('e2') }], situationOf({ accounts }));
    story.choose('start-reset');
    return story;
  },
  'GEN-4 open: a lost device': () => {
    const story = looked([{}]);
    story.choose('lost-device');
    return story;
  },
  'of an account whose locks are hidden nothing is claimed': () => {
    const story = looked([{ hidesLocks: true }]);
    story.choose('unlock');
    return story;
  },
  'of one whose password is due as well': () => looked([{ hidesLocks: true, mustChange: true }]),
  'GEN-4 rather a person': () => {
    const story = looked([{}]);
    story.choose('service-desk');
    return story;
  },
  'EC-17 who has an account that can be helped does not hear of another that cannot': () =>
    looked([{}, { standing: 'disabled' }], both),
  'EC-17 only accounts that cannot be helped': () =>
    looked([{ standing: 'disabled' }, { standing: 'suspended' }], both),
  'nothing is offered that is off': () =>
    looked([{ lock: lockOf('e1') }, {}], { ...both, ...situationOf({ accounts: both.accounts, settings: off }) }),
  'what cannot be read is said': () => {
    const story = new Story('help', both);
    story.tell(askedFor('sign-in'));
    story.tell(failed(alexInCorp, 'read'));
    story.tell(read(alexInPayroll, { lock: lockOf('e1') }));
    return story;
  },
  'GEN-6 a system that cannot be reached is told of with the rest, and nothing is promised of it': () => {
    const story = new Story('help', situationOf({ accounts: [alexInCorp, alexInPayroll, alexInCloud] }));
    story.tell(askedFor('sign-in'));
    story.tell(read(alexInCorp));
    story.tell({ type: 'identity-delayed', system: 'Payroll' });
    story.tell({ type: 'identity-delayed', system: 'Payroll' });
    story.tell(read(alexInCloud, { lock: lockOf('e1') }));
    return story;
  },
  'the only system cannot be reached': () => {
    const story = new Story('help', situationOf());
    story.tell(askedFor('sign-in'));
    story.tell({ type: 'identity-delayed', system: 'Corp Directory' });
    story.tell({ type: 'identity-delayed', system: 'Corp Directory' });
    return story;
  },
  'only the system that was named is looked at': () =>
    asked('help', askedFor('sign-in', { system: { connected: true, name: 'payroll' } }), both),
  'in which the person has no account': () =>
    asked('help', askedFor('sign-in', { system: { connected: true, name: 'cloud' }, containedSecret: true }), both),
  'GEN-8 a system that is not connected is for people': () =>
    asked('help', askedFor('sign-in', { system: { connected: false, words: 'fidelity' } }), both),
  'somebody else’s account is for people': () => asked('help', askedFor('sign-in', { forSomebodyElse: true }), both),
  'EC-20 an old button looks again': () => {
    const story = looked([{}, {}], both);
    story.situation = { ...story.situation, accounts: [alexInCorp] };
    story.tell({ type: 'choice-expired', choice: 'unlock' });
    story.choose('check-again');
    story.tell(read(alexInCorp));
    return story;
  },
  'UA-5 Cancel': () => {
    const story = looked([{}]);
    story.choose('cancel');
    return story;
  },
  'nobody answers': () => {
    const story = looked([{}]);
    story.later(24 * hour).tell(timerDue('question'));
    return story;
  },
  'LIM-1 the menu': () => {
    const story = asked('help', askedFor('help'));
    story.choose('start-reset');
    return story;
  },
  'LIM-1 the menu, of what is on': () => {
    const story = asked('help', askedFor('unclear'), situationOf({ settings: off }));
    story.choose('check-again');
    story.choose('lost-device');
    return story;
  },
  'PR-3 the menu, after a password': () => asked('help', askedFor('help', { containedSecret: true })),
  'an answer to which nothing was asked': () => asked('help', askedFor('which-question')),
  'PR-3 an answer with a password in it': () => asked('help', askedFor('which-question', { containedSecret: true })),
  'GEN-3 the service desk is wanted': () => {
    const story = asked('service-desk', askedFor('password'));
    story.choose('yes');
    story.tell({ type: 'ticket-opened', key: 'case:case-1', number: 'AA-1' });
    return story;
  },
  'GEN-3 the service desk is not wanted': () => {
    const story = asked('service-desk', askedFor('mfa', { containedSecret: true }));
    story.choose('no');
    return story;
  },
  'GEN-3 GEN-7 EC-20 for signing in, with an old button': () => {
    const story = asked('service-desk', askedFor('sign-in', { system: { connected: true, name: 'corp' } }));
    story.tell({ type: 'choice-expired', choice: 'yes' });
    story.choose('check-again');
    return story;
  },
  'GEN-3 nobody says whether the service desk is wanted': () => {
    const story = asked('service-desk', askedFor('password'));
    story.later(24 * hour).tell(timerDue('question'));
    return story;
  },
  'GEN-8 for a system that is not connected': () => {
    const story = asked('service-desk', askedFor('unlock', { system: { connected: false, words: 'fidelity' } }));
    story.choose('yes');
    return story;
  },
  'LN-15 everything that can be set': () => {
    const story = settings({ language: 'de', channel: 'slack' });
    story.choose('continue', { setting: 'notices:daily' });
    return story;
  },
  'LN-15 the language': () => {
    const story = settings();
    story.choose('continue', { setting: 'language:de' });
    return story;
  },
  'LN-15 the language of the directory again': () => {
    const story = settings({ language: 'de' });
    story.choose('continue', { setting: 'language:' });
    return story;
  },
  'LN-15 the channel': () => {
    const story = settings({ notices: 'daily' });
    story.choose('continue', { setting: 'channel:slack' });
    return story;
  },
  'LN-15 whichever channel reaches them again': () => {
    const story = settings({ channel: 'web' });
    story.choose('continue', { setting: 'channel:' });
    return story;
  },
  'LN-15 what was not offered is not set': () => {
    const story = settings({}, { fewestNotices: 'daily' });
    story.choose('continue', { setting: 'notices:none' });
    story.choose('continue');
    return story;
  },
  'LN-15 one channel is none to choose from': () =>
    settings({}, { language: false }, { languages: ['en'], channels: channels.slice(1) }),
  'LN-15 nothing to set': () => settings({}, { fewestNotices: 'normal', language: false, channel: false }),
  'LN-15 it is off': () => settings({ notices: 'daily' }, { enabled: false }),
  'LN-15 with a password in it; an old button; nobody answers': () => {
    const story = asked('personal-settings', askedFor('settings', { containedSecret: true }));
    story.tell({ type: 'choice-expired', choice: 'continue' });
    story.choose('check-again');
    story.later(24 * hour).tell(timerDue('question'));
    return story;
  },
  'LN-15 Cancel': () => {
    const story = settings();
    story.choose('cancel');
    return story;
  },
});
