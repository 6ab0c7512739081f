import {
  alexInOkta,
  alexInPayroll,
  askedFor,
  at,
  capable,
  codeGiven,
  factorOf,
  factorRemoved,
  factorsListed,
  failed,
  hour,
  identityFailed,
  instructions,
  minute,
  proofGiven,
  read,
  recoveryRead,
  type SettingsChange,
  sessionsRevoked,
  situationOf,
  timerDue,
} from '../support/course.ts';
import { Story, tellStories } from '../support/story.ts';

const phone = factorOf('f1');
const key = factorOf('f2', 'security-key');
const managed = { ...capable, manager: { id: '5' } };
const inPayroll = { ...alexInPayroll, operations: alexInOkta.operations };
const recoverable = { ...alexInOkta, operations: [...alexInOkta.operations, 'recovery.read'] as const };

function world(mfaReset: SettingsChange['mfaReset'] = {}, more: Parameters<typeof situationOf>[0] = {}) {
  return situationOf({ accounts: [alexInOkta], ...more, settings: { mfaReset, ...more.settings } });
}

/** Somebody who was asked what to remove. */
function asked(situation = world(), factors = [phone, key], status: Parameters<typeof read>[1] = capable): Story {
  const story = new Story('mfa-reset', situation);
  story.tell(askedFor('mfa'));
  story.tell(read(alexInOkta, status));
  story.tell(factorsListed(alexInOkta, factors));
  return story;
}

/** Somebody who is to show that it is they before both go. */
function unproven(
  proof: SettingsChange['proof'] = {},
  accounts: readonly (typeof alexInOkta)[] = [alexInOkta],
  status: Parameters<typeof read>[1] = managed,
) {
  const story = asked(world({ verification: 'step-up' }, { accounts, settings: { proof } }), [phone, key], status);
  story.choose('reset-mfa', { factor: 'all' });
  return story;
}

/** Somebody who has typed a code. */
function held() {
  const story = unproven({ managerApproval: false }, [recoverable]);
  story.tell(recoveryRead(alexInOkta, ['a…@home.test']));
  story.tell(codeGiven(alexInOkta, 'remove-all-factors', hour));
  return story;
}

tellStories('mfa-reset', {
  'MFA-1 MFA-2 MFA-3 all of them go, one by one, and the sessions with them': () => {
    const story = asked();
    story.choose('reset-mfa', { factor: 'all' });
    story.tell({ type: 'ticket-opened', key: 'mfa:case-1:corp/1', number: 'AA-1' });
    story.tell(factorRemoved(alexInOkta, 'f1'));
    story.tell(factorRemoved(alexInOkta, 'f2'));
    story.tell(sessionsRevoked(alexInOkta));
    return story;
  },
  'MFA-5 one of two goes, and nothing says that all did': () => {
    const story = asked(world({ tickets: 'on-failure' }));
    story.choose('reset-mfa', { factor: 'corp/1/f2' });
    story.tell(factorRemoved(alexInOkta, 'f2'));
    story.tell(sessionsRevoked(alexInOkta));
    return story;
  },
  'MFA-5 modes: all — both are named, and go': () => {
    const story = asked(world({ modes: ['all'], enrolUrl: null }));
    story.choose('reset-mfa');
    story.tell(factorRemoved(alexInOkta, 'f1'));
    story.tell(factorRemoved(alexInOkta, 'f2', false));
    story.tell(identityFailed(alexInOkta, 'sessions.revoke'));
    return story;
  },
  'MFA-5 modes: single — all at once is not offered': () => asked(world({ modes: ['single'] })),
  'EC-41 the last one is named as the last': () => {
    const story = asked(world(), [phone]);
    story.choose('reset-mfa');
    return story;
  },
  'EC-41 modes: single — the last one is for people': () => asked(world({ modes: ['single'] }), [phone]),
  'only what the question showed goes': () => {
    const story = asked();
    story.tell({ type: 'choice-made', choice: 'reset-mfa', about: ['corp/1/f2'], values: { factor: 'all' } });
    return story;
  },
  'GEN-6 a removal that fails stops the rest': () => {
    const story = asked(world(), [phone, key, factorOf('f3', 'totp')]);
    story.choose('reset-mfa', { factor: 'all' });
    story.tell(factorRemoved(alexInOkta, 'f1'));
    story.tell(identityFailed(alexInOkta, 'factor.remove', { factor: 'f2' }));
    story.tell(sessionsRevoked(alexInOkta));
    return story;
  },
  'GEN-6 a removal that fails first, where nobody gets tickets': () => {
    const story = asked(world({ tickets: 'never' }));
    story.choose('reset-mfa', { factor: 'all' });
    story.tell(identityFailed(alexInOkta, 'factor.remove', { factor: 'f1' }));
    return story;
  },
  'where sessions cannot be ended nothing is said to be': () => {
    const operations = alexInOkta.operations.filter((one) => one !== 'sessions.revoke');
    const story = asked(world({}, { accounts: [{ ...alexInOkta, operations }] }), [phone]);
    story.choose('reset-mfa');
    story.tell(factorRemoved(alexInOkta, 'f1'));
    return story;
  },
  'MFA-8 an account whose log can be read is watched': () => {
    const operations = [...alexInOkta.operations, 'activity.read'] as const;
    const story = asked(world({}, { accounts: [{ ...alexInOkta, operations }] }), [phone, key]);
    story.choose('reset-mfa', { factor: 'all' });
    story.tell(factorRemoved(alexInOkta, 'f1'));
    story.tell(factorRemoved(alexInOkta, 'f2', false));
    story.tell(sessionsRevoked(alexInOkta));
    return story;
  },
  'nothing is enrolled': () => asked(world(), []),
  'nothing is enrolled, and there is no page to enrol at': () => asked(world({ enrolUrl: null }), []),
  'EC-20 an old button: the factors are listed afresh': () => {
    const story = asked();
    story.tell({ type: 'choice-expired', choice: 'reset-mfa' });
    story.choose('check-again');
    story.tell(read(alexInOkta, capable));
    story.tell(factorsListed(alexInOkta, [key]));
    return story;
  },
  'EC-20 the account is the person’s no more when they look again': () => {
    const story = asked();
    story.situation = { ...story.situation, accounts: [] };
    story.choose('check-again');
    return story;
  },
  'nobody answers': () => {
    const story = asked();
    story.later(24 * hour);
    story.tell(timerDue('question'));
    return story;
  },
  'UA-5 Cancel': () => {
    const story = asked();
    story.choose('cancel');
    return story;
  },
  'EC-17 an account that may not be touched': () => asked(world(), [], { ...capable, standing: 'disabled' }),
  'what cannot be read is for people': () => {
    const story = new Story('mfa-reset', world({ tickets: 'on-failure' }));
    story.tell(askedFor('mfa'));
    story.tell(failed(alexInOkta, 'read'));
    story.tell({ type: 'ticket-opened', key: 'mfa:case-1:corp/1', number: 'AA-1' });
    return story;
  },
  'what cannot be listed is for people, where they get tickets': () => {
    const story = new Story('mfa-reset', world({ tickets: 'never' }));
    story.tell(askedFor('mfa'));
    story.tell(read(alexInOkta, capable));
    story.tell(identityFailed(alexInOkta, 'factor.list'));
    return story;
  },
  'a system that cannot be reached is told of once': () => {
    const story = new Story('mfa-reset', world());
    story.tell(askedFor('mfa'));
    story.tell({ type: 'identity-delayed', system: 'Corp Directory' });
    story.tell({ type: 'identity-delayed', system: 'Corp Directory' });
    story.tell(read(alexInOkta, capable));
    return story;
  },
  'UA-9 nobody’s factors but one’s own': () => {
    const story = new Story('mfa-reset', world());
    story.tell(askedFor('mfa', { forSomebodyElse: true, containedSecret: true }));
    return story;
  },
  'MFA-6 an account whose factors cannot be removed gets the article, with no offer': () => {
    const story = new Story('mfa-reset', world());
    story.tell(askedFor('mfa'));
    story.tell(read(alexInOkta));
    story.tell(instructions('elsewhere'));
    story.tell(instructions('corp'));
    story.choose('view-answer');
    story.tell(instructions('elsewhere'));
    story.tell(instructions('corp'));
    return story;
  },
  'MFA-6 several systems: the article that there is, and a choice of accounts': () => {
    const story = new Story('mfa-reset', world({}, { accounts: [alexInOkta, inPayroll] }));
    story.tell(askedFor('mfa'));
    const link = { label: 'Article', url: 'https://help.acme.test/mfa' };
    story.tell({
      type: 'instructions-read',
      system: 'corp',
      instructions: { title: 'How to', text: 'Call.', link, locale: 'en' },
    });
    story.tell(instructions('payroll', false));
    story.choose('reset-mfa');
    story.choose('continue', { account: 'payroll/9' });
    story.tell(read(inPayroll, capable));
    return story;
  },
  'MFA-6 several systems, and no article: the choice at once': () => {
    const story = new Story('mfa-reset', world({}, { accounts: [alexInOkta, inPayroll] }));
    story.tell(askedFor('mfa'));
    story.tell(instructions('corp', false));
    story.tell(instructions('payroll', false));
    story.choose('continue', { account: 'corp/77' });
    return story;
  },
  'MFA-7 “How to reset MFA?”: the article, and the offer to do it': () => {
    const story = new Story('mfa-reset', world());
    story.tell(askedFor('mfa', { wantsInstructions: true }));
    story.tell(instructions('corp'));
    story.choose('view-answer');
    story.tell(instructions('corp'));
    story.choose('reset-mfa');
    return story;
  },
  'the account is the person’s no more when they come back from the article': () => {
    const story = new Story('mfa-reset', world());
    story.tell(askedFor('mfa', { wantsInstructions: true }));
    story.tell(instructions('corp'));
    story.situation = { ...story.situation, accounts: [] };
    story.choose('reset-mfa');
    return story;
  },
  'GEN-3 no article, and nothing that can be done: people': () => {
    const story = new Story('mfa-reset', world({}, { accounts: [alexInPayroll], mainSystem: 'payroll' }));
    story.tell(askedFor('mfa'));
    story.tell(instructions('payroll', false));
    return story;
  },
  'GEN-3 no article, nothing that can be done, and no tickets': () => {
    const story = new Story('mfa-reset', world({ tickets: 'never' }));
    story.tell(askedFor('mfa', { system: { connected: false, words: 'fidelity' } }));
    story.tell(instructions('fidelity', false));
    return story;
  },
  'a system that was named is the only one that counts': () => {
    const story = new Story('mfa-reset', world({}, { accounts: [alexInOkta, inPayroll] }));
    story.tell(askedFor('mfa', { system: { connected: true, name: 'payroll' } }));
    return story;
  },
  'a system that was named, and cannot do it': () => {
    const story = new Story('mfa-reset', world({}, { accounts: [alexInOkta, alexInPayroll] }));
    story.tell(askedFor('mfa', { system: { connected: true, name: 'payroll' } }));
    return story;
  },
  'MFA-9 the manager confirms it': () => {
    const story = unproven();
    story.choose('ask-manager');
    story.tell(proofGiven(alexInOkta, 'remove-factor'));
    story.tell(proofGiven(alexInOkta, 'remove-all-factors'));
    return story;
  },
  'MFA-9 the manager does not': () => {
    const story = unproven();
    story.choose('ask-manager');
    story.tell({ type: 'proof-refused', kind: 'manager-approval', because: 'declined' });
    return story;
  },
  'MFA-9 rather the service desk': () => {
    const story = unproven();
    story.choose('service-desk');
    return story;
  },
  'MFA-9 nobody proves it in time': () => {
    const story = unproven();
    story.later(4 * hour);
    story.tell(timerDue('question'));
    return story;
  },
  'MFA-9 nobody knows a manager, and nothing else can prove it': () => unproven({}, [alexInOkta], capable),
  'MFA-9 another factor, the sign-in page and a code are offered in this order': () => {
    const story = asked(
      world({ verification: 'step-up' }, { accounts: [recoverable], settings: { proof: { freshLogin: 'corp' } } }),
      [{ ...phone, verifiedBy: 'push' }, key, { ...factorOf('f3', 'totp'), verifiedBy: 'code', enrolledAt: at(-hour) }],
      { ...managed, capabilities: { ...managed.capabilities, 'factor.check': { able: true } } },
    );
    story.choose('reset-mfa', { factor: 'corp/1/f2' });
    story.tell(recoveryRead(alexInOkta, ['a…@home.test']));
    story.choose('check-again');
    story.tell({
      type: 'proof-given',
      proof: { kind: 'factor', factor: 'f1', action: 'remove-factor', system: 'corp', account: '1', until: at(hour) },
    });
    return story;
  },
  'MFA-9 a factor that could show it is none where the organisation does not want that, and a code is left': () => {
    const story = asked(
      world(
        { verification: 'step-up' },
        { accounts: [recoverable], settings: { proof: { otherFactor: false, managerApproval: false } } },
      ),
      [{ ...phone, verifiedBy: 'push' }, key],
      { ...managed, capabilities: { ...managed.capabilities, 'factor.check': { able: true } } },
    );
    story.choose('reset-mfa', { factor: 'corp/1/f2' });
    story.tell(recoveryRead(alexInOkta, ['a…@home.test']));
    return story;
  },
  'MFA-9 a code: it is waited for, and then what was confirmed goes': () => {
    const story = held();
    story.later(hour);
    story.tell(timerDue('hold'));
    story.tell(factorRemoved(alexInOkta, 'f1'));
    return story;
  },
  'MFA-9 “This wasn’t me” while it is waited for': () => {
    const story = held();
    story.choose('not-me');
    return story;
  },
  'MFA-9 “This wasn’t me” elsewhere': () => {
    const story = held();
    story.tell({ type: 'proof-refused', kind: 'code', because: 'not-me' });
    return story;
  },
  'MFA-9 Cancel while it is waited for': () => {
    const story = held();
    story.choose('cancel');
    return story;
  },
  'MFA-9 the addresses cannot be read': () => {
    const story = unproven({}, [recoverable]);
    story.tell(identityFailed(alexInOkta, 'recovery.read'));
    return story;
  },
  'a sign-in since closes it': () => {
    const story = asked(world(), [phone], { ...capable, lastSignInAt: null });
    story.choose('reset-mfa');
    story.tell(factorRemoved(alexInOkta, 'f1'));
    story.tell(sessionsRevoked(alexInOkta));
    story.later(2 * minute);
    story.tell(timerDue('follow-through'));
    story.tell(read(alexInOkta, { lastSignInAt: story.situation.instant }));
    return story;
  },
  'none, and it does not work': () => {
    const story = asked(world(), [phone], { ...capable, lastSignInAt: null });
    story.choose('reset-mfa');
    story.tell(factorRemoved(alexInOkta, 'f1'));
    story.tell(sessionsRevoked(alexInOkta));
    story.later(10 * minute);
    story.tell(timerDue('follow-through'));
    story.tell(read(alexInOkta, { lastSignInAt: null }));
    story.choose('service-desk');
    return story;
  },
});
