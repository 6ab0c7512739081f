import {
  alexInCorp,
  alexInPayroll,
  askedFor,
  Course,
  changedTo,
  done,
  failed,
  hour,
  lockOf,
  proofGiven,
  read,
  said,
  situationOf,
  start,
  ticketKeys,
  timerDue,
  unlocked,
} from './support/course.ts';

const locked = { lock: lockOf('e1') };
const both = situationOf({ accounts: [alexInCorp, alexInPayroll] });

/** A person who was asked whether to unlock. */
function asking(situation = situationOf()): Course {
  const course = new Course('unlock-account', situation);
  course.tell(askedFor());
  for (const account of situation.accounts) course.tell(read(account, locked));
  return course;
}

test('UA-2 the live state is read first, then the answer offers exactly Yes, Edit Request and Cancel', () => {
  const course = new Course('unlock-account');
  expect(done(course.tell(askedFor()))).toEqual(['account.read']);
  const [asked] = course.tell(read(alexInCorp, locked));
  expect(asked).toMatchObject({
    sentences: [{ key: 'unlock.confirm' }],
    question: { choices: ['yes', 'edit', 'cancel'], about: ['corp/1'] },
  });
});

test('EC-35 asking is never limited by the notice allowance', () => {
  const course = asking(situationOf({ notices: [start, start, start, start] }));
  expect(said(course.effects)).toEqual(['unlock.confirm']);
});

test('UA-3 UA-7 Yes unlocks, tells by the verified outcome and resolves the ticket', () => {
  const course = asking();
  expect(done(course.choose('yes'))).toEqual(['account.unlock', 'ticket.open']);
  const end = course.tell(unlocked(alexInCorp));
  expect(said(end)).toEqual(['unlock.done']);
  expect(done(end)).toEqual(['say', 'ticket.resolve', 'close unlocked']);
});

describe('UA-10 EC-27 the fourth lock of a day', () => {
  const often = { ...alexInCorp, lockoutsToday: 4 };
  const managed = { ...locked, manager: { id: '5' } };

  const unproven = (situation = situationOf({ accounts: [often] }), status: object = managed) => {
    const course = new Course('unlock-account', situation);
    course.tell(askedFor());
    return { course, asking: course.tell(read(often, status)) };
  };

  test('asks for what shows that it is the person, and the manager can confirm it', () => {
    const { course, asking } = unproven();
    expect(said(asking)).toEqual(['proof.unlock']);
    expect(course.question?.choices).toEqual(['ask-manager', 'service-desk', 'cancel']);
    expect(course.choose('ask-manager')[0]).toMatchObject({
      to: 'approval',
      owner: { system: 'corp', account: '5' },
      event: { action: 'unlock', factors: [], accounts: [{ login: 'alex', system: 'Corp Directory' }] },
    });
    expect(done(course.tell(proofGiven(often, 'unlock')))).toEqual(['account.unlock', 'ticket.open']);
    expect(said(course.tell(unlocked(often)))).toEqual(['unlock.done-repeatedly']);
  });

  test('UA-10 while many are locked at once so does any, and a Yes to what was asked before', () => {
    const attack = situationOf({ attack: true });
    expect(said(unproven(attack).asking)).toEqual(['proof.unlock-careful']);
    const course = new Course('unlock-account');
    course.tell(askedFor());
    course.tell(read(alexInCorp, managed));
    course.situation = attack;
    expect(said(course.choose('yes'))).toEqual(['proof.unlock-careful']);
    expect(done(course.tell(proofGiven(alexInCorp, 'unlock')))).toEqual(['account.unlock', 'ticket.open']);
  });

  test.each<[string, (course: Course) => ReturnType<Course['tell']>, string]>([
    [
      'a manager who does not confirm it',
      (course) => course.tell({ type: 'proof-refused', kind: 'manager-approval', because: 'declined' }),
      'proof.declined',
    ],
    ['nobody who answers in time', (course) => course.tell(timerDue('question')), 'unlock.proof-needed'],
    ['the service desk instead', (course) => course.choose('service-desk'), 'unlock.proof-needed'],
  ])('%s: people take over, and the account stays locked', (_, go, key) => {
    const { course } = unproven();
    course.choose('ask-manager');
    const end = go(course);
    expect(said(end)).toEqual([key]);
    expect(done(end)).toEqual(['say', 'ticket.open', 'ticket.hand-off']);
  });

  test('with no manager in the directory people take over at once', () => {
    const { asking } = unproven(undefined, locked);
    expect(said(asking)).toEqual(['unlock.proof-needed']);
    expect(done(asking)).toEqual(['say', 'ticket.open', 'ticket.hand-off']);
  });

  test('an account beside it waits for the same answer, and both are unlocked', () => {
    const { course } = unproven(situationOf({ accounts: [often, alexInPayroll] }));
    expect(said(course.tell(read(alexInPayroll, locked)))).toEqual(['proof.unlock']);
    course.choose('ask-manager');
    expect(done(course.tell(proofGiven(often, 'unlock')))).toEqual(['account.unlock', 'account.unlock', 'ticket.open']);
  });

  test('a proof for another account changes nothing', () => {
    const { course } = unproven();
    expect(said(course.tell(proofGiven(alexInPayroll, 'unlock')))).toEqual(['proof.unlock']);
  });
});

test('GEN-6 the confirmation carries the change that was read back, and names its system', () => {
  const course = asking();
  course.choose('yes');
  const [say] = course.tell(unlocked({ ...alexInCorp, systemName: 'The one that was acted on' }));
  expect(say).toMatchObject({
    sentences: [{ parameters: { unlocks: [{ change: { verified: true, system: 'The one that was acted on' } }] } }],
  });
});

describe('UA-4 Edit Request', () => {
  test('offers the person’s own accounts by display name, and goes on with the chosen one', () => {
    const course = asking(both);
    const [form] = course.choose('edit');
    expect(form).toMatchObject({
      question: {
        choices: ['continue', 'cancel'],
        form: {
          options: [
            { label: 'alex (Corp Directory)', value: 'corp/1' },
            { label: 'alex (Payroll)', value: 'payroll/9' },
          ],
        },
      },
    });
    expect(course.choose('continue', { account: 'payroll/9' })).toMatchObject([
      { operation: 'account.read', system: 'payroll' },
    ]);
    course.tell(read(alexInPayroll, locked));
    expect(course.question?.about).toEqual(['payroll/9']);
  });

  test.each(['corp/2', '', 'payroll/1; drop', '__proto__'])(
    'UA-9 “%s” is not one of them and is refused',
    (account) => {
      const course = asking();
      course.choose('edit');
      const end = course.choose('continue', { account });
      expect(said(end)).toEqual(['unlock.self-only']);
      expect(done(end)).toEqual(['say', 'close refused']);
    },
  );

  test('UA-9 “unlock bob” goes through the same rule: nothing is read', () => {
    const course = new Course('unlock-account');
    const end = course.tell(askedFor('unlock', { forSomebodyElse: true }));
    expect(said(end)).toEqual(['unlock.self-only']);
    expect(done(end)).not.toContain('account.read');
  });
});

test('UA-5 Cancel ends it, and nothing is changed', () => {
  const course = asking();
  expect(done(course.choose('cancel'))).toEqual(['say', 'close cancelled']);
  expect(course.choose('yes')).toEqual([]);
});

test('GEN-6 Cancel after one account was unlocked does not say that nothing was changed, and leaves no ticket open', () => {
  const course = asking(both);
  course.choose('yes');
  course.tell(unlocked(alexInCorp));
  course.tell(changedTo(alexInPayroll, { lock: lockOf('e2') }));
  course.choose('cancel');
  expect(said(course.effects)).toEqual(['unlock.confirm', 'unlock.done', 'unlock.lock-changed', 'unlock.cancelled']);
  expect(ticketKeys(course.effects, 'ticket.resolve')).toEqual(ticketKeys(course.effects, 'ticket.open'));
});

test('GEN-6 Cancel does not undo a Yes: while it is carried out the buttons mean nothing', () => {
  const course = asking();
  course.choose('yes');
  expect(course.choose('cancel')).toEqual([]);
  expect(course.choose('edit')).toEqual([]);
  expect(said(course.tell(unlocked(alexInCorp)))).toEqual(['unlock.done']);
});

describe('UA-6 no automation for that account', () => {
  const manual = { ...locked, able: false };

  test('its instructions are a chat message, with a ticket that is resolved', () => {
    const course = new Course('unlock-account');
    course.tell(askedFor());
    expect(course.tell(read(alexInCorp, manual))).toEqual([
      { type: 'instructions', topic: 'unlock-account', system: 'corp' },
    ]);
    const link = { label: 'Portal', url: 'https://portal.acme.test' };
    const end = course.tell({
      type: 'instructions-read',
      system: 'corp',
      instructions: { title: 'Unlock', text: 'Call 1234.', link, locale: 'en' },
    });
    expect(end[0]).toMatchObject({ sentences: [{ key: 'instructions.body' }], links: [link] });
    expect(done(end)).toEqual(['say', 'ticket.open', 'ticket.resolve', 'close instructed']);
  });

  test('GEN-6 where the provider hides its locks nothing is claimed of them: there are instructions, and they may help', () => {
    const course = new Course('unlock-account');
    course.tell(askedFor());
    expect(course.tell(read(alexInCorp, { hidesLocks: true, able: false }))).toEqual([
      { type: 'instructions', topic: 'unlock-account', system: 'corp' },
    ]);
  });

  test('GEN-3 without instructions people take over, and the number of their ticket is told', () => {
    const course = new Course('unlock-account');
    course.tell(askedFor());
    course.tell(read(alexInCorp, manual));
    const handed = course.tell({ type: 'instructions-read', system: 'corp', instructions: null });
    expect(done(handed)).toEqual(['say', 'ticket.open', 'ticket.hand-off']);
    const [key = ''] = ticketKeys(handed, 'ticket.open');
    expect(done(course.tell({ type: 'ticket-opened', key, number: 'AA-3' }))).toEqual(['say', 'close handed-off']);
  });
});

test('GEN-8 a system that is not connected is answered by its instructions; no account is touched', () => {
  const course = new Course('unlock-account');
  const effects = course.tell(askedFor('unlock', { system: { connected: false, words: 'fidelity' } }));
  expect(effects).toEqual([{ type: 'instructions', topic: 'unlock-account', system: 'fidelity' }]);
});

test('a named system reads only its own account', () => {
  const course = new Course('unlock-account', both);
  expect(course.tell(askedFor('unlock', { system: { connected: true, name: 'payroll' } }))).toMatchObject([
    { operation: 'account.read', system: 'payroll' },
  ]);
});

test('somebody without an account there is told so', () => {
  const course = new Course('unlock-account', situationOf({ accounts: [] }));
  expect(said(course.tell(askedFor()))).toEqual(['unlock.no-account']);
});

describe('UA-8 the state guard', () => {
  test.each([
    ['EC-17 disabled', { standing: 'disabled', ...locked }],
    ['EC-17 suspended', { standing: 'suspended', ...locked }],
    ['EC-17 deprovisioned', { standing: 'deprovisioned', ...locked }],
    ['EC-17 expired', { standing: 'expired', ...locked }],
    ['EC-17 locked by somebody’s decision', { lock: lockOf('e1', 'other') }],
  ] as const)('an account that is %s is refused in neutral words, with a ticket', (_, status) => {
    const course = new Course('unlock-account');
    course.tell(askedFor());
    const end = course.tell(read(alexInCorp, status));
    expect(said(end)).toEqual(['unlock.refused']);
    expect(done(end)).toEqual(['say', 'ticket.open', 'ticket.hand-off']);
  });

  test('UA-8 an account that is open already: says so, changes nothing, opens no ticket', () => {
    const course = new Course('unlock-account');
    course.tell(askedFor());
    const end = course.tell(read(alexInCorp));
    expect(said(end)).toEqual(['unlock.already-open']);
    expect(done(end)).toEqual(['say', 'close self-resolved']);
  });

  test('EC-09 open with a password that has run out: says what the next sign-in will ask', () => {
    const course = new Course('unlock-account');
    course.tell(askedFor());
    expect(said(course.tell(read(alexInCorp, { mustChange: true })))).toEqual(['unlock.password-due']);
  });

  test('an account that is open hides one that was disabled long ago', () => {
    const course = new Course('unlock-account', both);
    course.tell(askedFor());
    course.tell(read(alexInCorp));
    expect(said(course.tell(read(alexInPayroll, { standing: 'disabled' })))).toEqual(['unlock.already-open']);
  });
});

test('EC-24 two locked accounts are asked about by name, and each result is told', () => {
  const course = asking(both);
  expect(course.question?.about).toEqual(['corp/1', 'payroll/9']);
  course.choose('yes');
  course.tell(unlocked(alexInCorp));
  const end = course.tell(failed(alexInPayroll, 'unlock'));
  expect(end[0]).toMatchObject({
    sentences: [
      { key: 'unlock.done', parameters: { unlocks: [{ name: { system: 'Corp Directory' } }] } },
      { key: 'unlock.failed', parameters: { accounts: [{ system: 'Payroll' }] } },
    ],
  });
});

test('a question nobody answers expires in silence after 24 h', () => {
  const course = asking();
  expect(course.effects.at(-1)).toEqual({
    type: 'timer',
    timer: 'question',
    at: new Date(Date.parse(start) + 24 * hour).toISOString(),
  });
  expect(done(course.tell({ type: 'timer-due', timer: 'question' }))).toEqual(['close expired']);
});

test('EC-20 an expired button offers to look again at the same account', () => {
  const course = asking();
  expect(said(course.tell({ type: 'choice-expired', choice: 'yes' }))).toEqual(['question.expired']);
  expect(course.choose('check-again')).toMatchObject([{ operation: 'account.read', account: '1' }]);
});

test('EC-20 accounts that are no longer the person’s are not looked at again', () => {
  const course = asking();
  course.tell({ type: 'choice-expired', choice: 'yes' });
  course.situation = situationOf({ accounts: [] });
  expect(said(course.choose('check-again'))).toEqual(['unlock.no-account']);
});

test('a directory that does not answer is told of once', () => {
  const course = new Course('unlock-account');
  course.tell(askedFor());
  expect(said(course.tell({ type: 'identity-delayed', system: 'Corp Directory' }))).toEqual(['unlock.delayed']);
  expect(course.tell({ type: 'identity-delayed', system: 'Corp Directory' })).toEqual([]);
  const end = course.tell(failed(alexInCorp, 'read'));
  expect(said(end)).toEqual(['unlock.failed']);
});

test('EC-24 a directory that is down keeps nobody waiting who has a locked account elsewhere', () => {
  const course = new Course('unlock-account', both);
  course.tell(askedFor());
  expect(said(course.tell(read(alexInCorp, locked)))).toEqual([]);
  const effects = course.tell({ type: 'identity-delayed', system: 'Payroll' });
  expect(said(effects)).toEqual(['help.unreadable', 'unlock.confirm']);
  expect(course.question?.about).toEqual(['corp/1']);
});

test('GEN-6 that it will be told how it ends is promised only of what is still tried', () => {
  const down = (system: string) => ({ type: 'identity-delayed', system }) as const;
  const course = new Course('unlock-account', both);
  course.tell(askedFor());
  expect(said(course.tell(down('Payroll')))).toEqual(['help.unreadable']);
  expect(course.tell(down('Payroll'))).toEqual([]);
  expect(said(course.tell(down('Corp Directory')))).toEqual(['unlock.delayed']);
  // What was given up is spoken of at the end, unless something else could be helped with.
  expect(course.tell(read(alexInPayroll, locked))).toEqual([]);
  const [end] = course.tell(failed(alexInCorp, 'read'));
  expect(end).toMatchObject({
    sentences: [
      { key: 'unlock.failed', parameters: { accounts: [{ system: 'Corp Directory' }, { system: 'Payroll' }] } },
    ],
  });
});

test('GEN-6 a question that was asked is not followed by a promise about what was given up', () => {
  const course = new Course('unlock-account', both);
  course.tell(askedFor());
  course.tell({ type: 'identity-delayed', system: 'Payroll' });
  course.tell(read(alexInCorp, locked));
  expect(course.tell({ type: 'identity-delayed', system: 'Payroll' })).toEqual([]);
  course.choose('yes');
  expect(course.tell({ type: 'identity-delayed', system: 'Payroll' })).toEqual([]);
  expect(said(course.tell({ type: 'identity-delayed', system: 'Corp Directory' }))).toEqual(['unlock.delayed']);
});

test('somebody whose only directory is down is told so once, and asked when it answers', () => {
  const course = new Course('unlock-account');
  course.tell(askedFor());
  expect(said(course.tell({ type: 'identity-delayed', system: 'Corp Directory' }))).toEqual(['unlock.delayed']);
  expect(said(course.tell({ type: 'identity-delayed', system: 'Corp Directory' }))).toEqual([]);
  expect(said(course.tell(read(alexInCorp, locked)))).toEqual(['unlock.confirm']);
});

test('PR-3 a password that came with the request is spoken of, and the help goes on', () => {
  const course = new Course('unlock-account');
  const effects = course.tell(askedFor('unlock', { containedSecret: true }));
  expect(done(effects)).toEqual(['say', 'account.read']);
  expect(said(effects)).toEqual(['secret.typed']);
});
