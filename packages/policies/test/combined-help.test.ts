import {
  alexInCorp,
  alexInOkta,
  alexInPayroll,
  askedFor,
  at,
  Course,
  done,
  failed,
  lockOf,
  minute,
  read,
  said,
  situationOf,
  timerDue,
} from './support/course.ts';

const alexInCloud = { ...alexInCorp, system: 'cloud', systemName: 'Cloud', account: '3' };
const both = situationOf({ accounts: [alexInCorp, alexInPayroll] });

/** "I can't get in", after a look at every account. */
function looked(statuses: readonly Parameters<typeof read>[1][], situation = situationOf()): Course {
  const course = new Course('help', situation);
  course.tell(askedFor('sign-in'));
  situation.accounts.forEach((account, index) => {
    course.tell(read(account, statuses[index]));
  });
  return course;
}

describe('GEN-4 “I can’t get in”', () => {
  test('every account is read before anything is said', () => {
    const course = new Course('help', both);
    expect(done(course.tell(askedFor('sign-in')))).toEqual(['account.read', 'account.read']);
    expect(course.tell(read(alexInCorp))).toEqual([]);
  });

  test.each([
    ['locked', { lock: lockOf('e1') }, 'help.locked', ['unlock', 'start-reset', 'service-desk', 'cancel']],
    ['expired', { expiresAt: at(-minute) }, 'help.password-due', ['change-password', 'service-desk', 'cancel']],
    ['EC-08 to be changed', { mustChange: true }, 'help.password-due', ['change-password', 'service-desk', 'cancel']],
    ['open', {}, 'help.open', ['start-reset', 'lost-device', 'service-desk', 'cancel']],
    ['EC-17 disabled', { standing: 'disabled' }, 'help.refused', ['service-desk', 'cancel']],
  ] as const)('an account that is %s gets the helps that fit, as choices', (_, status, key, choices) => {
    const course = looked([status]);
    expect(said(course.effects)).toEqual([key, 'help.what-now']);
    expect(course.question?.choices).toEqual(choices);
  });

  test('of an account whose locks are hidden nothing is claimed, and everything is offered', () => {
    const course = looked([{ hidesLocks: true, able: false }]);
    expect(said(course.effects)).toEqual(['help.what-now']);
    expect(course.question?.choices).toEqual(['unlock', 'start-reset', 'lost-device', 'service-desk', 'cancel']);
    expect(course.choose('unlock')[0]).toMatchObject({ type: 'hand-over', to: 'unlock-account' });
  });

  test.each([
    ['unlock', { lock: lockOf('e1') }, 'unlock-account', { about: 'unlock' }],
    ['change-password', { mustChange: true }, 'password-reset', { about: 'password', how: 'knows' }],
    ['start-reset', {}, 'password-reset', { about: 'password', how: 'forgot' }],
    ['lost-device', {}, 'mfa-reset', { about: 'mfa' }],
  ] as const)(
    '%s is handed over to the policy that does it, about the system it was offered for',
    (choice, status, to, request) => {
      const end = looked([status]).choose(choice);
      expect(end).toMatchObject([
        { type: 'hand-over', to, event: { request: { ...request, system: { connected: true, name: 'corp' } } } },
        { type: 'close', outcome: 'handed-over' },
      ]);
    },
  );

  test('the desk can always be chosen', () => {
    expect(looked([{}]).choose('service-desk')).toMatchObject([{ to: 'service-desk' }, { type: 'close' }]);
  });

  test('several accounts are told of each; one that was disabled long ago is not', () => {
    const course = looked([{ lock: lockOf('e1') }, { standing: 'disabled' }], both);
    expect(said(course.effects)).toEqual(['help.locked', 'help.what-now']);
    expect(said(looked([{ lock: lockOf('e1') }, {}], both).effects)).toEqual([
      'help.locked',
      'help.open',
      'help.what-now',
    ]);
  });

  test('two locked accounts are handed over together', () => {
    const locked = { lock: lockOf('e1') };
    expect(looked([locked, locked], both).choose('unlock')).toMatchObject([
      { event: { request: { system: null, accounts: ['corp/1', 'payroll/9'] } } },
      {},
    ]);
  });

  test.each([
    ['unlock', false],
    ['start-reset', true],
  ] as const)(
    'GEN-6 %s is given only for the accounts it was offered for, wherever the main one is',
    (choice, isAskedWhich) => {
      const locked = { lock: lockOf('e1') };
      const situation = situationOf({ accounts: [alexInCorp, alexInPayroll, alexInCloud] });
      const [handed] = looked([{}, locked, locked], situation).choose(choice);
      if (handed?.type !== 'hand-over') throw new Error('Nothing took over.');
      const next = new Course(handed.to, situation);
      const looks = next
        .tell(handed.event)
        .flatMap((effect) => (effect.type === 'identity' ? [`${effect.system}/${effect.account}`] : []));
      const offered = next.question?.form?.options.map(({ value }) => value);
      expect(isAskedWhich ? offered : looks).toEqual(['payroll/9', 'cloud/3']);
      expect(isAskedWhich ? looks : offered).toEqual(isAskedWhich ? [] : undefined);
    },
  );

  test('GEN-6 a lost device is that of an account it was offered for, though only another has second factors', () => {
    const situation = situationOf({ accounts: [alexInOkta, alexInPayroll, alexInCloud] });
    const [handed] = looked([{ lock: lockOf('e1') }, {}, {}], situation).choose('lost-device');
    if (handed?.type !== 'hand-over') throw new Error('Nothing took over.');
    expect(done(new Course(handed.to, situation).tell(handed.event))).toEqual(['instructions']);
  });

  test('a directory that is down keeps nobody waiting who can be helped elsewhere', () => {
    const course = new Course('help', both);
    course.tell(askedFor('sign-in'));
    course.tell(read(alexInCorp));
    expect(said(course.tell({ type: 'identity-delayed', system: 'Payroll' }))).toEqual([
      'help.open',
      'help.unreadable',
      'help.what-now',
    ]);
  });

  test('GEN-6 that it will be told how it ends is promised only where nothing else is left to go on with, and kept', () => {
    const down = (system: string) => ({ type: 'identity-delayed', system }) as const;
    const course = new Course('help', both);
    course.tell(askedFor('sign-in'));
    expect(course.tell(down('Payroll'))).toEqual([]);
    expect(said(course.tell(down('Corp Directory')))).toEqual(['unlock.delayed']);
    expect(course.tell(down('Corp Directory'))).toEqual([]);
    expect(said(course.tell(read(alexInCorp)))).toEqual(['help.open', 'help.unreadable', 'help.what-now']);
  });

  test('an account that cannot be read is said to be so', () => {
    const course = new Course('help');
    course.tell(askedFor('sign-in'));
    expect(said(course.tell(failed(alexInCorp, 'read')))).toEqual(['help.unreadable', 'help.what-now']);
  });

  test('CFG-9 what is switched off is not offered', () => {
    const off = situationOf({
      settings: { unlockAccount: { enabled: false }, passwordReset: { enabled: false }, mfaReset: { enabled: false } },
    });
    expect(looked([{ lock: lockOf('e1') }], off).question?.choices).toEqual(['service-desk', 'cancel']);
    expect(looked([{}], off).question?.choices).toEqual(['service-desk', 'cancel']);
  });

  test('GEN-8 a system that is not connected, and somebody else’s account, are for people: nothing is read', () => {
    for (const request of [{ system: { connected: false, words: 'fidelity' } } as const, { forSomebodyElse: true }]) {
      const course = new Course('help');
      expect(done(course.tell(askedFor('sign-in', request)))).toEqual(['hand-over service-desk', 'close handed-over']);
    }
  });

  test('somebody without an account is told so', () => {
    expect(said(new Course('help', situationOf({ accounts: [] })).tell(askedFor('sign-in')))).toEqual([
      'unlock.no-account',
    ]);
  });

  test('PR-3 a password that is typed is spoken of first', () => {
    expect(said(new Course('help').tell(askedFor('sign-in', { containedSecret: true })))).toEqual(['secret.typed']);
  });

  test('UA-5 Cancel ends it; nobody’s answer ends it in silence', () => {
    expect(done(looked([{}]).choose('cancel'))).toEqual(['say', 'close cancelled']);
    expect(done(looked([{}]).tell(timerDue('question')))).toEqual(['close expired']);
  });

  test('EC-20 an expired button offers to look again', () => {
    const course = looked([{}]);
    expect(said(course.tell({ type: 'choice-expired', choice: 'unlock' }))).toEqual(['question.expired']);
    expect(done(course.choose('check-again'))).toEqual(['account.read']);
  });
});
