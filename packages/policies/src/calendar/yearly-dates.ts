import { Temporal } from 'temporal-polyfill';

export interface YearlyDatesInput {
  /** The first day, which is always one of them. */
  readonly start: Temporal.PlainDate;
  /** The value of an iCalendar RRULE. */
  readonly rule: string;
  /** The last day to spell out. */
  readonly until: Temporal.PlainDate;
}

const weekdays: readonly string[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/**
 * The days of an event that recurs every year: on its own date (a 29 February only in leap years), or on a weekday of a
 * month such as the fourth Thursday of November. undefined: any other rule.
 */
export function yearlyDates({ start, rule, until }: YearlyDatesInput): readonly Temporal.PlainDate[] | undefined {
  const parts = new Map(
    rule
      .toUpperCase()
      .split(';')
      .map((part) => part.split('=', 2) as [string, string | undefined]),
  );
  const take = (name: string) => {
    const value = parts.get(name);
    parts.delete(name);
    return value;
  };
  if (take('FREQ') !== 'YEARLY') return undefined;
  take('WKST');
  const interval = number(take('INTERVAL') ?? '1');
  const count = number(take('COUNT') ?? String(Number.MAX_SAFE_INTEGER));
  const end = date(take('UNTIL'));
  const inYear = dayInYear(start, { month: take('BYMONTH'), monthDay: take('BYMONTHDAY'), weekday: take('BYDAY') });
  if (parts.size > 0 || interval === undefined || count === undefined || end === undefined || inYear === undefined)
    return undefined;
  const last = end !== null && Temporal.PlainDate.compare(end, until) < 0 ? end : until;
  const dates: Temporal.PlainDate[] = [];
  for (let { year } = start; year <= last.year && dates.length < count; year += interval) {
    const day = inYear(year);
    if (day !== undefined && Temporal.PlainDate.compare(day, last) <= 0) dates.push(day);
  }
  return dates;
}

function number(text: string): number | undefined {
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= 1 ? value : undefined;
}

/** null: none; undefined: unreadable. */
function date(text: string | undefined): Temporal.PlainDate | null | undefined {
  if (text === undefined) return null;
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  try {
    return Temporal.PlainDate.from(`${year}-${month}-${day}`);
  } catch {
    return undefined;
  }
}

interface By {
  readonly month: string | undefined;
  readonly monthDay: string | undefined;
  readonly weekday: string | undefined;
}

/** The event's day in a year, if that year has it. A rule that does not meet the first day is refused. */
function dayInYear(
  start: Temporal.PlainDate,
  { month, monthDay, weekday }: By,
): ((year: number) => Temporal.PlainDate | undefined) | undefined {
  if (month !== undefined && Number(month) !== start.month) return undefined;
  if (weekday === undefined) {
    if (monthDay !== undefined && Number(monthDay) !== start.day) return undefined;
    return (year) => {
      const day = start.with({ year });
      return day.day === start.day ? day : undefined;
    };
  }
  const [, nth, name] = /^([+-]?[1-5])([A-Z]{2})$/.exec(weekday) ?? [];
  if (month === undefined || monthDay !== undefined || nth === undefined || name === undefined) return undefined;
  const dayOfWeek = weekdays.indexOf(name) + 1;
  if (dayOfWeek === 0) return undefined;
  const inYear = (year: number) => nthWeekday(start.with({ year, day: 1 }), { nth: Number(nth), dayOfWeek });
  return inYear(start.year)?.equals(start) === true ? inYear : undefined;
}

interface NthWeekday {
  /** Counted from the end of the month when negative. */
  readonly nth: number;
  readonly dayOfWeek: number;
}

function nthWeekday(first: Temporal.PlainDate, { nth, dayOfWeek }: NthWeekday): Temporal.PlainDate | undefined {
  const days = Array.from({ length: first.daysInMonth }, (_, index) => first.with({ day: index + 1 }));
  return days.filter((day) => day.dayOfWeek === dayOfWeek).at(nth > 0 ? nth - 1 : nth);
}
