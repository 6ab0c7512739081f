import fc from 'fast-check';
import { nextNoticeAt, nextWantedNoticeAt } from '../src/index.ts';
import { hour, start } from './support/course.ts';

const at = (hours: number) => new Date(Date.parse(start) + hours * hour).toISOString();
const organisation = { instant: at(0), atMost: 4, per: 24 * hour, gap: 6 * hour };

test('LN-15 whoever wants it as it is gets it as it is', () => {
  const input = { ...organisation, notices: [at(-3)] };
  expect(nextWantedNoticeAt({ ...input, wanted: 'normal' })).toBe(nextNoticeAt(input));
});

test.each([
  ['the day binds', [-7], at(17)],
  ['the organisation’s gap binds', [-25, -3, -50], at(21)],
  ['a notice a day old no longer counts', [-24], at(0)],
])('LN-15 at most one a day: %s', (_, hours, expected) => {
  expect(nextWantedNoticeAt({ ...organisation, notices: hours.map(at), wanted: 'daily' })).toBe(expected);
});

test('LN-15 at most one a day, also where a new episode breaks the organisation’s gap', () => {
  expect(nextWantedNoticeAt({ ...organisation, notices: [at(-1)], ignoreGap: true, wanted: 'daily' })).toBe(at(23));
});

test('LN-15 an organisation that sends one a week sends no more to whoever would take one a day', () => {
  const weekly = { ...organisation, atMost: 1, per: 168 * hour };
  expect(nextWantedNoticeAt({ ...weekly, notices: [at(-48)], wanted: 'daily' })).toBe(at(120));
});

test('LN-15 none is none', () => {
  expect(nextWantedNoticeAt({ ...organisation, notices: [], wanted: 'none' })).toBeNull();
});

test('LN-15 whatever is wanted: never more than the organisation allows, and never more than the wish', () => {
  const limits = fc.record({
    atMost: fc.integer({ min: 1, max: 6 }),
    per: fc.integer({ min: 1, max: 48 * hour }),
    gap: fc.integer({ min: 0, max: 12 * hour }),
    ignoreGap: fc.boolean(),
  });
  const wanted = fc.constantFrom('normal' as const, 'daily' as const, 'none' as const);
  const looks = fc.array(fc.integer({ min: 0, max: 8 * hour }), { maxLength: 60 });
  fc.assert(
    fc.property(limits, wanted, looks, (allowance, wish, waits) => {
      const sent: number[] = [];
      let now = Date.parse(start);
      for (const wait of waits) {
        now += wait;
        const instant = new Date(now).toISOString();
        const notices = sent.map((time) => new Date(time).toISOString());
        const next = nextWantedNoticeAt({ ...allowance, instant, notices, wanted: wish });
        if (next !== null) expect(next >= nextNoticeAt({ ...allowance, instant, notices })).toBe(true);
        if (next === instant) sent.push(now);
      }
      for (const time of sent) {
        const within = (period: number) => sent.filter((other) => other <= time && other > time - period).length;
        expect(within(allowance.per)).toBeLessThanOrEqual(allowance.atMost);
        if (wish === 'daily') expect(within(24 * hour)).toBe(1);
      }
      if (wish === 'none') expect(sent).toEqual([]);
    }),
  );
});
