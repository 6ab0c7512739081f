import fc from 'fast-check';
import { readHolidays } from '../../src/index.ts';

const calendar = (...lines: readonly string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Acme//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: readonly string[]) => ['BEGIN:VEVENT', 'UID:1@acme.test', ...lines, 'END:VEVENT'];
const read = (...lines: readonly string[]) =>
  readHolidays({ text: calendar(...event(...lines)), from: '2026-01-01', until: '2028-12-31' });

describe('PE-6 holidays from an ICS file', () => {
  test('an all-day event is one day; its end is the day after the last', () => {
    expect(read('DTSTART;VALUE=DATE:20261225').dates).toEqual(['2026-12-25']);
    expect(read('DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261227').dates).toEqual([
      '2026-12-24',
      '2026-12-25',
      '2026-12-26',
    ]);
    expect(read('DTSTART;VALUE=DATE:20261224', 'DURATION:P2D').dates).toEqual(['2026-12-24', '2026-12-25']);
    expect(read('DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261224').dates).toEqual(['2026-12-24']);
  });

  test('folded lines are one line, wherever they were folded', () => {
    const folded = 'DTSTART;VALUE=DA\r\n TE:2026\r\n\t1225';
    expect(read(folded, 'SUMMARY:Weihnachten: erster Feiertag\r\n  und mehr').dates).toEqual(['2026-12-25']);
  });

  test('yearly events are spelled out between the two dates', () => {
    expect(read('DTSTART;VALUE=DATE:20201225', 'RRULE:FREQ=YEARLY').dates).toEqual([
      '2026-12-25',
      '2027-12-25',
      '2028-12-25',
    ]);
    expect(read('DTSTART;VALUE=DATE:20240229', 'RRULE:FREQ=YEARLY').dates).toEqual(['2028-02-29']);
    expect(read('DTSTART;VALUE=DATE:20251231', 'DTEND;VALUE=DATE:20260102', 'RRULE:FREQ=YEARLY;COUNT=2').dates).toEqual(
      ['2026-01-01', '2026-12-31', '2027-01-01'],
    );
    expect(read('DTSTART;VALUE=DATE:20260501', 'RRULE:FREQ=YEARLY;UNTIL=20270501').dates).toEqual([
      '2026-05-01',
      '2027-05-01',
    ]);
    expect(read('DTSTART;VALUE=DATE:20260501', 'RRULE:FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYMONTHDAY=1').dates).toEqual([
      '2026-05-01',
      '2028-05-01',
    ]);
    expect(read('DTSTART;VALUE=DATE:20260501', 'RRULE:FREQ=YEARLY', 'EXDATE;VALUE=DATE:20270501').dates).toEqual([
      '2026-05-01',
      '2028-05-01',
    ]);
  });

  test('a weekday of a month', () => {
    expect(read('DTSTART;VALUE=DATE:20201126', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH').dates).toEqual([
      '2026-11-26',
      '2027-11-25',
      '2028-11-23',
    ]);
    expect(read('DTSTART;VALUE=DATE:20260525', 'RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO').dates).toEqual([
      '2026-05-25',
      '2027-05-31',
      '2028-05-29',
    ]);
  });

  test('a cancelled event is none, and the dates of an alarm are not its own', () => {
    expect(read('DTSTART;VALUE=DATE:20261225', 'STATUS:CANCELLED').dates).toEqual([]);
    expect(
      read('BEGIN:VALARM', 'DTSTART;VALUE=DATE:20260101', 'END:VALARM', 'DTSTART;VALUE=DATE:20261225').dates,
    ).toEqual(['2026-12-25']);
  });

  test('a byte order mark, bare line feeds and quoted parameters are read', () => {
    const text = `\uFEFF${calendar(...event('DTSTART;X-NAME="a:b;c";VALUE=DATE:20261225')).replaceAll('\r\n', '\n')}`;
    expect(readHolidays({ text, from: '2026-01-01', until: '2026-12-31' })).toEqual({
      dates: ['2026-12-25'],
      problems: [],
    });
  });

  test.each([
    ['a time of day', ['DTSTART:20261225T090000Z'], 6],
    ['a day that does not exist', ['DTSTART;VALUE=DATE:20260231'], 6],
    ['another recurrence', ['DTSTART;VALUE=DATE:20261225', 'RRULE:FREQ=MONTHLY'], 7],
    ['a rule that is more than yearly', ['DTSTART;VALUE=DATE:20261225', 'RRULE:FREQ=YEARLY;BYWEEKNO=3'], 7],
    [
      'a rule that does not meet its first day',
      ['DTSTART;VALUE=DATE:20261225', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH'],
      7,
    ],
    ['single dates of recurrence', ['DTSTART;VALUE=DATE:20261225', 'RDATE;VALUE=DATE:20270101'], 7],
    ['an end before the beginning', ['DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261224'], 7],
    ['a season', ['DTSTART;VALUE=DATE:20260601', 'DTEND;VALUE=DATE:20260901'], 7],
    ['hours', ['DTSTART;VALUE=DATE:20260601', 'DURATION:PT12H'], 7],
    ['no beginning', ['SUMMARY:Holiday'], 4],
    ['something else than a calendar line', ['Holiday'], 6],
  ])('CFG-11 %s is a problem with its line, not a guess', (_, lines, line) => {
    const { dates, problems } = read(...lines);
    expect(dates).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.line).toBe(line);
  });

  test.each([
    ['nothing', ''],
    ['a web page', '<!doctype html>\n<title>Sign in</title>'],
    ['half a file', calendar(...event('DTSTART;VALUE=DATE:20261225')).slice(0, -16)],
    ['an event without an end', calendar('BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20261225')],
  ])('CFG-11 %s is a problem', (_, text) => {
    expect(readHolidays({ text, from: '2026-01-01', until: '2026-12-31' }).problems).toHaveLength(1);
  });

  test('one bad event does not take the others along', () => {
    const text = calendar(...event('DTSTART:20261225T000000'), ...event('DTSTART;VALUE=DATE:20260101'));
    expect(readHolidays({ text, from: '2026-01-01', until: '2026-12-31' })).toMatchObject({
      dates: ['2026-01-01'],
      problems: [{ line: 6 }],
    });
  });

  test('any text is answered', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'BEGIN:VEVENT',
        'END:VEVENT',
        'BEGIN:VCALENDAR',
        'END:VCALENDAR',
        'DTSTART:20260101',
        'RRULE:FREQ=YEARLY',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const { dates, problems } = readHolidays({ text: lines.join('\n'), from: '2026-01-01', until: '2026-12-31' });
        expect(dates.length + problems.length).toBeGreaterThanOrEqual(0);
        for (const date of dates) expect(date).toMatch(/^2026-\d\d-\d\d$/);
      }),
    );
  });
});
