import {
  alexInCorp,
  alexInPayroll,
  askedFor,
  at,
  Course,
  done,
  failed,
  lockedOut,
  lockOf,
  minute,
  read,
  said,
  situationOf,
  ticketKeys,
  timerDue,
  unlocked,
} from './support/course.ts';

const before = { lastSignInAt: at(-60 * minute) };
const locked = { lock: lockOf('e1'), ...before };

/** Somebody who was unlocked where the provider tells of sign-ins. */
function followed(policy: 'unlock-account' | 'lockout-notification' = 'unlock-account', situation = situationOf()) {
  const course = new Course(policy, situation);
  course.tell(policy === 'unlock-account' ? askedFor() : lockedOut(alexInCorp));
  course.tell(read(alexInCorp, locked));
  course.choose('yes');
  return { course, end: course.tell(unlocked(alexInCorp)) };
}

describe.each(['unlock-account', 'lockout-notification'] as const)('after %s', (policy) => {
  test('the person is told at once, and the case waits for a sign-in', () => {
    const { end } = followed(policy);
    expect(said(end)).toEqual(['unlock.done']);
    expect(end.at(-1)).toEqual({ type: 'timer', timer: 'follow-through', at: at(2 * minute) });
    expect(done(end)).not.toContain('ticket.resolve');
  });

  test('it is looked for after two and five minutes, in silence, and after ten', () => {
    const { course } = followed(policy);
    for (const [passed, next] of [
      [2, 5],
      [3, 10],
    ] as const) {
      course.later(passed * minute);
      expect(done(course.tell(timerDue('follow-through')))).toEqual(['account.read']);
      expect(course.tell({ type: 'identity-delayed', system: 'Corp Directory' })).toEqual([]);
      expect(course.tell(read(alexInCorp, before))).toEqual([
        { type: 'timer', timer: 'follow-through', at: at(next * minute) },
      ]);
    }
    course.later(5 * minute);
    course.tell(timerDue('follow-through'));
    expect(said(course.tell(read(alexInCorp, before)))).toEqual(['follow.nudge']);
  });

  test('a sign-in that is seen at the first look closes it', () => {
    const { course } = followed(policy);
    course.later(2 * minute);
    course.tell(timerDue('follow-through'));
    const end = course.tell(read(alexInCorp, { lastSignInAt: at(minute) }));
    expect(done(end)).toEqual(['ticket.resolve', 'close unlocked']);
  });

  test('a nudge that comes late leaves as much time for an answer as one in time', () => {
    const { course } = followed(policy);
    course.later(90 * minute);
    course.tell(timerDue('follow-through'));
    const nudge = course.tell(read(alexInCorp, before));
    expect(said(nudge)).toEqual(['follow.nudge']);
    expect(nudge.at(-1)).toEqual({ type: 'timer', timer: 'follow-through', at: at(110 * minute) });
  });

  test('a newer sign-in closes it in silence, and its ticket', () => {
    const { course } = followed(policy);
    course.later(10 * minute);
    expect(done(course.tell(timerDue('follow-through')))).toEqual(['account.read']);
    const end = course.tell(read(alexInCorp, { lastSignInAt: at(2 * minute) }));
    expect(done(end)).toEqual(['ticket.resolve', 'close unlocked']);
  });

  test('no sign after ten minutes brings one nudge, none after thirty the desk with the timeline', () => {
    const { course } = followed(policy);
    course.later(10 * minute);
    course.tell(timerDue('follow-through'));
    const nudge = course.tell(read(alexInCorp, before));
    expect(said(nudge)).toEqual(['follow.nudge']);
    expect(nudge.at(-1)).toEqual({ type: 'timer', timer: 'follow-through', at: at(30 * minute) });
    course.later(20 * minute);
    course.tell(timerDue('follow-through'));
    const end = course.tell(read(alexInCorp, before));
    expect(said(end)).toEqual(['follow.handed-over']);
    expect(end).toContainEqual(
      expect.objectContaining({
        operation: 'ticket.hand-off',
        reason: expect.stringMatching(/Unlocked alex in Corp Directory.*\n.*Asked whether it works/s),
      }),
    );
    expect(ticketKeys(course.effects, 'ticket.open')).toHaveLength(1);
    expect(done(course.tell({ type: 'ticket-opened', key: 'unlock:corp/1:e1', number: 'AA-1' }))).toEqual([
      'say',
      'close handed-off',
    ]);
  });

  test('“It works” closes it; “Service desk” hands it over at once', () => {
    for (const [choice, last] of [
      ['works', ['say', 'ticket.resolve', 'close unlocked']],
      ['service-desk', ['say', 'ticket.hand-off']],
    ] as const) {
      const { course } = followed(policy);
      course.later(10 * minute);
      course.tell(timerDue('follow-through'));
      course.tell(read(alexInCorp, before));
      expect(done(course.choose(choice))).toEqual(last);
    }
  });

  test('an account that cannot be read is not spoken of, and nobody is sent to the desk for it', () => {
    const { course } = followed(policy);
    for (const passed of [10, 20]) {
      course.later(passed * minute);
      course.tell(timerDue('follow-through'));
      expect(said(course.tell(failed(alexInCorp, 'read')))).toEqual([]);
    }
    expect(done(course.effects).at(-1)).toBe('close unlocked');
  });

  test('locked again meanwhile: the first ticket is resolved and the new lock is asked about', () => {
    const { course } = followed(policy);
    course.later(10 * minute);
    course.tell(timerDue('follow-through'));
    const again = course.tell(read(alexInCorp, { lock: lockOf('e2') }));
    expect(done(again)).toEqual(['ticket.resolve', 'account.read']);
    course.tell(read(alexInCorp, { lock: lockOf('e2') }));
    expect(course.question).toMatchObject({ about: ['corp/1'] });
    expect(course.choose('yes')).toContainEqual(
      expect.objectContaining({ operation: 'account.unlock', episode: 'e2' }),
    );
  });

  test('a lock that a watch notices meanwhile is looked at here', () => {
    const { course } = followed(policy);
    expect(done(course.tell(lockedOut(alexInCorp, 'e2')))).toEqual(['ticket.resolve', 'account.read']);
  });
});

test('where the provider does not tell of sign-ins the case is over at once', () => {
  const course = new Course('unlock-account');
  course.tell(askedFor());
  course.tell(read(alexInCorp, { lock: lockOf('e1') }));
  course.choose('yes');
  expect(done(course.tell(unlocked(alexInCorp)))).toEqual(['say', 'ticket.resolve', 'close unlocked']);
});

test('a sign-in from before the act is no sign, wherever the provider had it from', () => {
  const { course } = followed();
  course.later(10 * minute);
  course.tell(timerDue('follow-through'));
  expect(said(course.tell(read(alexInCorp, { lastSignInAt: at(-5 * minute) })))).toEqual(['follow.nudge']);
});

test('a sign-in that was known before the act is no sign, however late it was', () => {
  const course = new Course('unlock-account');
  const status = { lastSignInAt: at(-minute / 2) };
  course.tell(askedFor());
  course.tell(read(alexInCorp, { lock: lockOf('e1'), ...status }));
  course.choose('yes');
  course.tell(unlocked(alexInCorp));
  course.later(10 * minute);
  course.tell(timerDue('follow-through'));
  expect(said(course.tell(read(alexInCorp, status)))).toEqual(['follow.nudge']);
});

test('GEN-9 where there are no tickets nobody is promised one', () => {
  const { course } = followed('unlock-account', situationOf({ settings: { unlockAccount: { tickets: 'never' } } }));
  course.later(10 * minute);
  course.tell(timerDue('follow-through'));
  course.tell(read(alexInCorp, before));
  course.later(20 * minute);
  course.tell(timerDue('follow-through'));
  expect(done(course.tell(read(alexInCorp, before)))).toEqual(['close unlocked']);
});

test('a sign-in to another account is no sign, however new it is', () => {
  const course = new Course('unlock-account', situationOf({ accounts: [alexInCorp, alexInPayroll] }));
  course.tell(askedFor('unlock', { system: { connected: true, name: 'corp' } }));
  course.tell(read(alexInCorp, locked));
  course.choose('yes');
  course.tell(unlocked(alexInCorp));
  course.later(10 * minute);
  course.tell(timerDue('follow-through'));
  expect(course.tell(read(alexInPayroll, { lastSignInAt: at(5 * minute) }))).toEqual([]);
  expect(said(course.tell(read(alexInCorp, before)))).toEqual(['follow.nudge']);
});
