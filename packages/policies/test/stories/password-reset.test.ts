import type { PasswordStart } from '@access-account/contract';
import {
  alexInOkta,
  alexInPayroll,
  askedFor,
  at,
  capable,
  changedTo,
  failed,
  hour,
  identityFailed,
  instructions,
  lockOf,
  minute,
  passwordStarted,
  read,
  type SettingsChange,
  situationOf,
  timerDue,
  unlocked,
} from '../support/course.ts';
import { Story, tellStories } from '../support/story.ts';

const link: PasswordStart['by'] = { kind: 'link', url: 'https://id.acme.test', until: at(30 * minute) };
const mail: PasswordStart['by'] = { kind: 'mail', to: 'a…@acme.test' };
const inPayroll = { ...alexInPayroll, operations: alexInOkta.operations };
const portals = [{ label: 'Portal', url: 'https://portal.acme.test' }];

function world(passwordReset: SettingsChange['passwordReset'] = {}, more: Parameters<typeof situationOf>[0] = {}) {
  return situationOf({ accounts: [alexInOkta], ...more, settings: { passwordReset, ...more.settings } });
}

function looked(
  situation = world(),
  status: Parameters<typeof read>[1] = capable,
  request: Parameters<typeof askedFor>[1] = {},
): Story {
  const story = new Story('password-reset', situation);
  story.tell(askedFor('password', request));
  story.tell(read(alexInOkta, status));
  return story;
}

const locked = { ...capable, lock: lockOf('e1') };
const two = world({}, { accounts: [alexInOkta, inPayroll] });

tellStories('password-reset', {
  'PR-4 the provider’s own link, for as long as it says': () => {
    const story = looked();
    story.tell(passwordStarted(alexInOkta, link));
    return story;
  },
  'PR-4 a link that says nothing of its end, with a ticket': () => {
    const story = looked(world({ tickets: 'always' }));
    story.tell({ type: 'ticket-opened', key: 'password:case-1:corp/1', number: 'AA-1' });
    story.tell(passwordStarted(alexInOkta, { ...link, until: null }));
    return story;
  },
  'a link that ends within the minute': () => {
    const story = looked();
    story.tell(passwordStarted(alexInOkta, { ...link, until: at(minute - 1) }));
    return story;
  },
  'PR-4 the provider’s own message; another account may have been meant': () => {
    const story = looked(two);
    story.tell(passwordStarted(alexInOkta, mail));
    story.choose('edit');
    story.choose('continue', { account: 'payroll/9' });
    story.tell(read(inPayroll, capable));
    story.tell(passwordStarted(inPayroll, mail));
    return story;
  },
  'nobody says that another account was meant': () => {
    const story = looked(two);
    story.tell(passwordStarted(alexInOkta, mail));
    story.later(24 * hour);
    story.tell(timerDue('question'));
    return story;
  },
  'an account that is not the person’s own': () => {
    const story = looked(two);
    story.tell(passwordStarted(alexInOkta, mail));
    story.choose('edit');
    story.choose('continue', { account: 'corp/77' });
    return story;
  },
  'a reset is watched where the log can be read, and followed until the password is another': () => {
    const operations = [...alexInOkta.operations, 'activity.read'] as const;
    const story = looked(world({}, { accounts: [{ ...alexInOkta, operations }, inPayroll] }), {
      ...capable,
      changedAt: at(-100 * hour),
    });
    story.tell(passwordStarted(alexInOkta, mail));
    story.later(2 * minute);
    story.tell(timerDue('follow-through'));
    story.tell(read(alexInOkta, { changedAt: story.situation.instant }));
    return story;
  },
  'a reset that did not help': () => {
    const story = looked(world({ tickets: 'always' }), { ...capable, changedAt: at(-100 * hour) });
    story.tell(passwordStarted(alexInOkta, mail));
    story.later(10 * minute);
    story.tell(timerDue('follow-through'));
    story.tell(read(alexInOkta, { changedAt: at(-100 * hour) }));
    story.choose('service-desk');
    return story;
  },
  'another account, while it is followed': () => {
    const story = looked(world({ tickets: 'always' }, { accounts: [alexInOkta, inPayroll] }), {
      ...capable,
      changedAt: at(-100 * hour),
    });
    story.tell(passwordStarted(alexInOkta, link));
    story.choose('edit');
    return story;
  },
  'PR-4 no link by configuration: the portals': () => looked(world({ mode: 'instructions', portals })),
  'PR-4 the portals, where another account may be meant': () =>
    looked(world({ mode: 'instructions', portals, tickets: 'always' }, { accounts: [alexInOkta, inPayroll] })),
  'PR-4 neither: the instructions': () => {
    const story = looked(world({ mode: 'instructions' }));
    story.tell(instructions('elsewhere'));
    story.tell(instructions('corp'));
    return story;
  },
  'GEN-3 no instructions: people': () => {
    const story = looked(world({ mode: 'instructions' }));
    story.tell(instructions('corp', false));
    story.tell({ type: 'ticket-opened', key: 'password:case-1:corp/1', number: 'AA-1' });
    return story;
  },
  'LIM-1 who knows the password changes it': () => {
    const story = looked(world({ tickets: 'always' }), capable, { how: 'knows' });
    story.tell(passwordStarted(alexInOkta, link, 'password.start-change'));
    return story;
  },
  'LIM-1 who knows it, where the provider can only reset': () => {
    const story = looked(world(), capable, { how: 'knows' });
    story.tell(identityFailed(alexInOkta, 'password.start-change', { code: 'operation-unsupported' }));
    story.tell(identityFailed(alexInOkta, 'password.start-reset', { code: 'permission-denied' }));
    story.tell(instructions('corp'));
    return story;
  },
  'PR-4 “How do I …?”: the instructions, and nothing is looked at': () => {
    const story = new Story('password-reset', world());
    story.tell(askedFor('password', { wantsInstructions: true }));
    story.tell(instructions('corp'));
    return story;
  },
  'PR-4 “How do I …?”, of two accounts: the instructions for the one that is chosen': () => {
    const accounts = [inPayroll, { ...inPayroll, account: '10', login: 'alex.admin' }];
    const story = new Story('password-reset', world({}, { accounts }));
    story.tell(askedFor('password', { wantsInstructions: true }));
    story.choose('continue', { account: 'payroll/10' });
    story.tell(instructions('payroll'));
    return story;
  },
  'GEN-8 a system that is not connected': () => {
    const story = new Story('password-reset', world({ tickets: 'always' }));
    story.tell(askedFor('password', { system: { connected: false, words: 'fidelity' }, how: 'knows' }));
    story.tell(instructions('fidelity', false));
    return story;
  },
  'a system that was named': () => {
    const story = new Story('password-reset', two);
    story.tell(askedFor('password', { system: { connected: true, name: 'payroll' } }));
    story.tell(read(inPayroll, capable));
    story.tell(passwordStarted(inPayroll, mail));
    return story;
  },
  'a system that was named, in which the person has no account': () => {
    const story = new Story('password-reset', world());
    story.tell(askedFor('password', { system: { connected: true, name: 'payroll' } }));
    return story;
  },
  'PR-2 who has no account in the main system is asked which is meant': () => {
    const accounts = [inPayroll, { ...inPayroll, account: '10', login: 'alex.admin' }];
    const story = new Story('password-reset', world({}, { accounts }));
    story.tell(askedFor('password'));
    story.choose('continue', { account: 'payroll/10' });
    return story;
  },
  'GEN-4 GEN-6 of the accounts it was offered for one is chosen, whatever the main system is': () => {
    const cloud = { ...inPayroll, system: 'cloud', systemName: 'Cloud', account: '3' };
    const story = new Story('password-reset', world({}, { accounts: [alexInOkta, inPayroll, cloud] }));
    story.tell(askedFor('password', { accounts: ['payroll/9', 'cloud/3'] }));
    story.choose('continue', { account: 'cloud/3' });
    return story;
  },
  'nobody says which': () => {
    const accounts = [inPayroll, { ...inPayroll, account: '10', login: 'alex.admin' }];
    const story = new Story('password-reset', world({}, { accounts }));
    story.tell(askedFor('password'));
    story.tell({ type: 'choice-expired', choice: 'continue' });
    story.choose('check-again');
    story.tell(timerDue('question'));
    return story;
  },
  'UA-9 somebody else’s': () => {
    const story = new Story('password-reset', world());
    story.tell(askedFor('password', { forSomebodyElse: true, containedSecret: true }));
    return story;
  },
  'PR-3 a password that came with the request': () => {
    const story = new Story('password-reset', world());
    story.tell(askedFor('password', { containedSecret: true }));
    return story;
  },
  'EC-09 locked as well: unlocked first': () => {
    const story = looked(world({}, { accounts: [alexInOkta, inPayroll] }), locked);
    story.choose('yes');
    story.tell(unlocked(alexInOkta));
    story.tell(passwordStarted(alexInOkta, mail));
    return story;
  },
  'EC-09 locked as well, and the password is due': () => {
    const story = looked(world(), { ...locked, mustChange: true });
    story.choose('yes');
    story.tell(unlocked(alexInOkta));
    return story;
  },
  'EC-09 UA-10 locked as well, for the third time': () => {
    const story = looked(world({}, { accounts: [{ ...alexInOkta, lockoutsToday: 3 }] }), locked);
    story.choose('yes');
    story.tell(unlocked(alexInOkta));
    return story;
  },
  'EC-09 locked as well, and left': () => {
    const story = looked(world({ tickets: 'always' }), locked);
    story.choose('cancel');
    return story;
  },
  'EC-09 nobody answers': () => {
    const story = looked(world(), locked);
    story.tell(timerDue('question'));
    return story;
  },
  'EC-20 an old button looks again': () => {
    const story = looked(world(), locked);
    story.tell({ type: 'choice-expired', choice: 'yes' });
    story.choose('check-again');
    story.tell(read(alexInOkta, capable));
    return story;
  },
  'the account is the person’s no more when they look again': () => {
    const story = looked(world(), locked);
    story.situation = { ...story.situation, accounts: [] };
    story.choose('check-again');
    return story;
  },
  'EC-09 it was opened meanwhile': () => {
    const story = looked(world(), locked);
    story.choose('yes');
    story.tell({ type: 'account-found-open', system: 'corp', account: '1' });
    return story;
  },
  'EC-09 it cannot be unlocked': () => {
    const story = looked(world(), locked);
    story.choose('yes');
    story.tell(failed(alexInOkta, 'unlock'));
    return story;
  },
  'EC-09 another lock meanwhile': () => {
    const story = looked(world(), locked);
    story.choose('yes');
    story.tell(changedTo(alexInOkta, { ...capable, lock: lockOf('e2') }));
    return story;
  },
  'locked where nobody is unlocked here': () =>
    looked(world({}, { settings: { unlockAccount: { enabled: false } } }), locked),
  'locked, and only others can unlock': () => looked(world(), { ...locked, able: false }),
  'UA-10 locked too often: the new password does not wait for a proof': () =>
    looked(world({}, { accounts: [{ ...alexInOkta, lockoutsToday: 4 }] }), locked),
  'UA-10 locked too often since the question': () => {
    const story = looked(world(), locked);
    story.situation = { ...story.situation, attack: true };
    story.choose('yes');
    return story;
  },
  'an account of which nobody knows whether it is locked': () => looked(world(), { ...capable, hidesLocks: true }),
  'EC-17 an account that may not be touched': () => looked(world(), { ...capable, standing: 'suspended' }),
  'what cannot be read is for people, where they get tickets': () => {
    const story = new Story('password-reset', world({ tickets: 'never' }));
    story.tell(askedFor('password'));
    story.tell(failed(alexInOkta, 'read'));
    return story;
  },
  'what the provider refuses is for people': () => {
    const story = looked();
    story.tell(identityFailed(alexInOkta, 'password.start-reset', { code: 'conflict' }));
    return story;
  },
  'what fails is for people': () => {
    const story = looked(world(), capable, { how: 'knows' });
    story.tell(identityFailed(alexInOkta, 'password.start-change'));
    return story;
  },
  'what may have been done or not is for people': () => {
    const story = looked();
    story.tell(identityFailed(alexInOkta, 'password.start-reset', { code: 'ambiguous-outcome' }));
    return story;
  },
  'what the provider cannot do is done by the portals': () => {
    const story = looked(world({ portals }));
    story.tell(identityFailed(alexInOkta, 'password.start-reset', { code: 'operation-unsupported' }));
    return story;
  },
  'a system that cannot be reached is told of once': () => {
    const story = new Story('password-reset', world());
    story.tell(askedFor('password'));
    story.tell({ type: 'identity-delayed', system: 'Corp Directory' });
    story.tell({ type: 'identity-delayed', system: 'Corp Directory' });
    story.tell(read(alexInOkta, capable));
    return story;
  },
});
