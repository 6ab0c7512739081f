import { Course, linkMoved, situationOf } from './support/course.ts';

test('S5 the one before, and every other channel, are told of a new user, who is welcomed', () => {
  const course = new Course('security-notice');
  expect(course.tell(linkMoved)).toMatchObject([
    {
      type: 'say',
      elsewhere: true,
      also: { channel: 'slack', conversation: 'D1' },
      sentences: [{ key: 'link.moved-elsewhere', parameters: { channel: 'Slack' } }],
      question: { choices: ['not-me'] },
    },
    { type: 'timer', timer: 'question' },
    { type: 'say', sentences: [{ key: 'link.moved', parameters: { channel: 'Slack' } }] },
  ]);
  // Once.
  expect(course.tell(linkMoved)).toEqual([]);
});

test('S5 one who is gone is told nothing', () => {
  const [told] = new Course('security-notice').tell({ ...linkMoved, before: null });
  expect(told).toMatchObject({ type: 'say', elsewhere: true });
  expect(told).not.toHaveProperty('also');
});

test('S5 “This wasn’t me” takes the link back, ends sessions and hands a ticket to security', () => {
  const course = new Course('security-notice', situationOf({ case: 'case-7' }));
  course.tell(linkMoved);
  const told = course.choose('not-me');
  expect(told[0]).toMatchObject({ type: 'unlink', channel: 'slack', user: 'T1/U2' });
  expect(told).toContainEqual(
    expect.objectContaining({
      operation: 'ticket.open',
      key: 'case:case-7',
      subject: 'A new user of Slack reported by the account’s owner',
      description: expect.stringContaining('T1/U2') as string,
    }),
  );
  expect(told).toContainEqual(expect.objectContaining({ operation: 'ticket.hand-off', to: 'security' }));
  // Once: what comes later finds it done.
  expect(course.choose('not-me').filter(({ type }) => type === 'unlink')).toEqual([]);
});

test('S5 what nobody objects to is over after a day', () => {
  const course = new Course('security-notice');
  course.tell(linkMoved);
  expect(course.tell({ type: 'timer-due', timer: 'question' })).toEqual([{ type: 'close', outcome: 'answered' }]);
});
