import {
  alexInCorp,
  alexInOkta,
  alexInPayroll,
  askedFor,
  at,
  Course,
  capable,
  changedTo,
  done,
  failed,
  identityFailed,
  instructions,
  lockOf,
  minute,
  passwordStarted,
  read,
  said,
  situationOf,
  ticketKeys,
  timerDue,
  unlocked,
} from './support/course.ts';

const alone = situationOf({ accounts: [alexInOkta] });
const several = situationOf({ accounts: [alexInPayroll, alexInOkta] });
const link = { kind: 'link', url: 'https://id.acme.test/reset', until: null } as const;
const mail = { kind: 'mail', to: 'a…@acme.test' } as const;
const portals = [{ label: 'Portal', url: 'https://portal.acme.test' }];

/** Somebody who forgot the password, after the first look at the account. */
function looked(situation = alone, request: Parameters<typeof askedFor>[1] = {}, status: object = capable): Course {
  const course = new Course('password-reset', situation);
  course.tell(askedFor('password', request));
  course.tell(read(alexInOkta, status));
  return course;
}

describe('PR-1 a forgotten password', () => {
  test('is read first, then begun with the provider; nothing is claimed before it answers', () => {
    const course = new Course('password-reset', alone);
    expect(done(course.tell(askedFor('password')))).toEqual(['account.read']);
    expect(course.tell(read(alexInOkta, capable))).toEqual([
      { type: 'identity', operation: 'password.start-reset', system: 'corp', account: '1' },
    ]);
    expect(said(course.effects)).toEqual([]);
  });

  test('PR-4 a link is handed on, and the case is over where no sign is told', () => {
    const course = looked();
    const end = course.tell(passwordStarted(alexInOkta, link));
    expect(end[0]).toMatchObject({
      sentences: [{ key: 'password.link', parameters: { starts: [{ start: { system: 'Corp Directory' } }] } }],
      links: [{ url: link.url, label: { key: 'password.link-label' } }],
    });
    expect(done(end)).toEqual(['say', 'close password-started']);
  });

  test('a link that ends says for how long it works', () => {
    const course = looked();
    const [say] = course.tell(passwordStarted(alexInOkta, { ...link, until: at(20 * minute) }));
    expect(say).toMatchObject({ sentences: [{ key: 'password.link-until', parameters: { minutes: 20 } }] });
  });

  test('GEN-6 a message is spoken of only where the provider says that it sent one', () => {
    const course = looked();
    const [say] = course.tell(passwordStarted(alexInOkta, mail));
    expect(say).toMatchObject({ sentences: [{ key: 'password.mailed', parameters: { to: mail.to } }] });
    expect(said(course.effects)).toEqual(['password.mailed']);
  });

  test('GEN-9 tickets: on-failure — nothing is opened while all goes well', () => {
    const course = looked();
    course.tell(passwordStarted(alexInOkta, link));
    expect(done(course.effects)).not.toContain('ticket.open');
  });

  test('GEN-9 tickets: always — one is opened and resolved', () => {
    const course = looked({
      ...alone,
      settings: situationOf({ settings: { passwordReset: { tickets: 'always' } } }).settings,
    });
    course.tell(passwordStarted(alexInOkta, link));
    expect(ticketKeys(course.effects, 'ticket.open')).toEqual(['password:case-1:corp/1']);
    expect(ticketKeys(course.effects, 'ticket.resolve')).toEqual(['password:case-1:corp/1']);
  });
});

describe('PR-2 no system named', () => {
  test('means the main one, and another can be chosen afterwards', () => {
    const course = new Course('password-reset', several);
    expect(course.tell(askedFor('password'))).toMatchObject([{ operation: 'account.read', system: 'corp' }]);
    course.tell(read(alexInOkta, capable));
    expect(course.tell(passwordStarted(alexInOkta, link))[0]).toMatchObject({ question: { choices: ['edit'] } });
    expect(course.choose('edit')[0]).toMatchObject({
      question: {
        form: { field: 'account', submit: 'continue', options: [{ value: 'payroll/9' }, { value: 'corp/1' }] },
      },
    });
    expect(course.choose('continue', { account: 'payroll/9' })).toMatchObject([{ system: 'payroll' }]);
  });

  test('somebody without an account in the main one is asked which', () => {
    const course = new Course('password-reset', { ...several, mainSystem: 'elsewhere' });
    expect(said(course.tell(askedFor('password')))).toEqual(['password.choose']);
  });

  test('an account that is not theirs is refused', () => {
    const course = new Course('password-reset', { ...several, mainSystem: 'elsewhere' });
    course.tell(askedFor('password'));
    expect(said(course.choose('continue', { account: 'corp/2' }))).toEqual(['password.self-only']);
  });

  test('nobody asks any more about another account after a day', () => {
    const course = looked(several);
    course.tell(passwordStarted(alexInOkta, link));
    expect(done(course.tell(timerDue('question')))).toEqual(['close password-started']);
  });
});

describe('PR-3 a password that is typed', () => {
  test('is spoken of first, and the help goes on', () => {
    const course = new Course('password-reset', alone);
    const effects = course.tell(askedFor('password', { containedSecret: true }));
    expect(said(effects)).toEqual(['secret.typed']);
    expect(done(effects)).toEqual(['say', 'account.read']);
  });
});

describe('PR-4 where the provider does not do it', () => {
  test('portals are shown', () => {
    const { settings } = situationOf({ settings: { passwordReset: { portals } } });
    const course = looked({ ...alone, settings }, {}, {});
    expect(course.effects.at(-2)).toMatchObject({ sentences: [{ key: 'password.portals' }], links: portals });
    expect(done(course.effects).at(-1)).toBe('close password-started');
  });

  const changing = [{ label: 'Change', url: 'https://change.acme.test' }];
  test.each([
    ['knows', changing, portals, changing],
    ['knows', [], portals, portals],
    ['forgot', changing, portals, portals],
    ['forgot', changing, [], []],
  ] as const)('somebody who %s it is shown the portals for that', (how, expiry, reset, shown) => {
    const { settings } = situationOf({
      settings: { passwordReset: { portals: reset }, passwordExpiry: { portals: expiry } },
    });
    const course = new Course('password-reset', { ...alone, settings });
    course.tell(askedFor('password', { how }));
    course.tell(read(alexInOkta));
    const links = course.effects.flatMap((effect) => (effect.type === 'say' ? (effect.links ?? []) : []));
    expect(links).toEqual(shown);
    expect(done(course.effects).includes('instructions')).toBe(shown.length === 0);
  });

  test('GEN-3 else instructions, else the desk with a ticket’s number', () => {
    const course = looked(alone, {}, {});
    expect(course.effects.at(-1)).toEqual({ type: 'instructions', topic: 'reset-password', system: 'corp' });
    expect(done(course.tell(instructions('corp', false)))).toEqual(['say', 'ticket.open', 'ticket.hand-off']);
    const [key = ''] = ticketKeys(course.effects, 'ticket.open');
    expect(said(course.tell({ type: 'ticket-opened', key, number: 'AA-1' }))).toEqual(['desk.opened']);
  });

  test('the setting can want instructions although the provider could', () => {
    const { settings } = situationOf({ settings: { passwordReset: { mode: 'instructions' } } });
    const course = looked({ ...alone, settings });
    expect(done(course.effects)).toEqual(['account.read', 'instructions']);
    expect(done(course.tell(instructions('corp')))).toEqual(['say', 'close instructed']);
  });

  test.each(['operation-unsupported', 'permission-denied'])(
    'a provider that answers %s is helped by the next way',
    (code) => {
      const course = looked();
      expect(course.tell(identityFailed(alexInOkta, 'password.start-reset', { code }))).toEqual([
        { type: 'instructions', topic: 'reset-password', system: 'corp' },
      ]);
    },
  );

  test('LIM-1 GEN-3 nothing follows from what was not tried, and nothing twice from what was', () => {
    const course = new Course('password-reset', alone);
    course.tell(askedFor('password', { how: 'knows' }));
    course.tell(read(alexInOkta, capable));
    expect(done(course.effects).at(-1)).toBe('password.start-change');
    const cannot = { code: 'operation-unsupported' };
    expect(course.tell(identityFailed(alexInOkta, 'activity.read', cannot))).toEqual([]);
    expect(done(course.tell(identityFailed(alexInOkta, 'password.start-change', cannot)))).toEqual([
      'password.start-reset',
    ]);
    expect(course.tell(identityFailed(alexInOkta, 'password.start-change', cannot))).toEqual([]);
  });

  test('LIM-1 GEN-3 a way that is known to fail before it is tried is not tried', () => {
    const course = new Course('password-reset', alone);
    course.tell(askedFor('password', { how: 'knows' }));
    course.tell(read(alexInOkta, capable));
    const cannot = { code: 'operation-unsupported' };
    expect(course.tell(identityFailed(alexInOkta, 'password.start-reset', cannot))).toEqual([]);
    expect(course.tell(identityFailed(alexInOkta, 'password.start-change', cannot))).toEqual([
      { type: 'instructions', topic: 'change-password', system: 'corp' },
    ]);
  });

  test.each([
    ['unavailable', 'password.failed'],
    ['conflict', 'password.refused'],
    ['ambiguous-outcome', 'password.unclear'],
  ])('EC-16 a provider that answers %s is for people, and %s is said', (code, key) => {
    const course = looked();
    const end = course.tell(identityFailed(alexInOkta, 'password.start-reset', { code }));
    expect(said(end)).toEqual([key]);
    expect(done(end)).toEqual(['say', 'ticket.open', 'ticket.hand-off']);
  });
});

test('PR-5 a system that is not connected is answered by its instructions; no account is touched', () => {
  const course = new Course('password-reset', alone);
  expect(course.tell(askedFor('password', { system: { connected: false, words: 'payroll' } }))).toEqual([
    { type: 'instructions', topic: 'reset-password', system: 'payroll' },
  ]);
});

test('“How do I reset my password?” is answered by instructions', () => {
  const course = new Course('password-reset', alone);
  expect(course.tell(askedFor('password', { wantsInstructions: true }))).toEqual([
    { type: 'instructions', topic: 'reset-password', system: 'corp' },
  ]);
});

describe('PR-6 a password that is known', () => {
  test('is changed, not reset', () => {
    expect(done(looked(alone, { how: 'knows' }).effects)).toEqual(['account.read', 'password.start-change']);
  });

  test('is reset where there is no change', () => {
    const only = { capabilities: { 'password.start-reset': { able: true } } };
    expect(done(looked(alone, { how: 'knows' }, only).effects)).toEqual(['account.read', 'password.start-reset']);
  });

  test('follows the setting of the button Change password', () => {
    const { settings } = situationOf({ settings: { passwordExpiry: { changePassword: 'instructions' } } });
    const course = looked({ ...alone, settings }, { how: 'knows' });
    expect(course.effects.at(-1)).toEqual({ type: 'instructions', topic: 'change-password', system: 'corp' });
  });
});

describe('EC-09 locked as well', () => {
  const locked = { ...capable, lock: lockOf('e1') };

  test('one course of help unlocks after Yes, then begins the new password', () => {
    const course = looked(alone, {}, locked);
    expect(course.effects.at(-2)).toMatchObject({
      sentences: [{ key: 'password.locked-too' }],
      question: { choices: ['yes', 'cancel'], about: ['corp/1'] },
    });
    expect(done(course.choose('yes'))).toEqual(['account.unlock', 'ticket.open']);
    const next = course.tell(unlocked(alexInOkta));
    expect(said(next)).toEqual(['unlock.done']);
    expect(done(next)).toEqual(['say', 'password.start-reset']);
    expect(done(course.tell(passwordStarted(alexInOkta, link)))).toEqual([
      'say',
      'ticket.resolve',
      'close password-started',
    ]);
  });

  test.each([
    ['password that is due', { ...capable, lock: lockOf('e1'), mustChange: true }, 1, 'unlock.done-password-due'],
    ['third lock of the day', { ...capable, lock: lockOf('e1') }, 3, 'unlock.done-repeatedly'],
    ['lock like any', { ...capable, lock: lockOf('e1') }, 1, 'unlock.done'],
  ])(
    'EC-09 UA-10 of a %s the unlock is told of with what is to be known of signing in',
    (_, status, lockoutsToday, key) => {
      const course = looked(situationOf({ accounts: [{ ...alexInOkta, lockoutsToday }] }), {}, status);
      course.choose('yes');
      const effects = course.tell(unlocked(alexInOkta));
      expect(said(effects)).toEqual([key]);
      expect(done(effects)).toEqual(['say', 'password.start-reset']);
    },
  );

  test('GEN-6 a lock that could not be lifted is said to be so: no new password was tried', () => {
    const course = looked(alone, {}, { ...capable, lock: lockOf('e1') });
    course.choose('yes');
    expect(course.tell(failed(alexInOkta, 'unlock'))).toMatchObject([
      { sentences: [{ key: 'unlock.failed', parameters: { ticket: 'opened' } }] },
      { operation: 'ticket.hand-off', reason: expect.stringContaining('Not unlocked automatically') },
    ]);
  });

  test('GEN-9 the ticket of an unlock is settled once another account is meant, and never speaks of that one', () => {
    const course = looked(several, {}, { ...capable, lock: lockOf('e1') });
    course.choose('yes');
    course.tell(changedTo(alexInOkta, { ...capable, lock: lockOf('e2') }));
    course.choose('edit');
    expect(course.choose('continue', { account: 'payroll/9' })).toMatchObject([
      { operation: 'ticket.resolve', key: 'unlock:corp/1:e1', resolution: expect.stringContaining('Another account') },
      { operation: 'account.read', system: 'payroll' },
    ]);
    course.tell(failed(alexInPayroll, 'read'));
    expect(ticketKeys(course.effects, 'ticket.hand-off')).toEqual(['password:case-1:payroll/9']);
  });

  test('GEN-9 the ticket of an unlock stays with the account that is meant after all', () => {
    const course = looked(several, {}, { ...capable, lock: lockOf('e1') });
    course.choose('yes');
    course.tell(changedTo(alexInOkta, { ...capable, lock: lockOf('e2') }));
    course.choose('edit');
    expect(done(course.choose('continue', { account: 'corp/1' }))).toEqual(['account.read']);
  });

  test('a lock that ran out meanwhile is not claimed to have been lifted', () => {
    const course = looked(alone, {}, locked);
    course.choose('yes');
    const next = course.tell({ type: 'account-found-open', system: 'corp', account: '1' });
    expect(said(next)).toEqual([]);
    expect(done(next)).toEqual(['password.start-reset']);
  });

  test('a newer lock is asked about afresh', () => {
    const course = looked(alone, {}, locked);
    course.choose('yes');
    expect(said(course.tell(changedTo(alexInOkta, { ...capable, lock: lockOf('e2') })))).toEqual([
      'password.locked-too',
    ]);
  });

  test('where it cannot be unlocked from here that is said, and the new password is begun', () => {
    const course = looked(alone, {}, { ...locked, able: false });
    expect(said(course.effects)).toEqual(['password.still-locked']);
    expect(done(course.effects).at(-1)).toBe('password.start-reset');
  });

  test('Cancel changes nothing', () => {
    const course = looked(alone, {}, locked);
    expect(done(course.choose('cancel'))).toEqual(['say', 'close cancelled']);
  });
});

test.each([
  ['disabled', { standing: 'disabled' }],
  ['suspended', { standing: 'suspended' }],
  ['deprovisioned', { standing: 'deprovisioned' }],
  ['locked by somebody’s decision', { lock: lockOf('e1', 'other') }],
])('EC-17 an account that is %s is refused in neutral words, with a ticket', (_, status) => {
  const course = looked(alone, {}, { ...capable, ...status });
  expect(said(course.effects)).toEqual(['password.refused']);
  expect(done(course.effects)).not.toContain('password.start-reset');
  expect(done(course.effects)).toContain('ticket.hand-off');
});

test('UA-9 nobody’s password but one’s own', () => {
  const course = new Course('password-reset', alone);
  const end = course.tell(askedFor('password', { forSomebodyElse: true }));
  expect(said(end)).toEqual(['password.self-only']);
  expect(done(end)).toEqual(['say', 'close refused']);
});

test('an account that cannot be read is for people', () => {
  const course = new Course('password-reset', alone);
  course.tell(askedFor('password'));
  expect(said(course.tell({ type: 'identity-delayed', system: 'Corp Directory' }))).toEqual(['unlock.delayed']);
  expect(said(course.tell(failed(alexInCorp, 'read')))).toEqual(['password.failed']);
});

test('a password that was changed since closes the case; none brings the nudge', () => {
  const told = { ...capable, changedAt: at(-1000 * minute) };
  const course = looked(alone, {}, told);
  expect(done(course.tell(passwordStarted(alexInOkta, link)))).toEqual(['say', 'timer follow-through']);
  course.later(10 * minute);
  course.tell(timerDue('follow-through'));
  expect(said(course.tell(read(alexInOkta, told)))).toEqual(['follow.nudge']);
  course.later(20 * minute);
  course.tell(timerDue('follow-through'));
  expect(done(course.tell(read(alexInOkta, { ...told, changedAt: at(20 * minute) })))).toEqual([
    'close password-started',
  ]);
});

test('EC-20 an expired button offers to look again', () => {
  const course = looked(alone, {}, { ...capable, lock: lockOf('e1') });
  expect(said(course.tell({ type: 'choice-expired', choice: 'yes' }))).toEqual(['question.expired']);
  expect(done(course.choose('check-again'))).toEqual(['account.read']);
});
