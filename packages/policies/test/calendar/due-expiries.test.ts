import { dueExpiries, plannedReminders, type ReminderRules, wallDay } from '../../src/index.ts';
import { losAngeles } from './support.ts';

const rules = { ...losAngeles, firstReminderDays: 4 };

describe('PE-3 whose passwords are due at a slot', () => {
  test('every mark has the day that is so many days ahead; first come those that have ended since the slot before', () => {
    expect(dueExpiries({ slot: { day: '2026-06-10', at: '2026-06-10T17:00:00Z' }, rules })).toEqual([
      { mark: 0, expiresFrom: '2026-06-09T17:00:00Z', expiresUntil: '2026-06-10T17:00:00Z' },
      { mark: 1, expiresFrom: '2026-06-11T07:00:00Z', expiresUntil: '2026-06-12T07:00:00Z' },
      { mark: 2, expiresFrom: '2026-06-12T07:00:00Z', expiresUntil: '2026-06-13T07:00:00Z' },
      { mark: 4, expiresFrom: '2026-06-14T07:00:00Z', expiresUntil: '2026-06-15T07:00:00Z' },
    ]);
  });

  test('PE-6 before a weekend, those of the days of rest as well', () => {
    const friday = { day: '2026-06-12', at: '2026-06-12T17:00:00Z' };
    const due = dueExpiries({ slot: friday, rules: { ...rules, weekends: 'previous' } });
    expect(due.map(({ mark, expiresFrom }) => `${mark} ${expiresFrom.slice(0, 10)}`)).toEqual([
      '0 2026-06-11',
      '1 2026-06-13',
      '1 2026-06-14',
      '1 2026-06-15',
      '2 2026-06-16',
      '4 2026-06-17',
      '4 2026-06-18',
    ]);
  });

  test('PE-6 on a day of rest nobody’s', () => {
    const saturday = { day: '2026-06-13', at: '2026-06-13T17:00:00Z' };
    expect(dueExpiries({ slot: saturday, rules: { ...rules, weekends: 'drop' } })).toEqual([]);
    expect(dueExpiries({ slot: saturday, rules })).not.toEqual([]);
  });

  test('PE-6 where there was no slot before, what has ended is not known', () => {
    const first = Date.UTC(2026, 0, 1);
    const holidays = new Set(
      Array.from({ length: 90 }, (_, ahead) => new Date(first + ahead * 86_400_000).toISOString().slice(0, 10)),
    );
    const due = dueExpiries({
      slot: { day: '2026-04-01', at: '2026-04-01T17:00:00Z' },
      rules: { ...rules, weekends: 'drop', holidays },
    });
    expect(due.map(({ mark }) => mark)).toEqual([1, 2, 4]);
  });
});

describe('Samoa had no 30 December 2011', () => {
  const samoa: ReminderRules = { ...losAngeles, timeZone: 'Pacific/Apia', firstReminderDays: 1 };

  test('whoever’s password ended first thing on the 31st is reminded at that moment, not after it', () => {
    const expiresAt = '2011-12-30T10:00:00Z';
    expect(plannedReminders({ ...samoa, changedAt: null, expiresAt }).map(({ mark, at }) => [mark, at])).toEqual([
      [1, expiresAt],
      [0, '2011-12-30T20:00:00Z'],
    ]);
  });

  test('the sweep says the same', () => {
    const slot = { day: '2011-12-30', at: '2011-12-30T10:00:00Z' };
    expect(dueExpiries({ slot, rules: samoa }).filter(({ mark }) => mark === 1)).toEqual([
      { mark: 1, expiresFrom: '2011-12-30T10:00:00Z', expiresUntil: '2011-12-31T10:00:00Z' },
    ]);
  });
});

test('a reminder whose time is the very end, or the very beginning', () => {
  const one = { ...losAngeles, firstReminderDays: 1 };
  const planned = (changedAt: string) =>
    plannedReminders({ ...one, changedAt, expiresAt: '2026-06-15T19:00:00Z' }).map(({ mark }) => mark);
  expect(planned('2026-06-14T16:59:59Z')).toEqual([1, 0]);
  expect(planned('2026-06-14T17:00:00Z')).toEqual([0]);
});

test('the day on the wall is that of the zone', () => {
  expect(wallDay({ instant: '2026-06-15T06:59:59Z', rules: losAngeles })).toBe('2026-06-14');
  expect(wallDay({ instant: '2026-06-15T07:00:00Z', rules: losAngeles })).toBe('2026-06-15');
});
