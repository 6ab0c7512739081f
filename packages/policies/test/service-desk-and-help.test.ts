import { askedFor, Course, done, hour, said, situationOf, timerDue } from './support/course.ts';

describe('service desk', () => {
  test.each([
    ['password', 'desk.offer-password'],
    ['mfa', 'desk.offer-mfa'],
    ['service-desk', 'desk.offer'],
  ] as const)('help with %s that is not given from here is offered as a ticket', (about, key) => {
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

  test('GEN-7 EC-20 a button that has expired says so and offers to be asked afresh, with the same question', () => {
    const course = new Course('service-desk');
    const [offered] = course.tell(askedFor('password'));
    const again = course.tell({ type: 'choice-expired', choice: 'yes' });
    expect(said(again)).toEqual(['question.expired']);
    expect(course.question?.choices).toEqual(['check-again']);
    expect(course.choose('check-again')[0]).toEqual(offered);
    expect(done(course.choose('yes'))).toEqual(['say', 'ticket.open', 'ticket.hand-off']);
  });

  test('nobody’s answer ends it after a day, in silence', () => {
    const course = new Course('service-desk');
    const at = new Date(Date.parse(course.situation.instant) + 24 * hour).toISOString();
    expect(course.tell(askedFor('password'))).toContainEqual({ type: 'timer', timer: 'question', at });
    expect(course.tell(timerDue('of something else'))).toEqual([]);
    expect(done(course.tell(timerDue('question')))).toEqual(['close expired']);
  });

  test('GEN-6 only the number of its own ticket is told', () => {
    const course = new Course('service-desk');
    course.tell(askedFor('password'));
    course.choose('yes');
    expect(course.tell({ type: 'ticket-opened', key: 'another', number: 'AA-9' })).toEqual([]);
    expect(said(course.tell({ type: 'ticket-opened', key: 'case:case-1', number: 'AA-2' }))).toEqual(['desk.opened']);
  });

  test('a typed secret is answered first', () => {
    const course = new Course('service-desk');
    expect(said(course.tell(askedFor('password', { containedSecret: true })))).toEqual([
      'secret.typed',
      'desk.offer-password',
    ]);
  });
});

describe('the desk’s answer', () => {
  const answered = { type: 'desk-answered', key: 'case:1', subject: 'Help', resolution: 'Done.' } as const;

  test.each([
    ['AA-7', 'AA-7'],
    [null, '“Help”'],
  ])('GEN-9 resolves the ticket wherever it is kept and tells the person once, of number %s', (number, about) => {
    const course = new Course('desk-answer');
    expect(course.tell({ ...answered, number })).toMatchObject([
      { operation: 'ticket.resolve', key: 'case:1', resolution: 'Done.', byDesk: true },
      { sentences: [{ key: 'desk.answered', parameters: { about, words: 'Done.' } }] },
      { type: 'close', outcome: 'answered' },
    ]);
    expect(course.tell({ ...answered, number })).toEqual([]);
  });
});

describe('GEN-4 “help”, and what is not understood', () => {
  const all = ['unlock', 'start-reset', 'lost-device', 'service-desk'];

  test.each([
    ['help', false, ['help.what-i-can-do']],
    ['unclear', false, ['help.unclear', 'help.what-i-can-do']],
    ['unclear', true, ['secret.typed', 'help.what-i-can-do']],
    ['help', true, ['secret.typed', 'help.what-i-can-do']],
  ] as const)('%s (with a secret: %s) gets a menu', (about, containedSecret, keys) => {
    const course = new Course('help');
    expect(said(course.tell(askedFor(about, { containedSecret })))).toEqual(keys);
    expect(course.question).toEqual({ choices: all, about: [] });
  });

  test.each([
    ['unlock', 'unlock-account', { about: 'unlock' }],
    ['start-reset', 'password-reset', { about: 'password', how: 'forgot' }],
    ['lost-device', 'mfa-reset', { about: 'mfa' }],
    ['service-desk', 'service-desk', { about: 'service-desk' }],
  ] as const)('LIM-1 %s is handed over by its button alone, about no system in particular', (choice, to, request) => {
    const course = new Course('help');
    course.tell(askedFor('help'));
    expect(course.choose(choice)).toMatchObject([
      { type: 'hand-over', to, event: { request: { ...request, system: null, forSomebodyElse: false } } },
      { type: 'close', outcome: 'handed-over' },
    ]);
    expect(course.choose(choice)).toEqual([]);
  });

  test('CFG-9 what is switched off is neither offered nor spoken of', () => {
    for (const [part, choice] of [
      ['unlockAccount', 'unlock'],
      ['passwordReset', 'start-reset'],
      ['mfaReset', 'lost-device'],
    ] as const) {
      const course = new Course('help', situationOf({ settings: { [part]: { enabled: false } } }));
      const left = all.filter((one) => one !== choice);
      expect(course.tell(askedFor('help'))).toMatchObject([
        { sentences: [{ parameters: { helps: left } }], question: { choices: left } },
        { type: 'timer' },
      ]);
    }
  });

  test('GEN-3 a help that only gives instructions is offered all the same', () => {
    const course = new Course('help', situationOf({ settings: { passwordReset: { mode: 'instructions' } } }));
    course.tell(askedFor('help'));
    expect(course.question?.choices).toEqual(all);
  });

  test('nobody’s choice ends it after a day, in silence', () => {
    const course = new Course('help');
    const at = new Date(Date.parse(course.situation.instant) + 24 * hour).toISOString();
    expect(course.tell(askedFor('help'))).toContainEqual({ type: 'timer', timer: 'question', at });
    expect(done(course.tell(timerDue('question')))).toEqual(['close expired']);
  });

  test('GEN-7 an expired button offers a fresh menu, and nothing is looked at', () => {
    const course = new Course('help');
    course.tell(askedFor('unclear'));
    expect(said(course.tell({ type: 'choice-expired', choice: 'unlock' }))).toEqual(['question.expired']);
    expect(said(course.choose('check-again'))).toEqual(['help.what-i-can-do']);
    expect(course.question?.choices).toEqual(all);
  });

  test.each([
    [false, 'question.which'],
    [true, 'secret.typed'],
  ] as const)(
    'EC-21 an answer that fits two questions (with a secret: %s) gets one sentence, and it is over',
    (containedSecret, key) => {
      const effects = new Course('help').tell(askedFor('which-question', { containedSecret }));
      expect(said(effects)).toEqual([key]);
      expect(done(effects)).toEqual(['say', 'close answered']);
    },
  );
});
