import type { ChoiceName, FallibleOperation, LinkedAccount, PolicyEvent } from '../../src/index.ts';
import {
  accountReset,
  activityRead,
  alexInOkta,
  approvalAsked,
  askedFor,
  type Course,
  changedTo,
  codeGiven,
  factorOf,
  factorRemoved,
  factorsListed,
  failed,
  hour,
  identityFailed,
  instructions,
  kim,
  linkMoved,
  lockedOut,
  lockOf,
  passwordStarted,
  proofGiven,
  read,
  recoveryRead,
  reminderDue,
  removals,
  reportEnding,
  resetHeld,
  sessionsRevoked,
  timerDue,
  unlocked,
} from './course.ts';

export const choiceNames: readonly ChoiceName[] = [
  'yes',
  'no',
  'edit',
  'cancel',
  'continue',
  'not-me',
  'check-again',
  'unlock',
  'start-reset',
  'change-password',
  'lost-device',
  'reset-mfa',
  'view-answer',
  'ignore',
  'extend',
  'works',
  'ask-manager',
  'approve',
  'decline',
  'service-desk',
];
const operations: readonly FallibleOperation[] = [
  'activity.read',
  'password.start-reset',
  'password.start-change',
  'factor.list',
  'factor.remove',
  'recovery.read',
  'sessions.revoke',
];
const timers = ['question', 'notice', 'follow-through', 'hold', 'reminder', 'watch', 'of something else'];

/** Everything that could come at this moment of a course, from the right and from the wrong corners, with a word for each. */
export function anyEvents(course: Course): readonly (readonly [string, PolicyEvent])[] {
  const { question, situation } = course;
  const about = question?.about ?? [];
  const value = question?.form?.options[0]?.value ?? '';
  const values = question?.form === undefined ? {} : { [question.form.field]: value };
  const key = course.effects.findLast((effect) => effect.type === 'ticket')?.key ?? 'case:case-1';
  const own = situation.accounts[0] ?? alexInOkta;
  return [
    ['help-asked', askedFor()],
    ...choiceNames.map((choice): [string, PolicyEvent] => [choice, { type: 'choice-made', choice, about, values }]),
    ['yes to what was not shown', { type: 'choice-made', choice: 'yes', about: [], values: {} }],
    ['continue with what was not shown', { type: 'choice-made', choice: 'continue', about, values: {} }],
    ['an old button', { type: 'choice-expired', choice: 'yes' }],
    ...timers.map((timer): [string, PolicyEvent] => [`timer ${timer}`, timerDue(timer)]),
    ...aboutAccount(own),
    ...aboutAccount({ ...own, account: '77' }).map(([words, event]): [string, PolicyEvent] => [
      `${words} of another account`,
      event,
    ]),
    ['identity-delayed', { type: 'identity-delayed', system: own.systemName }],
    ['instructions', instructions(own.system)],
    ['no instructions', instructions(own.system, false)],
    ['instructions of another system', instructions('elsewhere')],
    ['the ticket’s number', { type: 'ticket-opened', key, number: 'AA-1' }],
    ['another ticket’s number', { type: 'ticket-opened', key: 'another', number: 'AA-2' }],
    ['nobody found', { type: 'people-found', people: [] }],
    ['kim found', { type: 'people-found', people: [kim] }],
    ...(['declined', 'nobody', 'not-me'] as const).map((because): [string, PolicyEvent] => [
      `proof-refused: ${because}`,
      { type: 'proof-refused', kind: 'manager-approval', because },
    ]),
    ['reminder-due', reminderDue(own)],
    ['report-ending', reportEnding],
    ['factors-reset', { type: 'factors-reset', removals }],
    ['account-reset', accountReset],
    ['account-suspected', { type: 'account-suspected', name: accountReset.name, suspected: [], key: 'watch:1' }],
    ['unlocked-by-another', { type: 'unlocked-by-another', by: 'Kim', unlocks: removals }],
    ['link-moved', linkMoved],
    ['approval-asked', approvalAsked],
    ['reset-held', resetHeld],
    ['desk-answered', { type: 'desk-answered', key: 'case:1', number: null, subject: 'Help', resolution: 'Done.' }],
    [
      'troubles-changed',
      { type: 'troubles-changed', began: [{ trouble: 'connector', name: 'Okta', detail: 'Down.' }], over: [] },
    ],
    ['attack-began', { type: 'attack-began', attack: 'a1', people: 21, minutes: 5 }],
    ['attack-over', { type: 'attack-over', attack: 'a1', people: 21, held: 3 }],
  ];
}

function aboutAccount(account: LinkedAccount): readonly (readonly [string, PolicyEvent])[] {
  const { system, account: id } = account;
  return [
    ['lockout-detected', lockedOut(account, 'e9')],
    ['account-read', read(account)],
    ['account-read locked', read(account, { lock: lockOf('e9') })],
    ['account-read-failed', failed(account, 'read')],
    ['account-changed', changedTo(account, { lock: lockOf('e9') })],
    ['account-unlocked', unlocked(account)],
    ['account-found-open', { type: 'account-found-open', system, account: id }],
    ['account-unlock-failed', failed(account, 'unlock')],
    ['expiry-changed', { type: 'expiry-changed', system, account: id, kind: 'password' }],
    ['the account’s expiry-changed', { type: 'expiry-changed', system, account: id, kind: 'account' }],
    ['password-started', passwordStarted(account, { kind: 'mail', to: 'a…@acme.test' })],
    ['factors-listed', factorsListed(account, [factorOf('f1')])],
    ['factor-removed f1', factorRemoved(account, 'f1')],
    ['factor-removed f9', factorRemoved(account, 'f9')],
    ['activity-read', activityRead(account, [])],
    ['recovery-read', recoveryRead(account, ['a…@home.test'])],
    ['sessions-revoked', sessionsRevoked(account)],
    ['a proof for an unlock', proofGiven(account, 'unlock')],
    ['a proof for all factors', proofGiven(account, 'remove-all-factors')],
    ['a code for all factors', codeGiven(account, 'remove-all-factors', hour)],
    ...operations.map((operation): [string, PolicyEvent] => [
      `${operation} failed`,
      identityFailed(account, operation, { factor: 'f1' }),
    ]),
  ];
}
