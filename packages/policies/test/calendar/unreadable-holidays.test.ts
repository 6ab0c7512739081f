import { type Holidays, readHolidays } from '../../src/index.ts';

describe('CFG-11 a calendar that cannot be read says where and why', () => {
  const read = (text: string): Holidays => readHolidays({ text, from: '2026-01-01', until: '2028-12-31' });
  const calendar = (...lines: readonly string[]) =>
    ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\n');
  const start = 'DTSTART;VALUE=DATE:20261225';

  test.each([
    ['', 1, 'An iCalendar file begins with BEGIN:VCALENDAR.'],
    ['\n\nBEGIN:VTODO\nEND:VTODO', 3, 'An iCalendar file begins with BEGIN:VCALENDAR.'],
    ['VERSION:2.0\nBEGIN:VCALENDAR\nEND:VCALENDAR', 1, 'An iCalendar file begins with BEGIN:VCALENDAR.'],
    ['BEGIN:VCALENDAR\nVERSION:2.0', 2, 'The file breaks off: END:VCALENDAR is missing.'],
    ['BEGIN:VCALENDAR\nBEGIN:VTODO\nEND:VTODO', 3, 'The file breaks off: END:VCALENDAR is missing.'],
    ['BEGIN:VCALENDAR\nX:VCALENDAR', 2, 'The file breaks off: END:VCALENDAR is missing.'],
    ['BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR', 2, 'This event has no END:VEVENT.'],
    ['BEGIN:VCALENDAR\n!NAME:value\nEND:VCALENDAR', 2, 'This is not a line of an iCalendar file (NAME:value).'],
    ['BEGIN:VCALENDAR\nNAME\nEND:VCALENDAR', 2, 'This is not a line of an iCalendar file (NAME:value).'],
    [calendar('SUMMARY:Holiday'), 2, 'This event has no DTSTART.'],
    [calendar('DTSTART:20261225T090000Z'), 3, 'DTSTART has a time of day: a holiday is an all-day event (VALUE=DATE).'],
    [calendar('DTSTART:120261225'), 3, 'DTSTART has a time of day: a holiday is an all-day event (VALUE=DATE).'],
    [calendar('DTSTART:20260231'), 3, 'DTSTART is not a day of the calendar: 20260231.'],
    [calendar(start, 'RDATE:20270101'), 4, 'RDATE is not read here: write the days as events of their own.'],
    [
      calendar(start, 'RECURRENCE-ID:20270101'),
      4,
      'RECURRENCE-ID is not read here: write the days as events of their own.',
    ],
    [calendar(start, 'EXRULE:FREQ=YEARLY'), 4, 'EXRULE is not read here: write the days as events of their own.'],
    [calendar(start, 'RRULE:FREQ=DAILY'), 4, '“FREQ=DAILY” is not read here: only events that recur every year are.'],
    [calendar(start, 'DTEND:20261224'), 4, 'This event ends before it begins.'],
    [calendar(start, 'DTEND:20270224'), 4, 'This event lasts 61 days; at most 60 are read.'],
    [calendar(start, 'DURATION:P9W'), 4, 'This event lasts 63 days; at most 60 are read.'],
    [calendar(start, 'DURATION:PT12H'), 4, 'A holiday lasts whole days: DURATION:PT12H is not read here.'],
    [calendar(start, 'DURATION:P1DT1H'), 4, 'A holiday lasts whole days: DURATION:P1DT1H is not read here.'],
    [calendar(start, 'DURATION:-P1D'), 4, 'A holiday lasts whole days: DURATION:-P1D is not read here.'],
  ])('%j', (text, line, message) => {
    expect(read(text)).toEqual({ dates: [], problems: [{ line, message }] });
  });

  test.each([
    ['of so many weeks', ['DURATION:P2W'], 14],
    ['of so many days', ['DURATION:+P10D'], 10],
    ['of no days, as some programs write it', ['DURATION:P0D'], 1],
    ['as long as may be', ['DTEND:20270223'], 60],
    ['with blanks about its end', ['DTEND: 20261226 '], 1],
    ['with a quoted parameter', ['DTEND;X="a;b:c"-d;VALUE=DATE:20261227'], 2],
  ])('an event %s is read', (_, lines, days) => {
    const { dates, problems } = read(calendar(start, ...lines));
    expect(problems).toEqual([]);
    expect(dates).toHaveLength(days);
  });

  test('days come in their order, once each, and only between the two dates', () => {
    const text = calendar('DTSTART:20281230', 'DURATION:P5D').replace(
      'END:VCALENDAR',
      ['BEGIN:VEVENT', 'DTSTART:20251231', 'DURATION:P2D', 'END:VEVENT', 'END:VCALENDAR'].join('\n'),
    );
    expect(read(text)).toEqual({ dates: ['2026-01-01', '2028-12-30', '2028-12-31'], problems: [] });
  });

  test.each([
    ['FREQ=YEARLY;WKST=MO', ['2026-12-25', '2027-12-25', '2028-12-25']],
    ['freq=yearly;count=1', ['2026-12-25']],
    ['FREQ=YEARLY;UNTIL=20271224', ['2026-12-25']],
    ['FREQ=YEARLY;UNTIL=20271225T000000Z', ['2026-12-25', '2027-12-25']],
    ['FREQ=YEARLY;UNTIL=20271225T000000', ['2026-12-25', '2027-12-25']],
    ['FREQ=YEARLY;UNTIL=20991225', ['2026-12-25', '2027-12-25', '2028-12-25']],
    ['FREQ=YEARLY;BYMONTH=12', ['2026-12-25', '2027-12-25', '2028-12-25']],
    ['FREQ=YEARLY;BYMONTH=12;BYDAY=4FR', ['2026-12-25', '2027-12-24', '2028-12-22']],
    ['FREQ=YEARLY;BYMONTH=12;BYDAY=-1FR', ['2026-12-25', '2027-12-31', '2028-12-29']],
  ])('the rule %s is read', (rule, dates) => {
    expect(read(calendar(start, `RRULE:${rule}`))).toEqual({ dates, problems: [] });
  });

  test.each([
    'FREQ=YEARLY;UNTIL=2027',
    'FREQ=YEARLY;UNTIL=20270231',
    'FREQ=YEARLY;UNTIL=120271225',
    'FREQ=YEARLY;UNTIL=20271225T00',
    'FREQ=YEARLY;COUNT=0',
    'FREQ=YEARLY;COUNT=1.5',
    'FREQ=YEARLY;INTERVAL=0',
    'FREQ=YEARLY;INTERVAL=x',
    'FREQ=YEARLY;BYMONTH=11',
    'FREQ=YEARLY;BYMONTHDAY=24',
    'FREQ=YEARLY;BYDAY=4FR',
    'FREQ=YEARLY;BYMONTH=12;BYDAY=FR',
    'FREQ=YEARLY;BYMONTH=12;BYDAY=4FRX',
    'FREQ=YEARLY;BYMONTH=12;BYDAY=14FR',
    'FREQ=YEARLY;BYMONTH=12;BYDAY=4XX',
    'FREQ=YEARLY;BYMONTH=12;BYDAY=3FR',
    'FREQ=YEARLY;BYMONTH=12;BYDAY=5FR',
    'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25;BYDAY=4FR',
  ])('the rule %s is not guessed at', (rule) => {
    expect(read(calendar(start, `RRULE:${rule}`))).toEqual({
      dates: [],
      problems: [{ line: 4, message: `“${rule}” is not read here: only events that recur every year are.` }],
    });
  });

  test.each(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'])('every day of the week has its name: %s', (name) => {
    const ahead = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'].indexOf(name);
    // The first of June 2026 is a Monday.
    const first = `2026060${1 + ahead}`;
    expect(read(calendar(`DTSTART:${first}`, `RRULE:FREQ=YEARLY;COUNT=1;BYMONTH=6;BYDAY=1${name}`)).problems).toEqual(
      [],
    );
  });
});
