import { dueReminder, plannedReminders } from '../../src/index.ts';
import { losAngeles } from './support.ts';

const expiresAt = '2026-06-15T19:00:00Z';
const plan = plannedReminders({ ...losAngeles, changedAt: null, expiresAt });
const at = (instant: string, lastSent: Parameters<typeof dueReminder>[0]['lastSent'] = null, rules = losAngeles) =>
  dueReminder({ plan, instant, lastSent, rules })?.mark;
const sent = (mark: number, day: string) => ({ mark, day, expiresAt });

describe('EC-01 after a pause', () => {
  test('only the latest due mark, once', () => {
    expect(at('2026-06-11T16:59:59Z', sent(14, '2026-06-01'))).toBe(7);
    expect(at('2026-06-14T18:00:00Z', sent(14, '2026-06-01'))).toBe(1);
    expect(at('2026-06-14T18:05:00Z', sent(1, '2026-06-14'))).toBeUndefined();
    expect(at('2026-06-13T18:05:00Z', sent(2, '2026-06-13'))).toBeUndefined();
  });

  test('nothing before the first mark', () => {
    expect(at('2026-06-01T16:59:59Z')).toBeUndefined();
    expect(at('2026-06-01T17:00:00Z')).toBe(14);
  });

  test('no reminder once it is over: the notice that says so comes at its slot', () => {
    expect(at('2026-06-15T19:00:01Z')).toBeUndefined();
    expect(at('2026-06-16T17:00:00Z', sent(14, '2026-06-01'))).toBe(0);
    expect(at('2026-06-17T17:00:00Z', sent(0, '2026-06-16'))).toBeUndefined();
  });

  test('PE-6 what is late waits for the end of the weekend', () => {
    const rules = { ...losAngeles, weekends: 'drop' as const };
    const late = (instant: string) =>
      dueReminder({
        plan: plannedReminders({ ...rules, changedAt: null, expiresAt: '2026-06-22T19:00:00Z' }),
        instant,
        lastSent: null,
        rules,
      })?.mark;
    expect(late('2026-06-20T18:00:00Z')).toBeUndefined();
    expect(late('2026-06-22T14:00:00Z')).toBe(4);
  });
});

describe('somebody who changes zones', () => {
  const sentInLosAngeles = sent(2, '2026-06-13');
  const inTokyo = { ...losAngeles, timeZone: 'Asia/Tokyo' };
  const tokyo = plannedReminders({ ...inTokyo, changedAt: null, expiresAt });

  test('is not told of the same mark again', () => {
    // The end is on the 16th there, so mark 2 falls on the 14th.
    expect(tokyo.find(({ mark }) => mark === 2)?.day).toBe('2026-06-14');
    const due = (instant: string) =>
      dueReminder({ plan: tokyo, instant, lastSent: sentInLosAngeles, rules: inTokyo })?.mark;
    expect(due('2026-06-14T01:00:00Z')).toBeUndefined();
    expect(due('2026-06-15T01:00:00Z')).toBe(1);
  });

  test('is not told twice on one local day', () => {
    const due = dueReminder({
      plan,
      instant: '2026-06-14T17:00:00Z',
      lastSent: sent(2, '2026-06-14'),
      rules: losAngeles,
    });
    expect(due).toBeUndefined();
  });
});

describe('EC-05 a password policy that moves the end', () => {
  const longer = plannedReminders({ ...losAngeles, changedAt: null, expiresAt: '2026-07-15T19:00:00Z' });
  const due = (instant: string) =>
    dueReminder({ plan: longer, instant, lastSent: sent(2, '2026-06-13'), rules: losAngeles })?.mark;

  test('the marks begin anew', () => {
    expect(due('2026-06-14T17:00:00Z')).toBeUndefined();
    expect(due('2026-07-01T17:00:00Z')).toBe(14);
  });

  test('an end that was read a little differently is the same end', () => {
    // By the calendar it is one day later now: so are its marks, and 2 was sent.
    const again = plannedReminders({ ...losAngeles, changedAt: null, expiresAt: '2026-06-16T08:00:00Z' });
    const dueAgain = (instant: string) =>
      dueReminder({ plan: again, instant, lastSent: sent(2, '2026-06-13'), rules: losAngeles })?.mark;
    expect(dueAgain('2026-06-14T17:00:00Z')).toBeUndefined();
    expect(dueAgain('2026-06-15T17:00:00Z')).toBe(1);
  });
});
