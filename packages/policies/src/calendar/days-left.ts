export interface DaysLeftInput {
  /** ISO 8601 instant. */
  readonly instant: string;
  /** ISO 8601 instant. */
  readonly expiresAt: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** How many days are left by the calendar on the wall: 1 is tomorrow, however many hours away; negative when it is over. */
export function daysLeft({ instant, expiresAt, timeZone }: DaysLeftInput): number {
  return dayNumber(expiresAt, timeZone) - dayNumber(instant, timeZone);
}

const dayLength = 24 * 60 * 60_000;

/** The day on the wall, counted from 1970-01-01. */
function dayNumber(instant: string, timeZone: string): number {
  const parts = calendarOf(timeZone).formatToParts(Date.parse(instant));
  const part = (type: 'year' | 'month' | 'day') => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day')) / dayLength;
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than using it a thousand times. */
function calendarOf(timeZone: string): Intl.DateTimeFormat {
  const known = calendars.get(timeZone);
  if (known !== undefined) return known;
  const calendar = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' });
  calendars.set(timeZone, calendar);
  return calendar;
}
