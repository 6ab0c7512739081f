import { askedFor, Course, done, said } from './support/course.ts';

describe('service desk', () => {
  test.each([
    ['password', 'desk.offer-password'],
    ['mfa', 'desk.offer-mfa'],
    ['service-desk', 'desk.offer'],
  ] as const)('help with %s that is not there yet is offered as a ticket', (about, key) => {
    const course = new Course('service-desk');
    const [offer] = course.tell(askedFor(about));
    expect(offer).toMatchObject({ sentences: [{ key }], question: { choices: ['yes', 'no'] } });
  });

  test('GEN-8 a system that is not connected is said to be so, in the person’s words', () => {
    const course = new Course('service-desk');
    const [offer] = course.tell(askedFor('unlock', { system: { connected: false, words: 'my Apple account' } }));
    expect(offer).toMatchObject({
      sentences: [{ key: 'desk.offer-system', parameters: { system: 'my Apple account' } }],
    });
  });

  test('Yes opens one ticket for people and tells its number', () => {
    const course = new Course('service-desk');
    course.tell(askedFor('password'));
    expect(done(course.choose('yes'))).toEqual(['say', 'ticket.open', 'ticket.hand-off']);
    expect(course.choose('yes')).toEqual([]);
    const end = course.tell({ type: 'ticket-opened', key: 'case:case-1', number: 'AA-2' });
    expect(end).toMatchObject([
      { sentences: [{ key: 'desk.opened', parameters: { number: 'AA-2' } }] },
      { type: 'close', outcome: 'handed-off' },
    ]);
  });

  test('No opens none', () => {
    const course = new Course('service-desk');
    course.tell(askedFor('password'));
    expect(done(course.choose('no'))).toEqual(['say', 'close declined']);
  });

  test('a button that has expired says so and ends it', () => {
    const course = new Course('service-desk');
    course.tell(askedFor('password'));
    const end = course.tell({ type: 'choice-expired', choice: 'yes' });
    expect(said(end)).toEqual(['question.expired']);
    expect(course.choose('yes')).toEqual([]);
  });

  test('a typed secret is answered first', () => {
    const course = new Course('service-desk');
    expect(said(course.tell(askedFor('password', { containedSecret: true })))).toEqual([
      'secret.typed',
      'desk.offer-password',
    ]);
  });
});

describe('help', () => {
  test.each([
    ['help', false, 'help.what-i-can-do'],
    ['unclear', false, 'help.unclear'],
    ['which-question', false, 'question.which'],
    ['unclear', true, 'secret.typed'],
  ] as const)('%s (with a secret: %s) gets one answer, and it is over', (about, containedSecret, key) => {
    const course = new Course('help');
    const effects = course.tell(askedFor(about, { containedSecret }));
    expect(said(effects)).toEqual([key]);
    expect(done(effects)).toEqual(['say', 'close answered']);
  });
});
