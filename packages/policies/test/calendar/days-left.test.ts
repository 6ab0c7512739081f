import { daysLeft } from '../../src/index.ts';

const timeZone = 'America/Los_Angeles';

test.each([
  ['47.5 hours across the beginning of summer time are 2 days', '2026-03-07T18:00:00Z', '2026-03-09T17:30:00Z', 2],
  ['23:30 tomorrow is 1 day, though UTC says 2', '2026-03-07T23:00:00Z', '2026-03-09T06:30:00Z', 1],
  ['this evening is 0 days', '2026-06-15T17:00:00Z', '2026-06-16T06:00:00Z', 0],
  ['yesterday is -1', '2026-06-15T17:00:00Z', '2026-06-15T06:00:00Z', -1],
  ['a minute before midnight, a minute after', '2026-06-15T06:59:00Z', '2026-06-15T07:01:00Z', 1],
])('PE-5 days are counted by the calendar on the wall: %s', (_, instant, expiresAt, expected) => {
  expect(daysLeft({ instant, expiresAt, timeZone })).toBe(expected);
});
