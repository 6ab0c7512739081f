import {
  alexInCorp,
  alexInPayroll,
  askedFor,
  Course,
  changedTo,
  done,
  failed,
  hour,
  lockedOut,
  lockOf,
  minute,
  read,
  said,
  situationOf,
  start,
  ticketKeys,
  unlocked,
} from './support/course.ts';

const locked = { lock: lockOf('e1') };

/** A person whose notice is out. */
function noticed(situation = situationOf()): Course {
  const course = new Course('lockout-notification', situation);
  for (const account of situation.accounts) course.tell(lockedOut(account));
  for (const account of situation.accounts) course.tell(read(account, locked));
  return course;
}

const at = (milliseconds: number) => new Date(Date.parse(start) + milliseconds).toISOString();
const both = situationOf({ accounts: [alexInCorp, alexInPayroll] });
const inInstructionsMode = (more = {}) =>
  situationOf({ settings: { lockoutNotification: { mode: 'instructions', ...more } } });
const instructions = (system: string, title = `How to unlock ${system}`) =>
  ({
    type: 'instructions-read',
    system,
    instructions: { title, text: 'Call 1234.', link: null, locale: 'en' },
  }) as const;

test('LN-5 a lockout is looked at again before anybody is told', () => {
  const course = new Course('lockout-notification');
  expect(done(course.tell(lockedOut(alexInCorp)))).toEqual(['account.read']);
});

test('LN-5 LN-6 the notice states the lockout and offers exactly Yes and No', () => {
  const course = noticed();
  const [notice] = course.effects.filter(({ type }) => type === 'say');
  expect(notice).toMatchObject({
    notice: true,
    sentences: [{ key: 'lockout.notice', parameters: { accounts: [{ login: 'alex', system: 'Corp Directory' }] } }],
    question: { choices: ['yes', 'no'], about: ['corp/1'] },
  });
});

test('LN-8 LN-10 Yes unlocks that very lock and opens a ticket; the confirmation follows the outcome and resolves it', () => {
  const course = noticed();
  expect(course.choose('yes')).toMatchObject([
    { type: 'identity', operation: 'account.unlock', system: 'corp', account: '1', episode: 'e1' },
    { type: 'ticket', operation: 'ticket.open', key: 'unlock:corp/1:e1' },
  ]);
  const end = course.tell(unlocked(alexInCorp));
  expect(said(end)).toEqual(['unlock.done']);
  expect(done(end)).toEqual(['say', 'ticket.resolve', 'close unlocked']);
  expect(ticketKeys(end, 'ticket.resolve')).toEqual(['unlock:corp/1:e1']);
});

test.each([
  ['on-failure', []],
  ['never', []],
] as const)('GEN-9 tickets: %s — a success opens none', (tickets, expected) => {
  const course = noticed(situationOf({ settings: { unlockAccount: { tickets } } }));
  course.choose('yes');
  course.tell(unlocked(alexInCorp));
  expect(course.effects.filter(({ type }) => type === 'ticket')).toEqual(expected);
});

test('GEN-9 tickets: on-failure — a failure opens one and tells its number', () => {
  const course = noticed(situationOf({ settings: { unlockAccount: { tickets: 'on-failure' } } }));
  course.choose('yes');
  const end = course.tell(failed(alexInCorp, 'unlock'));
  expect(done(end)).toEqual(['say', 'ticket.open', 'ticket.hand-off']);
  const [key = ''] = ticketKeys(end, 'ticket.open');
  const told = course.tell({ type: 'ticket-opened', key, number: 'AA-7' });
  expect(said(told)).toEqual(['desk.opened']);
  expect(done(told).at(-1)).toBe('close handed-off');
});

test('GEN-6 GEN-9 tickets: never — a failure promises no ticket', () => {
  const course = noticed(situationOf({ settings: { unlockAccount: { tickets: 'never' } } }));
  course.choose('yes');
  const end = course.tell(failed(alexInCorp, 'unlock'));
  expect(end).toMatchObject([
    { type: 'say', sentences: [{ key: 'unlock.failed', parameters: { ticket: 'none' } }] },
    { type: 'close', outcome: 'refused' },
  ]);
});

test('GEN-9 a ticket that was open before the unlock failed is handed over, and its number is told at once', () => {
  const course = noticed();
  course.choose('yes');
  course.tell({ type: 'ticket-opened', key: 'unlock:corp/1:e1', number: 'AA-1' });
  const end = course.tell(failed(alexInCorp, 'unlock'));
  expect(said(end)).toEqual(['unlock.failed', 'desk.opened']);
  expect(done(end)).toEqual(['say', 'ticket.hand-off', 'say', 'close handed-off']);
});

describe('LN-11 LN-12 the allowance', () => {
  test('over the allowance nothing is said, and it is looked at again when it allows', () => {
    const course = new Course('lockout-notification', situationOf({ notices: [at(-2 * hour)] }));
    course.tell(lockedOut(alexInCorp));
    expect(course.tell(read(alexInCorp, locked))).toEqual([{ type: 'timer', timer: 'notice', at: at(4 * hour) }]);
    course.later(4 * hour);
    expect(done(course.tell({ type: 'timer-due', timer: 'notice' }))).toEqual(['account.read']);
    expect(said(course.tell(read(alexInCorp, locked)))).toEqual(['lockout.notice']);
  });

  test('an unanswered notice is repeated after the gap while the lock lasts, and not when it is gone', () => {
    const course = noticed();
    expect(course.effects.at(-1)).toEqual({ type: 'timer', timer: 'notice', at: at(6 * hour) });
    course.later(6 * hour);
    course.tell({ type: 'timer-due', timer: 'notice' });
    const again = course.tell(read(alexInCorp, locked));
    expect(again[0]).toMatchObject({ type: 'say', notice: true });
    course.later(6 * hour);
    course.tell({ type: 'timer-due', timer: 'notice' });
    expect(done(course.tell(read(alexInCorp)))).toEqual(['close self-resolved']);
  });

  test.each([
    [false, ['timer notice']],
    [true, ['say', 'timer notice']],
  ])('EC-36 newEpisodeBreaksGap: %s decides about a new lock inside the gap of a resolved one', (breaks, expected) => {
    const course = new Course(
      'lockout-notification',
      situationOf({
        notices: [at(-10 * minute)],
        lastLockoutResolved: true,
        settings: { lockoutNotification: { newEpisodeBreaksGap: breaks } },
      }),
    );
    course.tell(lockedOut(alexInCorp, 'e2'));
    expect(done(course.tell(read(alexInCorp, { lock: lockOf('e2') })))).toEqual(expected);
  });

  test('Yes works on a card whose reminder the allowance holds back', () => {
    const course = noticed();
    course.later(6 * hour);
    course.situation = { ...course.situation, notices: [at(5 * hour)] };
    course.tell({ type: 'timer-due', timer: 'notice' });
    expect(done(course.tell(read(alexInCorp, locked)))).toEqual(['timer notice']);
    expect(done(course.choose('yes'))).toEqual(['account.unlock', 'ticket.open']);
  });

  test('Yes works while the account is being looked at again', () => {
    const course = noticed();
    course.later(6 * hour);
    course.tell({ type: 'timer-due', timer: 'notice' });
    expect(done(course.choose('yes'))).toEqual(['account.unlock', 'ticket.open']);
    expect(course.tell(read(alexInCorp, locked))).toEqual([]);
    expect(said(course.tell(unlocked(alexInCorp)))).toEqual(['unlock.done']);
  });
});

describe('LN-12 EC-24 several accounts', () => {
  test('locked at once are one notice', () => {
    const course = noticed(both);
    expect(said(course.effects)).toEqual(['lockout.notice']);
    expect(course.question?.about).toEqual(['corp/1', 'payroll/9']);
  });

  test('a lock that comes while the card is out joins it, without a second notice', () => {
    const course = new Course('lockout-notification', both);
    course.tell(lockedOut(alexInCorp));
    course.tell(read(alexInCorp, locked));
    course.tell(lockedOut(alexInPayroll));
    const [card] = course.tell(read(alexInPayroll, locked));
    expect(card).toMatchObject({ inPlace: true, question: { about: ['corp/1', 'payroll/9'] } });
    expect(card).not.toHaveProperty('notice');
  });

  test('one that fails is told of beside one that is unlocked', () => {
    const course = noticed(both);
    expect(done(course.choose('yes'))).toEqual(['account.unlock', 'account.unlock', 'ticket.open']);
    expect(course.tell(unlocked(alexInCorp))).toEqual([]);
    const end = course.tell(failed(alexInPayroll, 'unlock'));
    expect(said(end)).toEqual(['unlock.done', 'unlock.failed']);
    expect(done(end)).toEqual(['say', 'ticket.hand-off']);
  });

  test('only what was shown is unlocked: a lock that joined after the click is asked about', () => {
    const course = new Course('lockout-notification', both);
    course.tell(lockedOut(alexInCorp));
    course.tell(read(alexInCorp, locked));
    course.choose('yes');
    expect(course.tell(lockedOut(alexInPayroll))).toEqual([]);
    const end = course.tell(unlocked(alexInCorp));
    expect(done(end)).toEqual(['say', 'ticket.resolve', 'account.read']);
    const [card] = course.tell(read(alexInPayroll, locked));
    expect(card).toMatchObject({
      sentences: [{ key: 'lockout.notice' }],
      question: { choices: ['yes', 'no'], about: ['payroll/9'] },
    });
  });

  test('one that is locked anew is asked about after the other was confirmed; its ticket is another one', () => {
    const course = noticed(both);
    course.choose('yes');
    course.tell(unlocked(alexInCorp));
    const asked = course.tell(changedTo(alexInPayroll, { lock: lockOf('e2') }));
    expect(said(asked)).toEqual(['unlock.done', 'unlock.lock-changed']);
    expect(ticketKeys(asked, 'ticket.resolve')).toEqual(ticketKeys(course.effects, 'ticket.open'));
    expect(ticketKeys(course.choose('yes'), 'ticket.open')).toEqual(['unlock:payroll/9:e2']);
  });

  test('one that cannot be unlocked automatically gets its instructions after the other was unlocked', () => {
    const course = new Course('lockout-notification', both);
    for (const account of both.accounts) course.tell(lockedOut(account));
    course.tell(read(alexInCorp, locked));
    course.tell(read(alexInPayroll, { ...locked, able: false }));
    course.choose('yes');
    const next = course.tell(unlocked(alexInCorp));
    expect(said(next)).toEqual(['unlock.done']);
    expect(next.at(-1)).toEqual({ type: 'instructions', topic: 'unlock-account', system: 'payroll' });
    expect(said(course.tell(instructions('payroll')))).toEqual(['instructions.body']);
  });

  test('a lock that comes while a ticket’s number is awaited is told of, and so is the number', () => {
    const course = new Course('lockout-notification', both);
    course.tell(lockedOut(alexInCorp));
    course.tell(read(alexInCorp, locked));
    course.choose('yes');
    course.tell(failed(alexInCorp, 'unlock'));
    expect(done(course.tell(lockedOut(alexInPayroll)))).toEqual(['account.read']);
    expect(course.tell(read(alexInPayroll, locked))[0]).toMatchObject({ notice: true });
    expect(said(course.tell({ type: 'ticket-opened', key: 'unlock:corp/1:e1', number: 'AA-1' }))).toEqual([
      'desk.opened',
    ]);
    expect(done(course.choose('yes'))).toEqual(['account.unlock', 'ticket.open']);
    expect(done(course.tell(unlocked(alexInPayroll)))).toEqual(['say', 'ticket.resolve', 'close unlocked']);
  });
});

describe('LN-13 notify and instructions', () => {
  test('nothing is unlocked; the instructions come only after Yes', () => {
    const course = noticed(inInstructionsMode());
    expect(said(course.effects)).toEqual(['lockout.notice-instructions']);
    expect(course.choose('yes')).toEqual([{ type: 'instructions', topic: 'unlock-account', system: 'corp' }]);
    const end = course.tell(instructions('corp'));
    expect(said(end)).toEqual(['instructions.body']);
    expect(done(end)).toEqual(['say', 'ticket.open', 'ticket.resolve', 'close instructed']);
    expect(done(course.effects)).not.toContain('account.unlock');
  });

  test('a setting lets the first message carry them, for every system, as one notice', () => {
    const situation = { ...inInstructionsMode({ instructionsInFirstMessage: true }), accounts: both.accounts };
    const course = noticed(situation);
    expect(said(course.effects)).toEqual([]);
    expect(course.tell(instructions('corp'))).toEqual([]);
    const [card] = course.tell(instructions('payroll'));
    expect(card).toMatchObject({
      notice: true,
      sentences: [{ key: 'lockout.notice-instructions' }, { key: 'instructions.body' }, { key: 'instructions.body' }],
      question: { choices: ['yes', 'no'] },
    });
  });

  test('where the organisation wrote none, people take over, by one ticket that nothing resolves', () => {
    const course = noticed({ ...inInstructionsMode(), accounts: both.accounts });
    course.choose('yes');
    course.tell({ type: 'instructions-read', system: 'corp', instructions: null });
    const end = course.tell(instructions('payroll'));
    expect(said(course.effects)).toEqual(['lockout.notice-instructions', 'instructions.none', 'instructions.body']);
    expect(ticketKeys(course.effects, 'ticket.open')).toHaveLength(1);
    expect(done(end)).toContain('ticket.hand-off');
    expect(done(course.effects)).not.toContain('ticket.resolve');
  });

  test('GEN-9 tickets: never — no ticket is promised for missing instructions', () => {
    const course = noticed(
      situationOf({ settings: { lockoutNotification: { mode: 'instructions' }, unlockAccount: { tickets: 'never' } } }),
    );
    course.choose('yes');
    const end = course.tell({ type: 'instructions-read', system: 'corp', instructions: null });
    expect(end).toMatchObject([
      { type: 'say', sentences: [{ key: 'instructions.none', parameters: { ticket: 'none' } }] },
      { type: 'close' },
    ]);
  });
});

describe('LN-14 No', () => {
  test('dismisses this episode, changes nothing, and its reply offers “This wasn’t me”', () => {
    const course = noticed();
    const [reply] = course.choose('no');
    expect(reply).toMatchObject({ sentences: [{ key: 'lockout.dismissed' }], question: { choices: ['not-me'] } });
    expect(done(course.effects)).not.toContain('account.unlock');
  });

  test('“This wasn’t me” leaves the account locked and gives security a ticket', () => {
    const course = noticed();
    course.choose('no');
    const end = course.choose('not-me');
    expect(said(end)).toEqual(['security.reported', 'security.wary']);
    expect(end).toContainEqual(expect.objectContaining({ operation: 'ticket.hand-off', to: 'security' }));
    expect(done(end).at(-1)).toBe('close reported');
  });

  test('a new lock after No is told of by the allowance', () => {
    const course = noticed();
    course.choose('no');
    course.later(7 * hour);
    course.situation = { ...course.situation, notices: [start] };
    course.tell(lockedOut(alexInCorp, 'e2'));
    expect(course.tell(read(alexInCorp, { lock: lockOf('e2') }))[0]).toMatchObject({ notice: true });
  });
});

describe('the live state decides', () => {
  test.each([
    ['EC-11 open again', {}],
    ['EC-17 disabled', { standing: 'disabled', ...locked }],
    ['EC-17 suspended', { standing: 'suspended', ...locked }],
    ['EC-17 deprovisioned', { standing: 'deprovisioned', ...locked }],
    ['EC-17 expired', { standing: 'expired', ...locked }],
    ['EC-17 locked by somebody’s decision', { lock: lockOf('e1', 'other') }],
  ] as const)('an account that is %s is nobody’s news', (_, status) => {
    const course = new Course('lockout-notification');
    course.tell(lockedOut(alexInCorp));
    expect(done(course.tell(read(alexInCorp, status)))).toEqual(['close self-resolved']);
  });

  test('EC-11 a lock that ran out before the click: nothing was changed, and that is what is said', () => {
    const course = noticed();
    course.choose('yes');
    const end = course.tell({ type: 'account-found-open', system: 'corp', account: '1' });
    expect(said(end)).toEqual(['unlock.already-open']);
    expect(done(end)).toEqual(['say', 'ticket.resolve', 'close self-resolved']);
  });

  test('EC-17 an account that was disabled before the click is refused in neutral words, with a ticket', () => {
    const course = noticed();
    course.choose('yes');
    const end = course.tell(changedTo(alexInCorp, { standing: 'disabled', ...locked }));
    expect(said(end)).toEqual(['unlock.refused']);
    expect(done(end)).toContain('ticket.hand-off');
  });

  test('EC-20 an old card never lifts today’s lock: a newer one is asked about', () => {
    const course = noticed();
    course.choose('yes');
    const asked = course.tell(changedTo(alexInCorp, { lock: lockOf('e2') }));
    expect(said(asked)).toEqual(['unlock.lock-changed']);
    expect(course.choose('yes')).toContainEqual(
      expect.objectContaining({ operation: 'account.unlock', episode: 'e2' }),
    );
  });

  test('EC-20 an expired button offers to look again, and the look brings a fresh question', () => {
    const course = noticed();
    const [expired] = course.tell({ type: 'choice-expired', choice: 'yes' });
    expect(expired).toMatchObject({ sentences: [{ key: 'question.expired' }], question: { choices: ['check-again'] } });
    expect(done(course.choose('check-again'))).toEqual(['account.read']);
    course.tell(read(alexInCorp, locked));
    expect(course.question).toMatchObject({ choices: ['yes', 'no'], about: ['corp/1'] });
  });

  test('EC-09 locked with a password that has run out: the confirmation says a new one is wanted', () => {
    const course = new Course('lockout-notification');
    course.tell(lockedOut(alexInCorp));
    course.tell(read(alexInCorp, { ...locked, mustChange: true }));
    course.choose('yes');
    expect(said(course.tell(unlocked(alexInCorp)))).toEqual(['unlock.done-password-due']);
  });

  test.each([
    [2, 'unlock.done'],
    [3, 'unlock.done-repeatedly'],
  ])('UA-10 after lock %i of a day the confirmation is %s', (lockoutsToday, key) => {
    const course = noticed(situationOf({ accounts: [{ ...alexInCorp, lockoutsToday }] }));
    course.choose('yes');
    expect(said(course.tell(unlocked(alexInCorp)))).toEqual([key]);
  });

  test('UA-10 EC-27 a Yes to the fourth lock of a day is a request that has to be proven first', () => {
    const course = noticed(situationOf({ accounts: [{ ...alexInCorp, lockoutsToday: 4 }] }));
    const end = course.choose('yes');
    expect(end).toContainEqual({
      type: 'hand-over',
      to: 'unlock-account',
      event: {
        type: 'help-asked',
        request: {
          about: 'unlock',
          system: { connected: true, name: 'corp' },
          forSomebodyElse: false,
          containedSecret: false,
        },
      },
    });
    expect(done(end)).toContain('close handed-over');
  });

  test('UA-10 while many are locked at once a Yes has to be proven first, and nobody is told a second time', () => {
    const course = noticed();
    course.situation = { ...course.situation, attack: true };
    course.later(6 * hour);
    expect(course.tell({ type: 'timer-due', timer: 'notice' })).toEqual([
      { type: 'timer', timer: 'notice', at: at(6 * hour + 15 * minute) },
    ]);
    expect(done(course.choose('yes'))).toEqual(['hand-over unlock-account', 'close handed-over']);
  });

  test('an account that cannot be read is looked at again, not given up', () => {
    const course = new Course('lockout-notification');
    course.tell(lockedOut(alexInCorp));
    expect(course.tell(failed(alexInCorp, 'read'))).toEqual([{ type: 'timer', timer: 'notice', at: at(15 * minute) }]);
    course.later(15 * minute);
    course.tell({ type: 'timer-due', timer: 'notice' });
    expect(said(course.tell(read(alexInCorp, locked)))).toEqual(['lockout.notice']);
  });

  test('a directory that does not answer is told of once, after Yes and not before', () => {
    const course = new Course('lockout-notification');
    course.tell(lockedOut(alexInCorp));
    const delayed = { type: 'identity-delayed', system: 'Corp Directory' } as const;
    expect(course.tell(delayed)).toEqual([]);
    course.tell(read(alexInCorp, locked));
    course.choose('yes');
    expect(said(course.tell(delayed))).toEqual(['unlock.delayed']);
    expect(course.tell(delayed)).toEqual([]);
  });

  test('somebody else’s account, and what a lockout has no use for, change nothing', () => {
    const course = new Course('lockout-notification');
    expect(course.tell(lockedOut(alexInPayroll))).toEqual([]);
    expect(course.tell(askedFor())).toEqual([]);
  });
});

test('CFG-9 where unlocking is switched off, a notice leads to instructions, never to an unlock', () => {
  const course = new Course('lockout-notification', situationOf({ settings: { unlockAccount: { enabled: false } } }));
  course.tell(lockedOut(alexInCorp));
  expect(said(course.tell(read(alexInCorp, { lock: lockOf('e1') })))).toEqual(['lockout.notice-instructions']);
  expect(done(course.choose('yes'))).toEqual(['instructions']);
});
