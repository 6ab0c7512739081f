import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
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

test('PE-5 they are the days between the two dates, in any zone and at any moment', () => {
  const moment = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
  const zones = ['America/Los_Angeles', 'Europe/Berlin', 'Pacific/Apia', 'Asia/Kathmandu', 'UTC'];
  fc.assert(
    fc.property(moment, moment, fc.constantFrom(...zones), (from, until, zone) => {
      const [instant, expiresAt] = [from.toISOString(), until.toISOString()];
      const day = (one: string) => Temporal.Instant.from(one).toZonedDateTimeISO(zone).toPlainDate();
      const expected = day(instant).until(day(expiresAt)).days;
      expect(daysLeft({ instant, expiresAt, timeZone: zone })).toBe(expected === 0 ? 0 : expected);
    }),
  );
});

test('PE-5 the calendar of a zone is made once, however many people are reminded in it', () => {
  const { DateTimeFormat } = Intl;
  const made: unknown[] = [];
  class Counted extends DateTimeFormat {
    constructor(...given: ConstructorParameters<typeof DateTimeFormat>) {
      super(...given);
      made.push(given[1]?.timeZone);
    }
  }
  Intl.DateTimeFormat = Counted as typeof DateTimeFormat;
  try {
    for (const zone of ['Asia/Tokyo', 'Asia/Seoul', 'Asia/Tokyo', 'Asia/Seoul'])
      expect(daysLeft({ instant: '2026-03-07T14:00:00Z', expiresAt: '2026-03-08T16:00:00Z', timeZone: zone })).toBe(2);
    expect(made).toEqual(['Asia/Tokyo', 'Asia/Seoul']);
  } finally {
    Intl.DateTimeFormat = DateTimeFormat;
  }
});
