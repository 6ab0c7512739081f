import fc from 'fast-check';
import { type Effect, isProving, type LinkedAccount, type Situation } from '../src/index.ts';
import {
  alexInOkta,
  alexInPayroll,
  askedFor,
  at,
  Course,
  capable,
  codeGiven,
  done,
  factorOf,
  factorRemoved,
  factorsListed,
  hour,
  identityFailed,
  instructions,
  minute,
  proofGiven,
  read,
  recoveryRead,
  removals,
  resetHeld,
  type SettingsChange,
  said,
  sessionsRevoked,
  situationOf,
  ticketKeys,
  timerDue,
} from './support/course.ts';

const phone = factorOf('f1');
const key = factorOf('f2', 'security-key');
const off = { enabled: false, unchangedFor: 0, allowUnknown: false };

function world(mfaReset: SettingsChange['mfaReset'] = {}, more: Partial<Situation> = {}): Situation {
  return { ...situationOf({ accounts: [alexInOkta], settings: { mfaReset } }), ...more };
}

/** Somebody who was asked what to remove. */
function asked(situation = world(), factors = [phone, key], status: object = capable): Course {
  const course = new Course('mfa-reset', situation);
  course.tell(askedFor('mfa'));
  course.tell(read(alexInOkta, status));
  course.tell(factorsListed(alexInOkta, factors));
  return course;
}

/** Everything was removed and the sessions are ended. */
function complete(course = asked()): readonly ReturnType<Course['tell']>[number][] {
  course.choose('reset-mfa', { factor: 'all' });
  course.tell(factorRemoved(alexInOkta, 'f1'));
  course.tell(factorRemoved(alexInOkta, 'f2'));
  return course.tell(sessionsRevoked(alexInOkta));
}

test('MFA-1 the live state and the factors are read before Yes, reset MFA is offered', () => {
  const course = new Course('mfa-reset', world());
  expect(done(course.tell(askedFor('mfa')))).toEqual(['account.read']);
  expect(done(course.tell(read(alexInOkta, capable)))).toEqual(['factor.list']);
  expect(course.tell(factorsListed(alexInOkta, [phone]))[0]).toMatchObject({
    sentences: [{ key: 'mfa.confirm-last' }],
    question: { choices: ['reset-mfa', 'cancel'], about: ['corp/1/f1'] },
  });
});

describe('MFA-5 which one', () => {
  test('more than one can be chosen from, or all of them', () => {
    expect(asked().question).toMatchObject({
      about: ['corp/1/f1', 'corp/1/f2'],
      form: {
        field: 'factor',
        submit: 'reset-mfa',
        options: [
          { label: { key: 'factor.option' }, value: 'corp/1/f1' },
          { value: 'corp/1/f2' },
          { label: { key: 'factor.all' }, value: 'all' },
        ],
      },
    });
  });

  test('one is removed and the other stays; no sign-up is promised', () => {
    const course = asked();
    expect(course.choose('reset-mfa', { factor: 'corp/1/f2' })[0]).toMatchObject({ factor: 'f2' });
    expect(done(course.tell(factorRemoved(alexInOkta, 'f2')))).toEqual(['sessions.revoke']);
    const end = course.tell(sessionsRevoked(alexInOkta));
    expect(said(end)).toEqual(['mfa.done-one', 'mfa.sessions-ended']);
  });

  test('modes: all — nothing is chosen, all of them are named', () => {
    const course = asked(world({ modes: ['all'] }));
    expect(course.question).not.toHaveProperty('form');
    expect(said(course.effects)).toEqual(['mfa.confirm']);
  });

  test('EC-41 modes: single — the last one counts as all, and is for people', () => {
    const course = asked(world({ modes: ['single'] }), [phone]);
    expect(said(course.effects)).toEqual(['mfa.refused']);
    expect(done(course.effects)).not.toContain('factor.remove');
  });

  test.each(['all', 'corp/1/f9', ''])('modes: single — “%s” removes nothing', (factor) => {
    expect(asked(world({ modes: ['single'] })).choose('reset-mfa', { factor })).toEqual([]);
  });
});

describe('MFA-2 MFA-3 after Yes, reset MFA', () => {
  test('they go one by one, then the sessions, then Reset complete! with the link', () => {
    const course = asked();
    expect(done(course.choose('reset-mfa', { factor: 'all' }))).toEqual(['factor.remove', 'ticket.open']);
    expect(course.tell(factorRemoved(alexInOkta, 'f1'))).toMatchObject([{ operation: 'factor.remove', factor: 'f2' }]);
    expect(done(course.tell(factorRemoved(alexInOkta, 'f2')))).toEqual(['sessions.revoke']);
    const end = course.tell(sessionsRevoked(alexInOkta));
    expect(end[0]).toMatchObject({
      sentences: [{ key: 'mfa.done' }, { key: 'mfa.sessions-ended' }, { key: 'mfa.enrol' }],
      links: [{ url: 'https://mfa.acme.test/enrol' }],
    });
    expect(done(end)).toEqual(['say', 'hand-over security-notice', 'ticket.resolve', 'close mfa-reset']);
  });

  test('MFA-8 a factor that was enrolled after the question survives', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom('f1', 'f2', 'f3', 'f4'), { minLength: 1 }), (shown) => {
        const course = asked(
          world({ modes: ['all'] }),
          shown.map((id) => factorOf(id)),
        );
        course.tell(factorsListed(alexInOkta, [factorOf('new')]));
        course.choose('reset-mfa');
        for (const id of ['new', ...shown]) course.tell(factorRemoved(alexInOkta, id));
        const removed = course.effects.flatMap((effect) =>
          effect.type === 'identity' && effect.operation === 'factor.remove' ? [effect.factor] : [],
        );
        expect(removed).toEqual(shown);
      }),
    );
  });

  test('MFA-8 the other channels hear of what was removed', () => {
    expect(complete()).toContainEqual(
      expect.objectContaining({
        type: 'hand-over',
        to: 'security-notice',
        event: {
          type: 'factors-reset',
          removals: [
            expect.objectContaining({ factor: { label: 'Phone f1', kind: 'push' } }),
            expect.objectContaining({ factor: { label: 'Phone f2', kind: 'security-key' } }),
          ],
        },
      }),
    );
  });

  test('one that was gone already is not claimed to have been removed', () => {
    const course = asked(world(), [phone]);
    course.choose('reset-mfa');
    course.tell(factorRemoved(alexInOkta, 'f1', false));
    const end = course.tell(sessionsRevoked(alexInOkta));
    expect(said(end)).toEqual(['mfa.already-gone', 'mfa.sessions-ended', 'mfa.enrol']);
    expect(done(end)).not.toContain('hand-over security-notice');
  });

  test('GEN-6 a removal that fails stops the rest, and each is named as it is', () => {
    const course = asked();
    course.choose('reset-mfa', { factor: 'all' });
    course.tell(factorRemoved(alexInOkta, 'f1'));
    expect(done(course.tell(identityFailed(alexInOkta, 'factor.remove', { factor: 'f2' })))).toEqual([
      'sessions.revoke',
    ]);
    const end = course.tell(sessionsRevoked(alexInOkta));
    expect(said(end)).toEqual(['mfa.partly-done', 'mfa.not-removed', 'mfa.sessions-ended']);
    expect(done(end)).toEqual(['say', 'hand-over security-notice', 'ticket.hand-off']);
  });

  test('nothing removed: no session is ended, and people take over', () => {
    const course = asked();
    course.choose('reset-mfa', { factor: 'all' });
    const end = course.tell(identityFailed(alexInOkta, 'factor.remove', { factor: 'f1' }));
    expect(said(end)).toEqual(['mfa.not-removed']);
    expect(done(end)).toEqual(['say', 'ticket.hand-off']);
  });

  test('sessions that cannot be ended are not claimed to be', () => {
    const course = asked(world(), [phone]);
    course.choose('reset-mfa');
    course.tell(factorRemoved(alexInOkta, 'f1'));
    const end = course.tell(identityFailed(alexInOkta, 'sessions.revoke'));
    expect(said(end)).toEqual(['mfa.done', 'mfa.sessions-remain', 'mfa.enrol']);
  });

  test('nothing is enrolled: nothing is changed', () => {
    const course = asked(world(), []);
    expect(said(course.effects)).toEqual(['mfa.none']);
    expect(done(course.effects).at(-1)).toBe('close answered');
  });
});

describe('MFA-6 no automation, or several systems', () => {
  test('the article, then View answer sends the instructions', () => {
    const course = new Course('mfa-reset');
    expect(course.tell(askedFor('mfa'))).toEqual([{ type: 'instructions', topic: 'reset-mfa', system: 'corp' }]);
    expect(course.tell(instructions('corp'))[0]).toMatchObject({
      sentences: [{ key: 'mfa.article', parameters: { title: 'How to' } }],
      question: { choices: ['view-answer'] },
    });
    expect(done(course.choose('view-answer'))).toEqual(['instructions']);
    const end = course.tell(instructions('corp'));
    expect(said(end)).toEqual(['instructions.body']);
    expect(done(end)).toEqual(['say', 'ticket.open', 'ticket.resolve', 'close instructed']);
  });

  test('several systems: the articles of both, and the offer to do it for a chosen account', () => {
    const inPayroll = { ...alexInPayroll, operations: alexInOkta.operations };
    const course = new Course('mfa-reset', world({}, { accounts: [alexInOkta, inPayroll] }));
    course.tell(askedFor('mfa'));
    expect(course.tell(instructions('corp'))).toEqual([]);
    expect(said(course.tell(instructions('payroll')))).toEqual(['mfa.article', 'mfa.article', 'mfa.offer']);
    expect(course.choose('reset-mfa')[0]).toMatchObject({ question: { form: { field: 'account' } } });
    expect(course.choose('continue', { account: 'payroll/9' })).toMatchObject([
      { operation: 'account.read', system: 'payroll' },
    ]);
  });

  test('GEN-3 no article either: people, with a ticket’s number', () => {
    const course = new Course('mfa-reset');
    course.tell(askedFor('mfa'));
    expect(said(course.tell(instructions('corp', false)))).toEqual(['instructions.none']);
    const [ticket = ''] = ticketKeys(course.effects, 'ticket.open');
    expect(said(course.tell({ type: 'ticket-opened', key: ticket, number: 'AA-1' }))).toEqual(['desk.opened']);
  });

  test('an account whose factors cannot be removed gets the article', () => {
    const course = new Course('mfa-reset', world());
    course.tell(askedFor('mfa'));
    expect(done(course.tell(read(alexInOkta)))).toEqual(['instructions']);
  });

  test('GEN-8 a system that is not connected is answered by its article; no account is touched', () => {
    const course = new Course('mfa-reset', world());
    expect(course.tell(askedFor('mfa', { system: { connected: false, words: 'fidelity' } }))).toEqual([
      { type: 'instructions', topic: 'reset-mfa', system: 'fidelity' },
    ]);
  });
});

test('MFA-7 “How to reset MFA?” gives instructions and the offer to do it, before and after', () => {
  const course = new Course('mfa-reset', world());
  course.tell(askedFor('mfa', { wantsInstructions: true }));
  expect(said(course.tell(instructions('corp')))).toEqual(['mfa.article', 'mfa.offer']);
  course.choose('view-answer');
  expect(said(course.tell(instructions('corp')))).toEqual(['instructions.body', 'mfa.offer']);
  expect(done(course.choose('reset-mfa'))).toEqual(['account.read']);
});

describe('MFA-9 verification', () => {
  test('step-up with no proof at hand: nothing is removed, people take over, and the ticket’s number is told', () => {
    const course = asked(world({ verification: 'step-up' }));
    const end = course.choose('reset-mfa', { factor: 'all' });
    expect(said(end)).toEqual(['mfa.proof-needed']);
    expect(done(end)).toEqual(['say', 'ticket.open', 'ticket.hand-off']);
    expect(said(course.tell({ type: 'ticket-opened', key: 'mfa:case-1:corp/1', number: 'AA-1' }))).toEqual([
      'desk.opened',
    ]);
  });

  const managed = { ...capable, manager: { id: '5' } };
  const stepUp = (proof: SettingsChange['proof'] = {}) =>
    situationOf({ accounts: [alexInOkta], settings: { mfaReset: { verification: 'step-up' }, proof } });

  /** Both factors are confirmed; what shows that it is the person is asked for. */
  const unproven = () => {
    const course = asked(stepUp(), [phone, key], managed);
    return { course, asking: course.choose('reset-mfa', { factor: 'all' }) };
  };

  test('the manager can confirm it: then exactly what was confirmed is removed', () => {
    const { course, asking } = unproven();
    expect(said(asking)).toEqual(['proof.mfa']);
    expect(course.question?.choices).toEqual(['ask-manager', 'service-desk', 'cancel']);
    const [handed, ...told] = course.choose('ask-manager');
    expect(handed).toMatchObject({
      type: 'hand-over',
      to: 'approval',
      owner: { system: 'corp', account: '5' },
      event: {
        from: { person: 'person-1', case: 'case-1' },
        displayName: 'Alex',
        action: 'remove-all-factors',
        system: 'corp',
        account: '1',
        factors: [{ label: 'Phone f1' }, { label: 'Phone f2' }],
        until: at(4 * 60 * minute),
      },
    });
    expect(said(told)).toEqual(['proof.manager-asked']);
    expect(course.tell(proofGiven(alexInOkta, 'remove-all-factors'))).toContainEqual(
      expect.objectContaining({ operation: 'factor.remove', factor: 'f1' }),
    );
    expect(done(course.tell(factorRemoved(alexInOkta, 'f1')))).toEqual(['factor.remove']);
  });

  test('whoever looks at a case sees whether it waits for a proof', () => {
    expect(isProving(unproven().course.state)).toBe(true);
    expect(isProving(asked().state)).toBe(false);
    expect(isProving(null)).toBe(false);
  });

  test('a proof of something else is none: what is missing is asked for again', () => {
    const { course } = unproven();
    expect(said(course.tell(proofGiven(alexInPayroll, 'remove-all-factors')))).toEqual(['proof.mfa']);
    expect(said(course.tell(proofGiven(alexInOkta, 'remove-factor')))).toEqual(['proof.mfa']);
    expect(said(course.tell(proofGiven(alexInOkta, 'unlock')))).toEqual(['proof.mfa']);
  });

  test('a manager who does not confirm it: nothing is removed, and people take over', () => {
    const { course } = unproven();
    course.choose('ask-manager');
    const end = course.tell({ type: 'proof-refused', kind: 'manager-approval', because: 'declined' });
    expect(said(end)).toEqual(['proof.declined']);
    expect(done(end)).toEqual(['say', 'ticket.open', 'ticket.hand-off']);
    expect(course.tell(proofGiven(alexInOkta, 'remove-all-factors'))).toEqual([]);
  });

  test.each<[string, (course: Course) => ReturnType<Course['tell']>]>([
    [
      'a manager whom nobody knows',
      (course) => course.tell({ type: 'proof-refused', kind: 'manager-approval', because: 'nobody' }),
    ],
    ['a manager who does not answer in time', (course) => course.later(4 * 60 * minute).tell(timerDue('question'))],
    ['whoever would rather have the service desk', (course) => course.choose('service-desk')],
  ])('%s: people take over', (_, go) => {
    const { course } = unproven();
    course.choose('ask-manager');
    const end = go(course);
    expect(said(end)).toEqual(['mfa.proof-needed']);
    expect(done(end)).toEqual(['say', 'ticket.open', 'ticket.hand-off']);
  });

  test('the manager is asked once', () => {
    const { course } = unproven();
    course.choose('ask-manager');
    expect(course.choose('ask-manager')).toEqual([]);
  });

  test('Cancel while the manager is asked ends it, and an answer that comes later does nothing', () => {
    const { course } = unproven();
    course.choose('ask-manager');
    expect(done(course.choose('cancel'))).toEqual(['say', 'close cancelled']);
    expect(course.tell(proofGiven(alexInOkta, 'remove-all-factors'))).toEqual([]);
  });

  test('where managers are not to be asked, people take over at once', () => {
    const course = asked(stepUp({ managerApproval: false }), [phone, key], managed);
    expect(said(course.choose('reset-mfa', { factor: 'all' }))).toEqual(['mfa.proof-needed']);
  });

  describe('another factor', () => {
    const asking = { ...phone, verifiedBy: 'push' } as const;
    const coding = { ...factorOf('f3', 'totp'), verifiedBy: 'code' } as const;
    const checked = { ...managed, capabilities: { ...managed.capabilities, 'factor.check': { able: true } } } as const;
    const proved = (factor: string) => ({ type: 'proof-given', proof: { ...proofOf('factor'), factor } }) as const;
    const proofOf = (kind: 'factor') =>
      ({ kind, action: 'remove-factor', system: 'corp', account: '1', until: at(hour) }) as const;
    const waysOf = (effects: readonly Effect[]) =>
      effects.flatMap((effect) => (effect.type === 'say' ? (effect.proof?.ways ?? []) : []));

    test('one that goes is not asked, each that stays and can be is', () => {
      const course = asked(stepUp(), [asking, key, coding], checked);
      const effects = course.choose('reset-mfa', { factor: 'corp/1/f1' });
      expect(effects[0]).toMatchObject({
        sentences: [{ key: 'proof.mfa' }],
        proof: { label: { key: 'proof.confirm' }, action: 'remove-factor' },
        question: { choices: ['ask-manager', 'service-desk', 'cancel'] },
      });
      expect(waysOf(effects)).toEqual([
        { by: 'factor', factor: 'f3', name: { label: 'Phone f3', kind: 'totp' }, asks: 'code' },
      ]);
    });

    test.each([
      ['today', at(-60 * minute), []],
      ['a moment less than a day ago', at(-24 * hour + 1), []],
      ['a day ago', at(-24 * hour), ['f3']],
      ['nobody knows when', null, ['f3']],
    ])('one that was set up %s', (_, enrolledAt, asked_) => {
      const course = asked(stepUp(), [asking, key, { ...coding, enrolledAt }], checked);
      const ways = waysOf(course.choose('reset-mfa', { factor: 'corp/1/f1' }));
      expect(ways.map((way) => way.by === 'factor' && way.factor)).toEqual(asked_);
    });

    test('beside the sign-in page, which comes last', () => {
      const course = asked(stepUp({ freshLogin: 'corp' }), [asking, key, coding], checked);
      expect(waysOf(course.choose('reset-mfa', { factor: 'corp/1/f2' })).map(({ by }) => by)).toEqual([
        'factor',
        'factor',
        'fresh-login',
      ]);
    });

    test('what it showed lets the one be removed', () => {
      const course = asked(stepUp(), [asking, key, coding], checked);
      course.choose('reset-mfa', { factor: 'corp/1/f2' });
      expect(course.tell(proved('f1'))).toContainEqual(
        expect.objectContaining({ operation: 'factor.remove', factor: 'f2' }),
      );
    });

    test('the very one that goes shows nothing, whoever says that it did', () => {
      const course = asked(stepUp(), [asking, key, coding], checked);
      course.choose('reset-mfa', { factor: 'corp/1/f1' });
      expect(said(course.tell(proved('f1')))).toEqual(['proof.mfa']);
    });

    test('to take all of them away it is not asked, and shows nothing', () => {
      const course = asked(stepUp(), [asking, coding], checked);
      expect(waysOf(course.choose('reset-mfa', { factor: 'all' }))).toEqual([]);
      expect(said(course.tell(proved('f1')))).toEqual(['proof.mfa']);
    });

    test.each([
      ['the provider does not let it be asked', stepUp({ managerApproval: false }), managed, [asking, key]],
      [
        'the organisation does not want it',
        stepUp({ managerApproval: false, otherFactor: false }),
        checked,
        [asking, key],
      ],
      ['none that stays can be asked', stepUp({ managerApproval: false }), checked, [factorOf('f1'), key]],
    ])('where %s people take over', (_, situation, status, factors) => {
      const course = asked(situation, factors, status);
      expect(said(course.choose('reset-mfa', { factor: 'corp/1/f2' }))).toEqual(['mfa.proof-needed']);
    });
  });

  describe('a code to an address of record', () => {
    const recoverable = { ...alexInOkta, operations: [...alexInOkta.operations, 'recovery.read'] as const };
    const around = (proof: SettingsChange['proof'] = { managerApproval: false }): Situation => ({
      ...stepUp(proof),
      accounts: [recoverable],
    });
    const found = recoveryRead(alexInOkta, ['a…@home.test']);
    /** Somebody who was asked to show that it is they, with everything to be removed. */
    function lookedUp(situation = around(), status: object = managed): Course {
      const course = asked(situation, [phone, key], status);
      course.choose('reset-mfa', { factor: 'all' });
      return course;
    }
    function held(situation = around()): { readonly course: Course; readonly effects: readonly Effect[] } {
      const course = lookedUp(situation);
      course.tell(found);
      const effects = course.tell(codeGiven(alexInOkta, 'remove-all-factors', hour));
      return { course, effects };
    }

    test('the addresses are looked up once something has to be shown, and a code is offered', () => {
      const course = asked(around(), [phone, key], managed);
      expect(course.choose('reset-mfa', { factor: 'all' })).toEqual([
        { type: 'identity', operation: 'recovery.read', system: 'corp', account: '1' },
      ]);
      expect(course.tell(found)[0]).toMatchObject({
        sentences: [{ key: 'proof.mfa' }],
        proof: { ways: [{ by: 'code', address: 'a…@home.test' }] },
        question: { choices: ['service-desk', 'cancel'] },
      });
    });

    test.each([
      ['there is none', recoveryRead(alexInOkta, [])],
      ['they cannot be read', identityFailed(alexInOkta, 'recovery.read')],
    ])('where %s people take over, and nobody looks twice', (_, event) => {
      const course = lookedUp();
      expect(said(course.tell(event))).toEqual(['mfa.proof-needed']);
      expect(done(course.effects).filter((one) => one === 'recovery.read')).toHaveLength(1);
    });

    test.each([
      ['the organisation does not want codes', around({ managerApproval: false, code: off }), managed],
      ['the directory cannot tell', stepUp({ managerApproval: false }), managed],
      ['the password was changed today', around(), { ...managed, changedAt: at(-60 * minute) }],
    ])('nobody looks where %s', (_, situation, status) => {
      const course = lookedUp(situation, status);
      expect(done(course.effects)).not.toContain('recovery.read');
      expect(said(course.effects).at(-1)).toBe('mfa.proof-needed');
    });

    test('where a click is enough nothing is looked up', () => {
      const course = asked({ ...world(), accounts: [recoverable] });
      expect(done(course.choose('reset-mfa', { factor: 'all' }))).toEqual(['factor.remove', 'ticket.open']);
    });

    test('the right code removes nothing yet: everybody is told, and it is waited for', () => {
      const { effects } = held();
      expect(effects).toMatchObject([
        {
          sentences: [{ key: 'hold.told', parameters: { minutes: 60, factors: [{ label: 'Phone f1' }, {}] } }],
          question: { choices: ['not-me', 'cancel'] },
        },
        { type: 'timer', timer: 'hold', at: at(hour) },
        {
          type: 'hand-over',
          to: 'hold-notice',
          event: { type: 'reset-held', until: at(hour), from: { case: 'case-1' } },
        },
      ]);
      expect(done(effects)).not.toContain('factor.remove');
    });

    test('once the time has come what was confirmed is removed; a timer that comes too early waits again', () => {
      const { course } = held();
      course.later(hour - 1);
      expect(done(course.tell(timerDue('hold')))).not.toContain('factor.remove');
      course.later(1);
      expect(done(course.tell(timerDue('hold')))).toEqual(['factor.remove', 'ticket.open']);
    });

    test('“This wasn’t me” here stops it, and security gets a ticket', () => {
      const { course } = held();
      const end = course.choose('not-me');
      expect(said(end)).toEqual(['hold.stopped']);
      expect(end).toContainEqual(expect.objectContaining({ operation: 'ticket.hand-off', to: 'security' }));
      expect(done(end).at(-1)).toBe('close reported');
      course.later(2 * hour);
      expect(course.tell(timerDue('hold'))).toEqual([]);
    });

    test('and elsewhere: what waited is stopped by it', () => {
      const { course } = held();
      const end = course.tell({ type: 'proof-refused', kind: 'code', because: 'not-me' });
      expect(done(end)).toEqual(['say', 'close reported']);
      course.later(2 * hour);
      expect(course.tell(timerDue('hold'))).toEqual([]);
    });

    test('Cancel ends it, and an older question’s timer or button does nothing', () => {
      const { course } = held();
      expect(course.tell(timerDue('question'))).toEqual([]);
      expect(course.tell({ type: 'choice-expired', choice: 'not-me' })).toEqual([]);
      expect(course.choose('check-again')).toEqual([]);
      expect(course.choose('reset-mfa', { factor: 'all' })).toEqual([]);
      expect(done(course.choose('cancel'))).toEqual(['say', 'close cancelled']);
    });

    test('the manager’s word ends the wait; that no manager is known does not end the case', () => {
      const { course } = held(around({ managerApproval: true }));
      expect(course.tell({ type: 'proof-refused', kind: 'manager-approval', because: 'nobody' })).toEqual([]);
      expect(done(course.tell(proofGiven(alexInOkta, 'remove-all-factors')))).toContain('factor.remove');
    });

    test('a manager who says No ends it', () => {
      const { course } = held(around({ managerApproval: true }));
      const end = course.tell({ type: 'proof-refused', kind: 'manager-approval', because: 'declined' });
      expect(said(end)).toEqual(['proof.declined']);
    });
  });

  test('EC-40 a password that was changed today asks for proof as well', () => {
    const course = asked(world(), [phone], { ...capable, changedAt: at(-60 * minute) });
    expect(said(course.choose('reset-mfa'))).toEqual(['mfa.proof-needed']);
  });
});

test.each(['disabled', 'suspended', 'deprovisioned'] as const)('EC-17 an account that is %s is refused', (standing) => {
  const course = new Course('mfa-reset', world());
  course.tell(askedFor('mfa'));
  const end = course.tell(read(alexInOkta, { ...capable, standing }));
  expect(said(end)).toEqual(['mfa.refused']);
  expect(done(end)).toEqual(['say', 'ticket.open', 'ticket.hand-off']);
});

test('UA-9 nobody’s factors but one’s own', () => {
  const course = new Course('mfa-reset', world());
  expect(done(course.tell(askedFor('mfa', { forSomebodyElse: true })))).toEqual(['say', 'close refused']);
});

test('PR-3 a password that came with the request is spoken of first', () => {
  const course = new Course('mfa-reset', world());
  expect(said(course.tell(askedFor('mfa', { containedSecret: true })))).toEqual(['secret.typed']);
});

test('UA-5 Cancel ends it, and nothing is changed', () => {
  const course = asked();
  expect(done(course.choose('cancel'))).toEqual(['say', 'close cancelled']);
  expect(course.choose('reset-mfa', { factor: 'all' })).toEqual([]);
});

test('EC-20 an expired button looks again: the factors are listed afresh', () => {
  const course = asked();
  course.tell({ type: 'choice-expired', choice: 'reset-mfa' });
  expect(done(course.choose('check-again'))).toEqual(['account.read']);
});

test('factors that cannot be listed are for people', () => {
  const course = new Course('mfa-reset', world());
  course.tell(askedFor('mfa'));
  course.tell(read(alexInOkta, capable));
  expect(said(course.tell(identityFailed(alexInOkta, 'factor.list')))).toEqual(['mfa.failed']);
});

test('a sign-in since closes the case; none brings the nudge', () => {
  const course = asked(world(), [phone, key], { ...capable, lastSignInAt: at(-60 * minute) });
  expect(done(complete(course))).toEqual(['say', 'hand-over security-notice', 'timer follow-through']);
  course.later(10 * minute);
  course.tell(timerDue('follow-through'));
  expect(said(course.tell(read(alexInOkta, { lastSignInAt: at(-60 * minute) })))).toEqual(['follow.nudge']);
  expect(done(course.choose('works'))).toEqual(['say', 'ticket.resolve', 'close mfa-reset']);
});

describe('MFA-9 the notice of a removal that waits', () => {
  function told(): Course {
    const course = new Course('hold-notice');
    course.tell(resetHeld);
    return course;
  }

  test('says elsewhere what is to be removed and when, and offers “This wasn’t me”', () => {
    expect(told().effects).toMatchObject([
      {
        elsewhere: true,
        sentences: [{ key: 'hold.told-elsewhere', parameters: { minutes: 60, factors: resetHeld.factors } }],
        question: { choices: ['not-me'] },
      },
      { type: 'timer', timer: 'question', at: resetHeld.until },
    ]);
  });

  test('“This wasn’t me” stops what waits, and gives security a ticket', () => {
    const end = told().choose('not-me');
    expect(end[0]).toEqual({
      type: 'prove',
      to: resetHeld.from,
      event: { type: 'proof-refused', kind: 'code', because: 'not-me' },
    });
    expect(said(end)).toEqual(['hold.reported']);
    expect(done(end).slice(2)).toEqual(['ticket.open', 'ticket.hand-off', 'close reported']);
    expect(end).toContainEqual({
      type: 'ticket',
      operation: 'ticket.open',
      key: 'case:case-1',
      subject: 'A removal of second factors reported by the account’s owner: alex (Corp Directory)',
      description:
        'With a code to a second address somebody asked to remove Phone f1 of alex (Corp Directory). The owner says that it was not they.',
    });
    expect(end).toContainEqual({
      type: 'ticket',
      operation: 'ticket.hand-off',
      key: 'case:case-1',
      to: 'security',
      reason: 'The owner answered “This wasn’t me”.',
    });
  });

  test('when the time has come it is over, and is told once', () => {
    const course = told();
    expect(course.tell(resetHeld)).toEqual([]);
    expect(course.choose('yes')).toEqual([]);
    expect(course.tell(timerDue('another'))).toEqual([]);
    expect(done(course.tell(timerDue('question')))).toEqual(['close answered']);
    expect(course.choose('not-me')).toEqual([]);
  });

  test('less than a minute is told as one', () => {
    const course = new Course('hold-notice');
    course.tell({ ...resetHeld, until: at(1) });
    expect(course.effects[0]).toMatchObject({ sentences: [{ parameters: { minutes: 1 } }] });
  });
});

describe('MFA-8 the notice elsewhere', () => {
  function told(): Course {
    const course = new Course('security-notice');
    course.tell({ type: 'factors-reset', removals });
    return course;
  }

  test('names what was removed and offers “This wasn’t me”', () => {
    expect(told().effects[0]).toMatchObject({
      elsewhere: true,
      sentences: [{ key: 'mfa.done-elsewhere', parameters: { removals } }],
      question: { choices: ['not-me'] },
    });
  });

  test('“This wasn’t me” gives security a ticket', () => {
    const end = told().choose('not-me');
    expect(said(end)).toEqual(['security.reported-mfa', 'security.wary']);
    expect(end).toContainEqual(expect.objectContaining({ operation: 'ticket.hand-off', to: 'security' }));
    expect(done(end).at(-1)).toBe('close reported');
  });

  describe('where sessions can be ended', () => {
    const alexInCloud: LinkedAccount = { ...alexInOkta, system: 'cloud', systemName: 'Cloud', account: '5' };

    function reported(accounts: readonly LinkedAccount[]): Course {
      const course = new Course('security-notice', situationOf({ accounts }));
      course.tell({ type: 'factors-reset', removals });
      course.choose('not-me');
      return course;
    }

    test('“This wasn’t me” ends those of all accounts, and only what is confirmed is said', () => {
      const course = reported([alexInOkta, alexInPayroll, alexInCloud]);
      const revoking = course.effects.filter((effect) => effect.type === 'identity');
      expect(revoking).toEqual(
        [alexInOkta, alexInCloud].map(({ system, account }) => ({
          type: 'identity',
          operation: 'sessions.revoke',
          system,
          account,
          reported: true,
        })),
      );
      expect(done(course.effects)).not.toContain('close reported');
      expect(course.tell(identityFailed(alexInCloud, 'sessions.revoke'))).toEqual([]);
      const end = course.tell(sessionsRevoked(alexInOkta));
      expect(said(end)).toEqual(['mfa.sessions-ended', 'mfa.sessions-remain']);
      expect(end).toContainEqual({
        type: 'ticket',
        operation: 'ticket.note',
        key: 'case:case-1',
        text: 'Sessions ended: alex in Corp Directory. Sessions that could not be confirmed as ended: alex in Cloud.',
      });
      expect(done(end).at(-1)).toBe('close reported');
      expect(course.tell(sessionsRevoked(alexInOkta))).toEqual([]);
    });

    test('all of them: nothing is said to remain, and the other way round', () => {
      expect(said(reported([alexInOkta]).tell(sessionsRevoked(alexInOkta)))).toEqual(['mfa.sessions-ended']);
      const failing = reported([alexInOkta]).tell(identityFailed(alexInOkta, 'sessions.revoke'));
      expect(said(failing)).toEqual(['mfa.sessions-remain']);
      expect(failing).toContainEqual(
        expect.objectContaining({ text: 'Sessions that could not be confirmed as ended: alex in Corp Directory.' }),
      );
    });
  });

  test('after a day it is over', () => {
    expect(done(told().tell(timerDue('question')))).toEqual(['close answered']);
  });
});
