import fc from 'fast-check';
import { dueExpiries, dueReminder, nextSlot, plannedReminders, type ReminderRules } from '../../src/index.ts';
import { naiveReminders } from './naive-model.ts';
import { reminders } from './support.ts';

const hour = 3_600_000;
const zones = [
  'America/Los_Angeles',
  'Europe/Berlin',
  'Asia/Tokyo',
  'Asia/Kathmandu',
  'America/Santiago',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'UTC',
];
const time = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2029, 0, 1) });
const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
const day = time.map((milliseconds) => iso(milliseconds).slice(0, 10));
const holidayRun = fc
  .tuple(day, fc.integer({ min: 1, max: 5 }))
  .map(([first, days]) =>
    Array.from({ length: days }, (_, ahead) => iso(Date.parse(first) + ahead * 24 * hour).slice(0, 10)),
  );

const anyRules: fc.Arbitrary<ReminderRules> = fc.record({
  firstReminderDays: fc.integer({ min: 1, max: 90 }),
  at: fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
    .map(([hours, minutes]) => `${String(hours).padStart(2, '0')}:${minutes}`),
  timeZone: fc.constantFrom(...zones),
  weekends: fc.constantFrom('send', 'drop', 'previous'),
  holidays: fc.array(holidayRun, { maxLength: 40 }).map((runs) => new Set(runs.flat())),
});
const anyCycle = fc.record({
  rules: anyRules,
  expiresAt: time.map(iso),
  age: fc.option(fc.integer({ min: 0, max: 200 * 24 * hour }), { nil: null }),
});
const changedAt = ({ expiresAt, age }: { expiresAt: string; age: number | null }) =>
  age === null ? null : iso(Date.parse(expiresAt) - age);
const planOf = (cycle: { rules: ReminderRules; expiresAt: string; age: number | null }) =>
  plannedReminders({ ...cycle.rules, expiresAt: cycle.expiresAt, changedAt: changedAt(cycle) });

test('PE-1 PE-6 whatever the rules: marks and days left fall, one a day, none on a day of rest, none after the end, none before the password', () => {
  fc.assert(
    fc.property(anyCycle, (cycle) => {
      const plan = planOf(cycle);
      const begin = changedAt(cycle);
      for (const [index, one] of plan.entries()) {
        const before = plan[index - 1];
        if (before !== undefined) {
          expect(one.mark).toBeLessThan(before.mark);
          expect(one.daysLeft).toBeLessThan(before.daysLeft);
          expect(one.day > before.day).toBe(true);
        }
        if (one.mark > 0) expect(Date.parse(one.at)).toBeLessThanOrEqual(Date.parse(cycle.expiresAt));
        else expect(Date.parse(one.at)).toBeGreaterThan(Date.parse(cycle.expiresAt));
        if (begin !== null) expect(Date.parse(one.at)).toBeGreaterThan(Date.parse(begin));
        if (cycle.rules.weekends !== 'send') {
          expect([0, 6]).not.toContain(new Date(`${one.day}T12:00:00Z`).getUTCDay());
          expect(cycle.rules.holidays.has(one.day)).toBe(false);
        }
      }
    }),
    { numRuns: 100 },
  );
});

test('PE-4 with weekends: send a whole cycle ends in 1', () => {
  fc.assert(
    fc.property(anyCycle, ({ rules, expiresAt }) => {
      const plan = reminders(plannedReminders({ ...rules, weekends: 'send', changedAt: null, expiresAt }));
      expect(plan[0]?.mark).toBe(rules.firstReminderDays);
      expect(plan.at(-1)?.mark).toBe(1);
      expect(plan.every(({ mark, daysLeft }) => mark === daysLeft)).toBe(true);
    }),
    { numRuns: 80 },
  );
});

test('PE-3 PE-6 a second, independent model of the rules agrees', () => {
  fc.assert(
    fc.property(anyCycle, (cycle) => {
      const plan = planOf(cycle).map(({ mark, at, day: on }) => ({ mark, at: iso(Date.parse(at)), day: on }));
      expect(plan).toEqual(naiveReminders({ ...cycle, changedAt: changedAt(cycle) }));
    }),
    { numRuns: 80 },
  );
});

test('EC-01 whenever it is looked, each mark is sent at most once, one a local day, and one that is looked for in time is sent', () => {
  const looks = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(anyCycle, looks, (cycle, waits) => {
      const plan = planOf(cycle);
      let lastSent: (typeof plan)[number] | null = null;
      let now = Date.parse(plan[0]?.at ?? cycle.expiresAt) - 24 * hour;
      const days: string[] = [];
      const marks: number[] = [];
      for (const wait of waits) {
        now += wait * hour;
        const due = dueReminder({ plan, instant: iso(now), lastSent, rules: cycle.rules });
        if (due === undefined) continue;
        if (due.mark > 0) expect(now).toBeLessThanOrEqual(Date.parse(cycle.expiresAt));
        const today = new Intl.DateTimeFormat('en-CA', { timeZone: cycle.rules.timeZone }).format(now);
        lastSent = { ...due, day: today };
        days.push(today);
        marks.push(due.mark);
      }
      expect(new Set(days).size).toBe(days.length);
      expect([...new Set(marks)].sort((one, other) => other - one)).toEqual(marks);
    }),
    { numRuns: 80 },
  );
  fc.assert(
    fc.property(anyCycle, (cycle) => {
      const plan = planOf(cycle);
      let lastSent: (typeof plan)[number] | null = null;
      for (const one of plan) {
        const due = dueReminder({ plan, instant: one.at, lastSent, rules: cycle.rules });
        expect(due).toEqual(one);
        lastSent = one;
      }
    }),
    { numRuns: 80 },
  );
});

describe('the sweep: what is due at a slot, by the ends of passwords', () => {
  /** Every slot from an instant on. */
  function* slotsFrom(after: string, rules: ReminderRules) {
    for (let slot = nextSlot({ after, rules }); slot !== undefined; slot = nextSlot({ after: slot.at, rules }))
      yield slot;
  }

  test('walking through all slots finds for any end exactly what is planned', () => {
    fc.assert(
      fc.property(anyCycle, (cycle) => {
        const { rules, expiresAt } = cycle;
        const plan = plannedReminders({ ...rules, changedAt: null, expiresAt });
        const end = Date.parse(expiresAt);
        const found: { mark: number; at: string; day: string }[] = [];
        for (const slot of slotsFrom(iso(end - (rules.firstReminderDays + 30) * 24 * hour), rules)) {
          if (Date.parse(slot.at) > end + 30 * 24 * hour) break;
          for (const { mark, expiresFrom, expiresUntil } of dueExpiries({ slot, rules }))
            if (end >= Date.parse(expiresFrom) && end < Date.parse(expiresUntil)) found.push({ mark, ...slot });
        }
        expect(found).toEqual(plan.map(({ mark, at, day: on }) => ({ mark, at, day: on })));
      }),
      { numRuns: 6 },
    );
  });

  test('the intervals of one slot do not overlap, and at their edges the plan agrees', () => {
    fc.assert(
      fc.property(anyRules, time.map(iso), (rules, after) => {
        const slot = nextSlot({ after, rules });
        if (slot === undefined) return;
        const due = dueExpiries({ slot, rules });
        const marksAt = (milliseconds: number) =>
          plannedReminders({ ...rules, changedAt: null, expiresAt: iso(milliseconds) })
            .filter(({ at }) => at === slot.at)
            .map(({ mark }) => mark);
        for (const [index, { mark, expiresFrom, expiresUntil }] of due.entries()) {
          const [from, until] = [Date.parse(expiresFrom), Date.parse(expiresUntil)];
          expect(from).toBeGreaterThanOrEqual(Date.parse(due[index - 1]?.expiresUntil ?? iso(0)));
          expect(from).toBeLessThan(until);
          const marks = (milliseconds: number) =>
            due
              .filter(
                (one) => milliseconds >= Date.parse(one.expiresFrom) && milliseconds < Date.parse(one.expiresUntil),
              )
              .map((one) => one.mark);
          for (const edge of [from - 1, from, until - 1, until]) expect(marksAt(edge)).toEqual(marks(edge));
          expect(marksAt(from)).toEqual([mark]);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('a handful of rows for the defaults', () => {
    const rules: ReminderRules = {
      firstReminderDays: 14,
      at: '10:00',
      timeZone: 'America/Los_Angeles',
      weekends: 'send',
      holidays: new Set(),
    };
    const slot = { day: '2026-06-15', at: '2026-06-15T17:00:00Z' };
    expect(dueExpiries({ slot, rules })).toEqual([
      { mark: 0, expiresFrom: '2026-06-14T17:00:00Z', expiresUntil: '2026-06-15T17:00:00Z' },
      { mark: 1, expiresFrom: '2026-06-16T07:00:00Z', expiresUntil: '2026-06-17T07:00:00Z' },
      { mark: 2, expiresFrom: '2026-06-17T07:00:00Z', expiresUntil: '2026-06-18T07:00:00Z' },
      { mark: 4, expiresFrom: '2026-06-19T07:00:00Z', expiresUntil: '2026-06-20T07:00:00Z' },
      { mark: 7, expiresFrom: '2026-06-22T07:00:00Z', expiresUntil: '2026-06-23T07:00:00Z' },
      { mark: 14, expiresFrom: '2026-06-29T07:00:00Z', expiresUntil: '2026-06-30T07:00:00Z' },
    ]);
    expect(
      dueExpiries({ slot: { day: '2026-06-14', at: '2026-06-14T17:00:00Z' }, rules: { ...rules, weekends: 'drop' } }),
    ).toEqual([]);
  });
});
