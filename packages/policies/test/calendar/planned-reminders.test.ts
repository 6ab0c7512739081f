import { plannedReminders, type Weekends } from '../../src/index.ts';
import { daysLeftOf, losAngeles, reminders } from './support.ts';

const planned = (input: Partial<Parameters<typeof plannedReminders>[0]>) =>
  plannedReminders({ ...losAngeles, changedAt: null, expiresAt: '2026-06-15T19:00:00Z', ...input });

describe('PE-6 CFG-7 weekends, by the weekday of the end', () => {
  // 2026-06-15 is a Monday; noon in Los Angeles is 19:00Z in summer.
  const ends = ['15', '16', '17', '18', '19', '20', '21'].map((day) => `2026-06-${day}T19:00:00Z`);
  const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
  const table: readonly (readonly [number, Weekends, readonly (readonly number[])[]])[] = [
    [14, 'send', Array.from({ length: 7 }, () => [14, 7, 4, 2, 1])],
    [30, 'send', Array.from({ length: 7 }, () => [30, 15, 8, 4, 2, 1])],
    [
      14,
      'drop',
      [
        [14, 7, 4],
        [14, 7, 4, 1],
        [14, 7, 2, 1],
        [14, 7, 2, 1],
        [14, 7, 4, 2, 1],
        [4, 2, 1],
        [4, 2],
      ],
    ],
    [
      14,
      'previous',
      [
        [14, 7, 4, 3],
        [14, 7, 4, 1],
        [14, 7, 5, 2, 1],
        [14, 7, 6, 2, 1],
        [14, 7, 4, 2, 1],
        [15, 8, 4, 2, 1],
        [16, 9, 4, 2],
      ],
    ],
    [
      30,
      'drop',
      [
        [4],
        [15, 8, 4, 1],
        [30, 15, 8, 2, 1],
        [30, 15, 8, 2, 1],
        [30, 15, 8, 4, 2, 1],
        [30, 15, 8, 4, 2, 1],
        [30, 4, 2],
      ],
    ],
    [
      30,
      'previous',
      [
        [31, 17, 10, 4, 3],
        [32, 15, 8, 4, 1],
        [30, 15, 8, 5, 2, 1],
        [30, 15, 8, 6, 2, 1],
        [30, 15, 8, 4, 2, 1],
        [30, 15, 8, 4, 2, 1],
        [30, 16, 9, 4, 2],
      ],
    ],
  ];
  const rows = table.flatMap(([firstReminderDays, weekends, byWeekday]) =>
    byWeekday.map((expected, index) => [firstReminderDays, weekends, weekdays[index], ends[index], expected] as const),
  );

  test.each(rows)('%i days, %s, end on a %s', (firstReminderDays, weekends, _, expiresAt, expected) => {
    const plan = planned({ firstReminderDays, weekends, ...(expiresAt === undefined ? {} : { expiresAt }) });
    expect(daysLeftOf(plan)).toEqual(expected);
    const rest = weekends === 'send' ? 0 : plan.filter(({ day }) => [0, 6].includes(new Date(day).getUTCDay())).length;
    expect(rest).toBe(0);
  });

  test('marks that fall on one working day are one reminder, the last of them', () => {
    expect(reminders(planned({ weekends: 'previous' })).map(({ mark, day }) => [mark, day])).toEqual([
      [14, '2026-06-01'],
      [7, '2026-06-08'],
      [4, '2026-06-11'],
      [1, '2026-06-12'],
    ]);
  });

  test.each([
    ['send', [14, 7, 4, 2, 1]],
    ['drop', [14, 7]],
    ['previous', [14, 7, 5]],
  ] as const)('holidays are treated as weekends are: %s', (weekends, expected) => {
    const holidays = new Set(['2026-06-11', '2026-06-12']);
    expect(daysLeftOf(planned({ weekends, holidays }))).toEqual(expected);
  });

  test('what would move before the password was set is left out', () => {
    const plan = planned({ weekends: 'previous', changedAt: '2026-06-12T20:00:00Z' });
    expect(reminders(plan)).toEqual([]);
  });

  test('holidays without an end leave nothing to be sent, and no endless search', () => {
    const holidays = new Set(
      Array.from({ length: 400 }, (_, index) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10)),
    );
    expect(planned({ weekends: 'previous', holidays })).toEqual([]);
    expect(planned({ weekends: 'drop', holidays })).toEqual([]);
  });
});

describe('PE-5 ten o’clock is ten o’clock on the wall', () => {
  const times = (plan: ReturnType<typeof planned>) => reminders(plan).map(({ at }) => at);

  test('across the end of summer time', () => {
    expect(times(planned({ expiresAt: '2026-11-05T07:30:00Z' }))).toEqual([
      '2026-10-21T17:00:00Z',
      '2026-10-28T17:00:00Z',
      '2026-10-31T17:00:00Z',
      '2026-11-02T18:00:00Z',
      '2026-11-03T18:00:00Z',
    ]);
  });

  test('across its beginning', () => {
    expect(times(planned({ expiresAt: '2026-03-10T19:00:00Z' }))).toEqual([
      '2026-02-24T18:00:00Z',
      '2026-03-03T18:00:00Z',
      '2026-03-06T18:00:00Z',
      '2026-03-08T17:00:00Z',
      '2026-03-09T17:00:00Z',
    ]);
  });

  test('an end at 23:30 belongs to its own day, not to the next one of UTC', () => {
    const plan = planned({ expiresAt: '2026-03-10T06:30:00Z' });
    expect(reminders(plan).at(-1)).toMatchObject({ mark: 1, day: '2026-03-08', at: '2026-03-08T17:00:00Z' });
    expect(plan.at(-1)).toMatchObject({ mark: 0, day: '2026-03-10', daysLeft: -1 });
  });

  test('each person in their own zone', () => {
    const last = (timeZone: string) => reminders(planned({ timeZone, expiresAt: '2026-06-15T22:00:00Z' })).at(-1)?.at;
    expect(last('Europe/Berlin')).toBe('2026-06-15T08:00:00Z');
    expect(last('America/Los_Angeles')).toBe('2026-06-14T17:00:00Z');
    expect(last('Asia/Tokyo')).toBe('2026-06-15T01:00:00Z');
    expect(last('Asia/Kathmandu')).toBe('2026-06-15T04:15:00Z');
  });

  test('a time that the clocks skip is the first instant after the gap', () => {
    expect(times(planned({ at: '02:30', expiresAt: '2026-03-09T19:00:00Z' })).at(-1)).toBe('2026-03-08T10:00:00Z');
  });

  test('a gap at midnight', () => {
    const plan = planned({ at: '00:00', timeZone: 'America/Santiago', expiresAt: '2026-09-07T15:00:00Z' });
    expect(times(plan).at(-1)).toBe('2026-09-06T04:00:00Z');
  });

  test('a time that comes twice is the first of the two, once', () => {
    expect(times(planned({ at: '01:30', expiresAt: '2026-11-02T20:00:00Z' })).slice(-2)).toEqual([
      '2026-10-31T08:30:00Z',
      '2026-11-01T08:30:00Z',
    ]);
  });
});

describe('PE-2 the notice that it is over', () => {
  const over = (input: Parameters<typeof planned>[0]) => planned(input).at(-1);

  test('comes at the next slot', () => {
    expect(over({ expiresAt: '2026-06-15T16:59:59Z' })).toMatchObject({
      mark: 0,
      at: '2026-06-15T17:00:00Z',
      daysLeft: 0,
    });
    expect(over({ expiresAt: '2026-06-15T17:00:00Z' })).toMatchObject({ mark: 0, at: '2026-06-16T17:00:00Z' });
  });

  test.each([
    ['send', '2026-06-20'],
    ['drop', '2026-06-22'],
    ['previous', '2026-06-22'],
  ] as const)('PE-6 %s: after a Friday evening on %s', (weekends, day) => {
    expect(over({ weekends, expiresAt: '2026-06-20T02:00:00Z' })).toMatchObject({ mark: 0, day });
  });

  test('comes once', () => {
    expect(planned({}).filter(({ mark }) => mark === 0)).toHaveLength(1);
  });
});

describe('EC-03 late start', () => {
  test('five days left when first seen: 4, 2, 1', () => {
    expect(daysLeftOf(planned({ firstSeenAt: '2026-06-10T18:00:00Z' }))).toEqual([4, 2, 1]);
  });

  test('three days left: 2, 1', () => {
    expect(daysLeftOf(planned({ firstSeenAt: '2026-06-12T18:00:00Z' }))).toEqual([2, 1]);
  });

  test('an account that ran out long before it was first seen is left alone', () => {
    expect(planned({ firstSeenAt: '2026-12-01T00:00:00Z' })).toEqual([]);
  });

  test('nothing of the days before the password was set', () => {
    expect(daysLeftOf(planned({ changedAt: '2026-06-10T16:00:00Z' }))).toEqual([4, 2, 1]);
  });
});
