import fc from 'fast-check';
import { nextNoticeAt } from '../src/index.ts';
import { hour, start } from './support/course.ts';

const at = (hours: number) => new Date(Date.parse(start) + hours * hour).toISOString();

/** Sends at every look that is allowed; a look every quarter of an hour. Answers the hours of the notices. */
function sendsWithin(hours: number, limits: { atMost: number; per: number; gap: number }): readonly number[] {
  const notices: string[] = [];
  for (let hoursIn = 0; hoursIn <= hours; hoursIn += 0.25) {
    const instant = at(hoursIn);
    if (nextNoticeAt({ ...limits, instant, notices }) === instant) notices.push(instant);
  }
  return notices.map((notice) => (Date.parse(notice) - Date.parse(start)) / hour);
}

describe('LN-11 how often a person is told', () => {
  test.each([
    ['the defaults: the gap and the count meet', { atMost: 4, per: 24 * hour, gap: 6 * hour }, [0, 6, 12, 18, 24, 30]],
    ['LN-12 the count binds alone', { atMost: 4, per: 24 * hour, gap: hour }, [0, 1, 2, 3, 24, 25, 26, 27]],
    ['LN-12 the gap binds alone', { atMost: 100, per: 24 * hour, gap: 10 * hour }, [0, 10, 20, 30]],
    ['LN-12 one a day', { atMost: 1, per: 24 * hour, gap: hour }, [0, 24]],
    ['LN-12 a period shorter than the gap', { atMost: 1, per: hour, gap: 8 * hour }, [0, 8, 16, 24]],
  ])('%s', (_, limits, expected) => {
    expect(sendsWithin(30, limits)).toEqual(expected);
  });

  test.each([
    ['nothing was sent yet', [], at(0)],
    ['a notice exactly 24 h old no longer counts', [-24, -18, -12, -6], at(0)],
    [
      'one a millisecond younger does',
      [-24 + 1 / 3_600_000, -18, -12, -6],
      new Date(Date.parse(at(0)) + 1).toISOString(),
    ],
    ['exactly 6 h after the last is late enough', [-6], at(0)],
    ['earlier is not', [-5], at(1)],
    ['the order of the notices does not matter', [-5, -20], at(1)],
    ['the fourth last leaves the period before one more fits in', [-23, -22, -7, -6.5], at(1)],
  ])('LN-12 the window is half-open: %s', (_, hours, expected) => {
    expect(nextNoticeAt({ instant: at(0), notices: hours.map(at), atMost: 4, per: 24 * hour, gap: 6 * hour })).toBe(
      expected,
    );
  });

  test('EC-36 a new episode may break the gap, never the count', () => {
    const limits = { instant: at(0), atMost: 2, per: 24 * hour, gap: 6 * hour, ignoreGap: true };
    expect(nextNoticeAt({ ...limits, notices: [at(-1)] })).toBe(at(0));
    expect(nextNoticeAt({ ...limits, notices: [at(-1), at(-2)] })).toBe(at(22));
  });

  const limits = fc.record({
    atMost: fc.integer({ min: 1, max: 6 }),
    per: fc.integer({ min: 1, max: 48 * hour }),
    gap: fc.integer({ min: 0, max: 12 * hour }),
  });
  const looks = fc.array(fc.integer({ min: 0, max: 8 * hour }), { maxLength: 60 });

  test('LN-12 whenever it is looked: never more than the count in any period, never closer than the gap', () => {
    fc.assert(
      fc.property(limits, looks, (allowance, waits) => {
        const sent: number[] = [];
        let now = Date.parse(start);
        for (const wait of waits) {
          now += wait;
          const notices = sent.map((time) => new Date(time).toISOString());
          const instant = new Date(now).toISOString();
          if (nextNoticeAt({ ...allowance, instant, notices }) === instant) sent.push(now);
        }
        for (const [index, time] of sent.entries()) {
          const before = sent[index - 1];
          if (before !== undefined) expect(time - before).toBeGreaterThanOrEqual(allowance.gap);
          const inPeriod = sent.filter((other) => other <= time && other > time - allowance.per);
          expect(inPeriod.length).toBeLessThanOrEqual(allowance.atMost);
        }
      }),
    );
  });

  test('LN-12 the instant it names is the first that is allowed', () => {
    fc.assert(
      fc.property(limits, fc.array(fc.integer({ min: 0, max: 48 * hour }), { maxLength: 8 }), (allowance, ages) => {
        const notices = ages.map((age) => new Date(Date.parse(start) - age).toISOString());
        const named = nextNoticeAt({ ...allowance, instant: start, notices });
        expect(nextNoticeAt({ ...allowance, instant: named, notices })).toBe(named);
        if (named !== start) {
          const before = new Date(Date.parse(named) - 1).toISOString();
          expect(nextNoticeAt({ ...allowance, instant: before, notices })).toBe(named);
        }
      }),
    );
  });
});
