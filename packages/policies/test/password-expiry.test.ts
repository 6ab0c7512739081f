import fc from 'fast-check';
import type { Effect, PolicyEvent, Situation } from '../src/index.ts';
import {
  alexInOkta,
  alexInPayroll,
  Course,
  capable,
  done,
  endsAt,
  failed,
  hour,
  identityFailed,
  instructions,
  passwordStarted,
  read,
  reminderDue,
  reportEnding,
  type SettingsChange,
  said,
  setAt,
  situationOf,
  statusOf,
  timerDue,
} from './support/course.ts';

const day = 24 * hour;
const live = { ...capable, changedAt: setAt, expiresAt: endsAt };
const link = { kind: 'link', url: 'https://id.acme.test/change', until: null } as const;
const portals = [{ label: 'Portal', url: 'https://portal.acme.test' }];

function world(settings: SettingsChange = {}, more: Partial<Situation> = {}): Situation {
  return { ...situationOf({ accounts: [alexInOkta], settings }), ...more };
}

/** Somebody whose first reminder is out. */
function reminded(situation = world()): Course {
  const course = new Course('password-expiry', situation);
  course.tell(reminderDue(alexInOkta));
  course.tell(read(alexInOkta, live));
  return course;
}

/** Somebody whose password has expired, and who was told. */
function expired(situation = world()): Course {
  const course = new Course('password-expiry', situation);
  course.later(15 * day);
  course.tell(reminderDue(alexInOkta, { mark: 'expired' }));
  course.tell(read(alexInOkta, live));
  return course;
}

describe('PE-1 a reminder', () => {
  test('PE-12 is only sent after the live state was read; it says the true days left', () => {
    const course = new Course('password-expiry', world());
    expect(done(course.tell(reminderDue(alexInOkta)))).toEqual(['account.read']);
    expect(course.tell(read(alexInOkta, live))).toMatchObject([
      {
        type: 'say',
        sentences: [{ key: 'expiry.reminder', parameters: { days: 14 } }],
        question: { choices: ['change-password', 'ignore'], about: ['corp/1'] },
      },
    ]);
  });

  test('PE-5 days are counted on the calendar of the policy’s zone: late in the evening the day is still the same', () => {
    const course = new Course('password-expiry', world());
    course.later(13 * day + 20 * hour);
    course.tell(reminderDue(alexInOkta, { mark: 1 }));
    expect(course.tell(read(alexInOkta, live))).toMatchObject([{ sentences: [{ parameters: { days: 1 } }] }]);
  });

  test('PE-7 has exactly the two buttons Change password and Ignore', () => {
    expect(reminded().question?.choices).toEqual(['change-password', 'ignore']);
  });

  test('LN-11 it does not count against the allowance of lockout notices', () => {
    expect(reminded().effects.some((effect) => effect.type === 'say' && effect.notice === true)).toBe(false);
  });

  test('PE-9 instructions come only after the click', () => {
    expect(done(reminded().effects)).toEqual(['account.read', 'say']);
  });

  test('EC-01 a newer reminder that comes while the account is read is the one that is sent', () => {
    const course = new Course('password-expiry', world());
    course.tell(reminderDue(alexInOkta));
    expect(course.tell(reminderDue(alexInOkta, { mark: 7 }))).toEqual([]);
    expect(said(course.tell(read(alexInOkta, live)))).toEqual(['expiry.reminder']);
    expect(course.tell(read(alexInOkta, live))).toEqual([]);
  });

  test('EC-05 is not sent when the end was put off: the next plan says when it is time', () => {
    const course = new Course('password-expiry', world());
    course.tell(reminderDue(alexInOkta));
    expect(course.tell(read(alexInOkta, { ...live, expiresAt: '2026-04-16T08:00:00.000Z' }))).toEqual([]);
    expect(done(course.tell(reminderDue(alexInOkta, { mark: 7 })))).toEqual(['account.read']);
  });

  test('never comes after the end', () => {
    const course = new Course('password-expiry', world());
    course.later(15 * day);
    course.tell(reminderDue(alexInOkta, { mark: 1 }));
    expect(course.tell(read(alexInOkta, live))).toEqual([]);
  });

  test.each(['disabled', 'suspended', 'deprovisioned', 'expired'] as const)(
    'is not sent to an account that is %s',
    (standing) => {
      const course = new Course('password-expiry', world());
      course.tell(reminderDue(alexInOkta));
      expect(course.tell(read(alexInOkta, { ...live, standing }))).toEqual([]);
    },
  );

  test('somebody else’s account is nobody’s news', () => {
    const course = new Course('password-expiry', world());
    expect(course.tell(reminderDue(alexInPayroll))).toEqual([]);
  });

  test('an account that cannot be read is tried again for two hours, and nothing is said that was not read', () => {
    const course = new Course('password-expiry', world());
    course.tell(reminderDue(alexInOkta));
    for (let tries = 1; tries < 8; tries += 1) {
      expect(done(course.tell(failed(alexInOkta, 'read')))).toEqual(['timer reminder']);
      expect(done(course.tell(timerDue('reminder')))).toEqual(['account.read']);
    }
    expect(course.tell(failed(alexInOkta, 'read'))).toEqual([]);
    expect(course.tell(timerDue('reminder'))).toEqual([]);
  });
});

describe('EC-04 a password that was changed meanwhile', () => {
  const changed = { ...live, changedAt: '2026-03-02T07:59:50.000Z', expiresAt: '2026-06-01T08:00:00.000Z' };

  test('cancels the reminder in silence', () => {
    const course = new Course('password-expiry', world());
    course.tell(reminderDue(alexInOkta));
    expect(done(course.tell(read(alexInOkta, changed)))).toEqual(['close renewed']);
  });

  test('puts a card right that is out', () => {
    const course = reminded();
    course.later(7 * day);
    course.tell(reminderDue(alexInOkta, { mark: 7 }));
    const end = course.tell(read(alexInOkta, changed));
    expect(end[0]).toMatchObject({ sentences: [{ key: 'expiry.changed' }], inPlace: true });
    expect(done(end)).toEqual(['say', 'close renewed']);
  });

  test('EC-07 a password that never expires any more is the same', () => {
    const course = new Course('password-expiry', world());
    course.tell(reminderDue(alexInOkta));
    expect(done(course.tell(read(alexInOkta, { ...live, expiresAt: null })))).toEqual(['close renewed']);
  });
});

describe('PE-12 the news that the directory tells of another end', () => {
  const news = {
    type: 'expiry-changed',
    system: alexInOkta.system,
    account: alexInOkta.account,
    kind: 'password',
  } as const;
  const changed = { ...live, changedAt: '2026-03-02T07:59:50.000Z', expiresAt: '2026-06-01T08:00:00.000Z' };

  test('looks, and puts a card right that is out', () => {
    const course = reminded();
    expect(done(course.tell(news))).toEqual(['account.read']);
    const end = course.tell(read(alexInOkta, changed));
    expect(end[0]).toMatchObject({ sentences: [{ key: 'expiry.changed' }], inPlace: true });
    expect(done(end)).toEqual(['say', 'close renewed']);
  });

  test('changes nothing where the look finds the same password as before', () => {
    const course = reminded();
    course.tell(news);
    expect(course.tell(read(alexInOkta, live))).toEqual([]);
    expect(done(course.tell(reminderDue(alexInOkta, { mark: 7 })))).toEqual(['account.read']);
  });

  test('is of no use where no card is out, before the first reminder, and for another end', () => {
    expect(new Course('password-expiry', world()).tell(news)).toEqual([]);
    const course = reminded();
    expect(course.tell({ ...news, kind: 'account' })).toEqual([]);
    course.choose('ignore');
    expect(course.tell(news)).toEqual([]);
  });

  test('leaves it to a look that is under way', () => {
    const course = reminded();
    course.tell(reminderDue(alexInOkta, { mark: 7 }));
    expect(course.tell(news)).toEqual([]);
    expect(done(course.tell(read(alexInOkta, changed)))).toEqual(['say', 'close renewed']);
  });
});

describe('PE-10 Ignore', () => {
  test('mutes this cycle', () => {
    const course = reminded();
    expect(course.choose('ignore')).toMatchObject([
      { sentences: [{ key: 'expiry.ignored', parameters: { until: 'next' } }] },
    ]);
    for (const mark of [7, 4, 2, 1] as const) expect(course.tell(reminderDue(alexInOkta, { mark }))).toEqual([]);
  });

  test('EC-05 another password policy is the same cycle and stays muted; a new password is not', () => {
    const course = reminded();
    course.choose('ignore');
    const longer = { ...reminderDue(alexInOkta), expiresAt: '2026-04-16T08:00:00.000Z' };
    expect(course.tell(longer)).toEqual([]);
    const next = { changedAt: '2026-03-10T08:00:00.000Z', expiresAt: '2026-06-01T08:00:00.000Z' };
    expect(done(course.tell(reminderDue(alexInOkta, next)))).toEqual(['account.read']);
    course.later(77 * day);
    expect(said(course.tell(read(alexInOkta, { ...live, ...next })))).toEqual(['expiry.reminder']);
  });

  test.each([
    [true, 'next', []],
    [false, 'expired', ['account.read']],
  ] as const)('EC-06 ignoreCoversExpired: %s', (ignoreCoversExpired, until, expected) => {
    const course = reminded(world({ passwordExpiry: { ignoreCoversExpired } }));
    expect(course.choose('ignore')).toMatchObject([{ sentences: [{ parameters: { until } }] }]);
    course.later(15 * day);
    expect(done(course.tell(reminderDue(alexInOkta, { mark: 'expired' })))).toEqual(expected);
  });
});

describe('PE-2 the notice that it has expired', () => {
  test('offers the same two buttons', () => {
    const course = expired();
    expect(said(course.effects)).toEqual(['expiry.expired']);
    expect(course.question?.choices).toEqual(['change-password', 'ignore']);
  });

  test('comes once per cycle', () => {
    const course = expired();
    course.later(day);
    expect(course.tell(reminderDue(alexInOkta, { mark: 'expired' }))).toEqual([]);
  });

  test('EC-05 an end that was put off is not told of as past', () => {
    const course = new Course('password-expiry', world());
    course.later(15 * day);
    course.tell(reminderDue(alexInOkta, { mark: 'expired' }));
    expect(course.tell(read(alexInOkta, { ...live, expiresAt: '2026-04-16T08:00:00.000Z' }))).toEqual([]);
  });
});

describe('PE-8 Change password', () => {
  test.each([
    ['the provider’s way', {}, alexInOkta, ['password.start-change']],
    [
      'a reset where there is no change',
      {},
      { ...alexInOkta, operations: ['password.start-reset'] },
      ['password.start-reset'],
    ],
    ['instructions by configuration', { changePassword: 'instructions' }, alexInOkta, ['instructions']],
    ['portals by configuration', { changePassword: 'instructions', portals }, alexInOkta, ['say']],
  ] as const)('is answered by %s', (_, passwordExpiry, account, expected) => {
    const course = reminded(world({ passwordExpiry }, { accounts: [account] }));
    expect(done(course.choose('change-password'))).toEqual(expected);
  });

  test('PR-4 the link is handed on', () => {
    const course = reminded();
    course.choose('change-password');
    expect(course.tell(passwordStarted(alexInOkta, link))).toMatchObject([
      { sentences: [{ key: 'password.link' }], links: [{ url: link.url }] },
    ]);
  });

  test('a provider that cannot is helped by instructions; one that fails is for people', () => {
    const course = reminded();
    course.choose('change-password');
    const code = 'operation-unsupported';
    expect(done(course.tell(identityFailed(alexInOkta, 'password.start-change', { code })))).toEqual([
      'password.start-reset',
    ]);
    expect(course.tell(identityFailed(alexInOkta, 'password.start-change', { code }))).toEqual([]);
    expect(said(course.tell(identityFailed(alexInOkta, 'password.start-reset')))).toEqual(['password.failed']);
  });

  test('GEN-3 a way that is known to fail before it is tried is not tried', () => {
    const course = reminded();
    course.choose('change-password');
    const code = 'operation-unsupported';
    expect(course.tell(identityFailed(alexInOkta, 'password.start-reset', { code }))).toEqual([]);
    expect(done(course.tell(identityFailed(alexInOkta, 'password.start-change', { code })))).toEqual(['instructions']);
  });

  test('PE-9 instructions are served after the click', () => {
    const course = reminded(world({ passwordExpiry: { changePassword: 'instructions' } }));
    expect(course.choose('change-password')).toEqual([
      { type: 'instructions', topic: 'change-password', system: 'corp' },
    ]);
    expect(said(course.tell(instructions('corp')))).toEqual(['instructions.body']);
  });

  test('EC-20 an expired button looks again and brings a fresh card', () => {
    const course = reminded();
    expect(course.tell({ type: 'choice-expired', choice: 'change-password' })).toMatchObject([
      { sentences: [{ key: 'question.expired' }], question: { choices: ['check-again'] } },
    ]);
    expect(done(course.choose('check-again'))).toEqual(['account.read']);
    course.later(3 * day);
    course.tell(read(alexInOkta, live));
    expect(course.effects.at(-1)).toMatchObject({ sentences: [{ key: 'expiry.reminder', parameters: { days: 11 } }] });
  });

  const settings = fc.record({
    changePassword: fc.constantFrom('reset' as const, 'instructions' as const),
    portals: fc.constantFrom([], portals),
  });
  const happening: fc.Arbitrary<PolicyEvent> = fc.constantFrom(
    reminderDue(alexInOkta, { mark: 7 }),
    reminderDue(alexInOkta, { mark: 'expired' }),
    read(alexInOkta, live),
    read(alexInOkta, { ...live, standing: 'disabled' }),
    read(alexInOkta, { ...live, mustChange: true }),
    failed(alexInOkta, 'read'),
    { type: 'choice-made', choice: 'ignore', about: ['corp/1'], values: {} },
    { type: 'choice-made', choice: 'change-password', about: ['corp/1'], values: {} },
    { type: 'choice-made', choice: 'check-again', about: [], values: {} },
    { type: 'choice-expired', choice: 'ignore' },
    passwordStarted(alexInOkta, link),
    identityFailed(alexInOkta, 'password.start-change'),
    identityFailed(alexInOkta, 'password.start-change', { code: 'operation-unsupported' }),
    instructions('corp'),
    instructions('corp', false),
    { type: 'identity-delayed', system: 'Corp Directory' },
    { type: 'ticket-opened', key: 'expiry:corp/1', number: 'AA-1' },
    timerDue('reminder'),
  );

  test('LIM-1 gives the same answer in every state, ten thousand times', () => {
    fc.assert(
      fc.property(settings, fc.array(happening, { maxLength: 20, size: 'max' }), (passwordExpiry, events) => {
        const situation = world({ passwordExpiry });
        const first = reminded(situation).choose('change-password');
        const course = reminded(situation);
        for (const event of events) course.tell(event);
        expect(course.choose('change-password')).toEqual<readonly Effect[]>(first);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('PE-14 the end of an account', () => {
  const contractor = { ...live, expiresAt: null, endsAt, manager: { id: '5' } };

  function told(mark: 14 | 'expired' = 14, status: Parameters<typeof statusOf>[1] = contractor) {
    const course = new Course('password-expiry', world());
    if (mark === 'expired') course.later(15 * day);
    course.tell(reminderDue(alexInOkta, { kind: 'account', mark }));
    return { course, effects: course.tell(read(alexInOkta, status)) };
  }

  test('is told to the person and, in a case of their own, to the manager', () => {
    const { effects } = told();
    expect(effects).toMatchObject([
      { sentences: [{ key: 'expiry.account-reminder', parameters: { days: 14 } }], question: { choices: ['ignore'] } },
      {
        type: 'hand-over',
        to: 'account-extension',
        owner: { system: 'corp', account: '5' },
        event: { type: 'report-ending', account: '1', displayName: 'Alex', endsAt },
      },
    ]);
  });

  test('is told of once it is past, although the account has ended', () => {
    const { effects } = told('expired', { ...contractor, standing: 'expired' });
    expect(said(effects)).toEqual(['expiry.account-ended']);
  });

  test('without a manager only the person is told', () => {
    expect(done(told(14, { ...contractor, manager: null }).effects)).toEqual(['say']);
  });

  test('an account that was extended is nobody’s news', () => {
    expect(done(told(14, { ...contractor, endsAt: '2026-09-01T08:00:00.000Z' }).effects)).toEqual(['close renewed']);
  });
});

describe('PE-14 the manager', () => {
  function asked(): Course {
    const course = new Course('account-extension');
    course.tell(reportEnding);
    return course;
  }

  test('is asked whether to extend', () => {
    expect(asked().effects[0]).toMatchObject({
      sentences: [{ key: 'extension.notice', parameters: { name: 'Kim', days: 14 } }],
      question: { choices: ['extend', 'ignore'], about: ['corp/7'] },
    });
  });

  test('Extend opens a ticket for people and tells its number', () => {
    const course = asked();
    const effects = course.choose('extend');
    expect(done(effects)).toEqual(['say', 'ticket.open', 'ticket.hand-off']);
    expect(effects[1]).toMatchObject({ key: `extend:corp/7:${endsAt}`, subject: 'Extend kim (Corp Directory)' });
    const end = course.tell({ type: 'ticket-opened', key: `extend:corp/7:${endsAt}`, number: 'AA-1' });
    expect(done(end)).toEqual(['say', 'close handed-off']);
  });

  test('Ignore opens none', () => {
    expect(done(asked().choose('ignore'))).toEqual(['say', 'close declined']);
  });

  test('EC-20 an expired button asks afresh', () => {
    const course = asked();
    expect(said(course.tell({ type: 'choice-expired', choice: 'extend' }))).toEqual(['question.expired']);
    course.later(15 * day);
    expect(said(course.choose('check-again'))).toEqual(['extension.ended']);
  });

  test('a question nobody answers expires in silence', () => {
    expect(done(asked().tell(timerDue('question')))).toEqual(['close expired']);
  });
});
