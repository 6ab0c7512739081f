import fc from 'fast-check';
import { type Caution, isWorkingTime, notWary, type SignalsInput, signals, signalsOf } from '../../src/index.ts';

const hour = 60 * 60_000;
const now = '2026-03-02T12:00:00.000Z';
const ago = (milliseconds: number) => new Date(Date.parse(now) - milliseconds).toISOString();

const caution: Caution = {
  afterReport: 30 * 24 * hour,
  afterRelinking: 24 * hour,
  resets: { perPerson: { atMost: 2, per: 7 * 24 * hour }, perOrganisation: { atMost: 5, per: hour } },
  workingHours: null,
};

function signs(change: Partial<SignalsInput> = {}) {
  return signalsOf({
    lockouts: 0,
    attack: false,
    passwordChangedAt: null,
    wariness: notWary,
    caution,
    instant: now,
    ...change,
  });
}

test('nothing unusual is no sign', () => {
  expect(signs({ lockouts: 3, passwordChangedAt: ago(24 * hour) })).toEqual([]);
});

test('UA-10 the fourth lock in 24 hours is one', () => {
  expect(signs({ lockouts: 4 })).toEqual(['repeated-locks']);
});

test('UA-10 many people who are locked at once are one', () => {
  expect(signs({ attack: true })).toEqual(['attack']);
});

test('a password that was changed within a day is one', () => {
  expect(signs({ passwordChangedAt: ago(24 * hour - 1) })).toEqual(['password-changed']);
});

test('“This wasn’t me” is one', () => {
  expect(signs({ wariness: { ...notWary, reported: true } })).toEqual(['reported']);
});

test('another user of a channel who became the person lately is one', () => {
  expect(signs({ wariness: { ...notWary, relinked: true } })).toEqual(['moved-link']);
});

test.each([
  [1, []],
  [2, ['repeated-resets']],
  [3, ['repeated-resets']],
])('%d resets of the person: %j', (resets, expected) => {
  expect(signs({ wariness: { ...notWary, resets } })).toEqual(expected);
});

test.each([
  [4, []],
  [5, ['many-resets']],
])('%d resets in the organisation: %j', (resetsOfAll, expected) => {
  expect(signs({ wariness: { ...notWary, resetsOfAll } })).toEqual(expected);
});

const office = { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00', timeZone: 'Europe/Berlin' };

test('outside working hours is one, where there are any', () => {
  expect(signs({ caution: { ...caution, workingHours: office } })).toEqual([]);
  expect(signs({ caution: { ...caution, workingHours: office }, instant: '2026-03-01T12:00:00.000Z' })).toEqual([
    'outside-hours',
  ]);
});

test('what is worse is never less of a sign', () => {
  const wariness = fc.record({
    reported: fc.boolean(),
    relinked: fc.boolean(),
    resets: fc.nat(9),
    resetsOfAll: fc.nat(9),
  });
  fc.assert(
    fc.property(wariness, wariness, fc.nat(9), fc.nat(9), (one, more, lockouts, moreLockouts) => {
      const worse = {
        reported: one.reported || more.reported,
        relinked: one.relinked || more.relinked,
        resets: one.resets + more.resets,
        resetsOfAll: one.resetsOfAll + more.resetsOfAll,
      };
      const less = signs({ wariness: one, lockouts });
      const greater = signs({ wariness: worse, lockouts: lockouts + moreLockouts });
      expect(less.every((sign) => greater.includes(sign))).toBe(true);
      expect(signals).toEqual(expect.arrayContaining([...greater]));
    }),
  );
});

describe('working hours', () => {
  test.each([
    ['the minute before', '2026-03-02T06:59:59.999Z', false],
    ['the first minute', '2026-03-02T07:00:00.000Z', true],
    ['the last minute', '2026-03-02T16:59:59.999Z', true],
    ['the minute after', '2026-03-02T17:00:00.000Z', false],
    ['Sunday at noon', '2026-03-01T11:00:00.000Z', false],
    ['in summer, an hour earlier by UTC', '2026-07-06T06:00:00.000Z', true],
  ])('%s', (_, instant, expected) => {
    expect(isWorkingTime(instant, office)).toBe(expected);
  });

  const night = { ...office, days: [5], from: '22:00', to: '06:00', timeZone: 'UTC' };

  test.each([
    ['Friday before it begins', '2026-03-06T21:59:59.999Z', false],
    ['Friday evening', '2026-03-06T22:00:00.000Z', true],
    ['Saturday morning, which is still Friday’s', '2026-03-07T05:59:59.999Z', true],
    ['Saturday, when it is over', '2026-03-07T06:00:00.000Z', false],
    ['Friday morning, which would be Thursday’s', '2026-03-06T05:00:00.000Z', false],
    ['Saturday evening', '2026-03-07T23:00:00.000Z', false],
  ])('a night shift: %s', (_, instant, expected) => {
    expect(isWorkingTime(instant, night)).toBe(expected);
  });
});
