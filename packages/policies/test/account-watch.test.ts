import type { AccountActivity, FactorKind } from '@access-account/contract';
import fc from 'fast-check';
import type { Effect } from '../src/index.ts';
import {
  accountReset,
  activityRead,
  alexInCorp,
  alexInOkta,
  askedFor,
  at,
  Course,
  capable,
  done,
  endsAt,
  enrolled,
  factorOf,
  factorRemoved,
  factorsListed,
  hour,
  identityFailed,
  minute,
  passwordStarted,
  read,
  reminderDue,
  sessionsRevoked,
  setAt,
  signedIn,
  situationOf,
  timerDue,
} from './support/course.ts';

const day = 24 * hour;
const watchable = { ...alexInOkta, operations: [...alexInOkta.operations, 'activity.read'] as const };

/** A watch that has looked once, at where Alex was before. */
function watching(before: readonly AccountActivity[] = [signedIn(-10 * day)], reset = accountReset): Course {
  const course = new Course('account-watch');
  course.tell(reset);
  course.tell(activityRead(alexInCorp, before));
  return course;
}

/** The next look, and what it finds. */
function look(course: Course, found: readonly AccountActivity[], after = 15 * minute): readonly Effect[] {
  course.later(after).tell(timerDue('watch'));
  return course.tell(activityRead(alexInCorp, found));
}

const suspicions = (effects: readonly Effect[]) =>
  effects.flatMap((effect) =>
    effect.type === 'hand-over' && effect.event.type === 'account-suspected'
      ? effect.event.suspected.map(({ suspicion }) => suspicion)
      : [],
  );

describe('MFA-8 the watch over an account after a reset', () => {
  test('begins with a look at where the account was used before, and looks again every while', () => {
    const course = new Course('account-watch');
    expect(course.tell(accountReset)).toEqual([
      { type: 'identity', operation: 'activity.read', system: 'corp', account: '1', since: at(-30 * day) },
      { type: 'timer', timer: 'watch', at: at(15 * minute) },
    ]);
    expect(course.tell(activityRead(alexInCorp, [signedIn(-2 * day)]))).toEqual([]);
    expect(course.later(15 * minute).tell(timerDue('watch'))).toEqual([
      { type: 'identity', operation: 'activity.read', system: 'corp', account: '1', since: at(-hour) },
      { type: 'timer', timer: 'watch', at: at(30 * minute) },
    ]);
  });

  test('ends by itself after a last look, and says nothing where there was nothing', () => {
    const course = watching();
    for (let looks = 1; looks < 96; looks += 1) expect(look(course, [signedIn(minute)])).toEqual([]);
    course.later(15 * minute);
    expect(done(course.tell(timerDue('watch')))).toEqual(['activity.read']);
    expect(course.tell(activityRead(alexInCorp, []))).toEqual([{ type: 'close', outcome: 'watched' }]);
    expect(course.tell(timerDue('watch'))).toEqual([]);
  });

  test.each([
    ['sms', 'passkey', false],
    ['push', 'sms', true],
    ['push', 'totp', false],
    ['passkey', 'totp', true],
    ['sms', 'sms', false],
    ['sms', 'other', true],
    [null, 'call', true],
    [null, 'email', true],
    [null, 'push', false],
  ] as const)('where %s went and %s came: weaker %s', (went, came: FactorKind, isWeaker) => {
    const reset = {
      ...accountReset,
      what: went === null ? 'password' : 'factors',
      removed: went ? [went] : [],
    } as const;
    const effects = look(watching([], reset), [enrolled(10 * minute, came)]);
    expect(suspicions(effects)).toEqual(isWeaker ? ['weaker-factor'] : []);
  });

  test('the best that went counts, and what was set up before does not', () => {
    const reset = { ...accountReset, removed: ['sms', 'passkey'] } as const;
    expect(suspicions(look(watching([], reset), [enrolled(minute, 'push')]))).toEqual(['weaker-factor']);
    expect(look(watching([], reset), [enrolled(-10 * minute, 'sms'), enrolled(minute, null)])).toEqual([]);
  });

  test('a country of the month before is known; one of the last day is not', () => {
    const before = [signedIn(-10 * day), signedIn(-2 * hour, { country: 'Elsewhere' })];
    expect(look(watching(before), [signedIn(minute)])).toEqual([]);
    const effects = look(watching(before), [signedIn(minute, { country: 'Elsewhere' })]);
    expect(suspicions(effects)).toEqual(['new-country']);
    expect(JSON.stringify(effects)).toContain('The account was used from Elsewhere');
  });

  test('where nothing was known before the first country is what the next is held against', () => {
    const course = watching([]);
    expect(look(course, [signedIn(minute)])).toEqual([]);
    expect(suspicions(look(course, [signedIn(20 * minute, { country: 'Elsewhere' })]))).toEqual(['new-country']);
  });

  test('opens one ticket for security and tells the owner, of every kind of thing once', () => {
    const course = watching();
    const [opened, handed, told, ...others] = look(course, [signedIn(minute, { country: 'Elsewhere' })]);
    expect(opened).toMatchObject({ operation: 'ticket.open', key: 'watch:case-1' });
    expect(handed).toMatchObject({ operation: 'ticket.hand-off', key: 'watch:case-1', to: 'security' });
    expect(told).toEqual({
      type: 'hand-over',
      to: 'security-notice',
      event: {
        type: 'account-suspected',
        name: accountReset.name,
        suspected: [{ suspicion: 'new-country', country: 'Elsewhere' }],
        key: 'watch:case-1',
      },
    });
    expect(others).toEqual([]);
    expect(look(course, [signedIn(20 * minute, { country: 'Atlantis' })])).toEqual([]);
    const second = look(course, [signedIn(30 * minute, { country: 'Atlantis', anonymised: true })]);
    expect(done(second)).toEqual(['ticket.note', 'hand-over security-notice']);
    expect(suspicions(second)).toEqual(['anonymiser']);
  });

  test('a log that cannot be read is read again at the next look, from where it was read last', () => {
    const course = new Course('account-watch');
    course.tell(accountReset);
    expect(course.tell(identityFailed(alexInCorp, 'activity.read'))).toEqual([]);
    course.later(15 * minute);
    expect(course.tell(timerDue('watch'))).toContainEqual(expect.objectContaining({ since: at(-30 * day) }));
    course.later(day);
    // One look is under way: there is no second beside it, and one more after it, for the time is over.
    expect(course.tell(timerDue('watch'))).toEqual([]);
    expect(done(course.tell(identityFailed(alexInCorp, 'activity.read')))).toEqual(['activity.read']);
    expect(course.tell(identityFailed(alexInCorp, 'activity.read'))).toEqual([{ type: 'close', outcome: 'watched' }]);
  });

  test('a server that was away until after the end still looks once at what happened within it', () => {
    const course = watching();
    course.later(3 * day).tell(timerDue('watch'));
    const effects = course.tell(
      activityRead(alexInCorp, [
        signedIn(23 * hour, { anonymised: true }),
        signedIn(30 * hour, { country: 'Atlantis' }),
      ]),
    );
    expect(suspicions(effects)).toEqual(['anonymiser']);
    expect(done(effects).at(-1)).toBe('close watched');
  });

  test('whatever comes, each kind is told once, one ticket is opened, and nothing is told after the end', () => {
    const activity = fc.array(
      fc.oneof(
        fc
          .tuple(fc.integer({ min: -40 * 24, max: 60 }), fc.constantFrom('A', 'B', null), fc.boolean())
          .map(([hours, country, anonymised]) => signedIn(hours * hour, { country, anonymised })),
        fc
          .tuple(fc.integer({ min: -40 * 24, max: 60 }), fc.constantFrom<FactorKind | null>('sms', 'passkey', null))
          .map(([hours, kind]) => enrolled(hours * hour, kind)),
      ),
      { maxLength: 6 },
    );
    const event = fc.oneof(
      activity.map((found) => activityRead(alexInCorp, found)),
      fc.constant(timerDue('watch')),
      fc.constant(identityFailed(alexInCorp, 'activity.read')),
      fc.constant(accountReset),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(event, fc.integer({ min: 0, max: 90 })), { maxLength: 40 }), (events) => {
        const course = new Course('account-watch');
        course.tell(accountReset);
        let isOver = false;
        for (const [one, minutes] of events) {
          const effects = course.later(minutes * minute).tell(one);
          if (isOver) expect(effects).toEqual([]);
          isOver ||= done(effects).includes('close watched');
        }
        const told = suspicions(course.effects);
        expect(new Set(told).size).toBe(told.length);
        expect(done(course.effects).filter((name) => name === 'ticket.open')).toHaveLength(told.length > 0 ? 1 : 0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('MFA-8 what begins a watch', () => {
  const reset = (operations: typeof alexInOkta.operations, enabled = true) => {
    const account = { ...alexInOkta, operations };
    const course = new Course(
      'mfa-reset',
      situationOf({ accounts: [account], settings: { accountWatch: { enabled } } }),
    );
    course.tell(askedFor('mfa'));
    course.tell(read(account, capable));
    course.tell(factorsListed(account, [factorOf('f1')]));
    course.choose('reset-mfa');
    course.tell(factorRemoved(account, 'f1'));
    return course.tell(sessionsRevoked(account));
  };

  test('factors that were removed, where the provider tells what happens next', () => {
    expect(reset(watchable.operations)).toContainEqual({
      type: 'hand-over',
      to: 'account-watch',
      event: { ...accountReset, removed: ['push'] },
      owner: { system: 'corp', account: '1' },
    });
    expect(done(reset(alexInOkta.operations))).not.toContain('hand-over account-watch');
    expect(done(reset(watchable.operations, false))).not.toContain('hand-over account-watch');
  });

  test.each([
    ['forgot', 'password.start-reset', true],
    ['knows', 'password.start-change', false],
    ['knows', 'password.start-reset', true],
  ] as const)('a new password of somebody who %s the old one, by %s: %s', (how, operation, isWatched) => {
    const course = new Course('password-reset', situationOf({ accounts: [watchable] }));
    course.tell(askedFor('password', { how }));
    course.tell(read(watchable, capable));
    const by = { kind: 'link', url: 'https://id.acme.test', until: null } as const;
    const effects = course.tell(passwordStarted(watchable, by, operation));
    expect(done(effects).includes('hand-over account-watch')).toBe(isWatched);
  });

  test.each([
    ['password.start-change', false],
    ['password.start-reset', true],
  ] as const)('PE-8 “Change password” that the provider answers by %s: %s', (operation, isWatched) => {
    const course = new Course('password-expiry', situationOf({ accounts: [watchable] }));
    course.tell(reminderDue(watchable));
    course.tell(read(watchable, { ...capable, changedAt: setAt, expiresAt: endsAt }));
    course.choose('change-password');
    const by = { kind: 'link', url: 'https://id.acme.test', until: null } as const;
    const watch = course.tell(passwordStarted(watchable, by, operation)).find(({ type }) => type === 'hand-over');
    expect(watch).toEqual(
      isWatched
        ? {
            type: 'hand-over',
            to: 'account-watch',
            event: { ...accountReset, at: at(0), what: 'password', removed: [] },
            owner: { system: 'corp', account: '1' },
          }
        : undefined,
    );
  });
});

describe('MFA-8 the owner hears of it', () => {
  const suspected = {
    type: 'account-suspected',
    name: accountReset.name,
    suspected: [
      { suspicion: 'weaker-factor', country: '' },
      { suspicion: 'new-country', country: 'Elsewhere' },
    ],
    key: 'watch:case-1',
  } as const;

  test('on every channel, with “This wasn’t me”, which goes to the ticket that security has', () => {
    const course = new Course('security-notice', situationOf({ case: 'case-2', accounts: [alexInOkta] }));
    const [said] = course.tell(suspected);
    expect(said).toMatchObject({
      sentences: [{ key: 'security.suspicion' }, { key: 'security.suspicion' }, { key: 'security.suspicion-ask' }],
      question: { choices: ['not-me'] },
      elsewhere: true,
    });
    const effects = course.choose('not-me');
    expect(done(effects)).toEqual(['sessions.revoke', 'say', 'ticket.open', 'ticket.hand-off']);
    expect(effects.flatMap((effect) => (effect.type === 'ticket' ? [effect.key] : []))).toEqual([
      'watch:case-1',
      'watch:case-1',
    ]);
  });
});
