import { approvalAsked, at, Course, done, hour, minute, said, timerDue } from './support/course.ts';

const asked = () => {
  const course = new Course('approval');
  return { course, asking: course.tell(approvalAsked) };
};

test('MFA-9 a manager is asked who it is, what is to be removed, and to make sure', () => {
  const { course, asking } = asked();
  expect(asking[0]).toMatchObject({
    sentences: [
      {
        key: 'approval.mfa',
        parameters: {
          name: 'Kim',
          accounts: [{ login: 'kim', system: 'Corp Directory' }],
          factors: [{ label: 'Phone f1' }],
        },
      },
    ],
  });
  expect(course.question?.choices).toEqual(['approve', 'decline']);
  expect(asking[1]).toEqual({ type: 'timer', timer: 'question', at: at(4 * hour) });
});

test('MFA-9 what they confirm is told to the case that asked, for that act and that account alone', () => {
  const { course } = asked();
  const end = course.later(minute).choose('approve');
  expect(end[0]).toEqual({
    type: 'prove',
    to: { person: 'person-7', case: 'case-7' },
    event: {
      type: 'proof-given',
      proof: {
        kind: 'manager-approval',
        action: 'remove-factor',
        system: 'corp',
        account: '7',
        until: at(hour + minute),
      },
    },
  });
  expect(said(end)).toEqual(['approval.given']);
  expect(done(end)).toContain('close approved');
});

test('MFA-9 what they do not confirm is told too, and the security team hears of it', () => {
  const { course } = asked();
  const end = course.choose('decline');
  expect(end[0]).toMatchObject({ type: 'prove', event: { type: 'proof-refused', because: 'declined' } });
  expect(said(end)).toEqual(['approval.declined']);
  expect(end).toContainEqual(expect.objectContaining({ operation: 'ticket.hand-off', to: 'security' }));
  expect(done(end)).toContain('close declined');
});

test('an answer when nobody waits for it any more proves nothing', () => {
  const { course } = asked();
  expect(done(course.later(4 * hour).choose('approve'))).toEqual(['close expired']);
});

test('nobody answers: it is over', () => {
  const { course } = asked();
  expect(done(course.later(4 * hour).tell(timerDue('question')))).toEqual(['close expired']);
  expect(course.choose('approve')).toEqual([]);
});

test('an unlock is asked about in its own words', () => {
  const course = new Course('approval');
  expect(said(course.tell({ ...approvalAsked, action: 'unlock', factors: [] }))).toEqual(['approval.unlock']);
});
