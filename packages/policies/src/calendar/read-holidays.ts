import { Temporal } from 'temporal-polyfill';
import { yearlyDates } from './yearly-dates.ts';

export interface ReadHolidaysInput {
  /** The text of an iCalendar (ICS) file. */
  readonly text: string;
  /** ISO date, included: yearly events are spelled out between the two. */
  readonly from: string;
  /** ISO date, included. */
  readonly until: string;
}

/** Something in the file that would make a wrong or a missing holiday. */
export interface HolidayProblem {
  readonly line: number;
  readonly message: string;
}

export interface Holidays {
  /** ISO dates between the two, in order. */
  readonly dates: readonly string[];
  readonly problems: readonly HolidayProblem[];
}

interface Property {
  readonly line: number;
  readonly name: string;
  readonly value: string;
}

interface Event {
  readonly line: number;
  readonly properties: readonly Property[];
}

/** Days one event may last: a longer one is a mistake, and would silence a season. */
const longestEvent = 60;

/**
 * Reads the all-day events of a calendar file. Strict: an event with a time of day, or one that recurs in another way than
 * yearly, is a problem and not a guess. Cancelled events are left out.
 */
export function readHolidays({ text, from, until }: ReadHolidaysInput): Holidays {
  const dates = new Set<string>();
  const problems: HolidayProblem[] = [];
  try {
    for (const event of events(properties(text))) {
      try {
        for (const date of eventDates(event, Temporal.PlainDate.from(until)))
          if (date >= from && date <= until) dates.add(date);
      } catch (error) {
        if (!(error instanceof Misread)) throw error;
        problems.push(error.problem);
      }
    }
  } catch (error) {
    if (!(error instanceof Misread)) throw error;
    problems.push(error.problem);
  }
  return { dates: [...dates].sort(), problems };
}

class Misread extends Error {
  readonly problem: HolidayProblem;

  constructor(line: number, message: string) {
    super(message);
    this.problem = { line, message };
  }
}

/** A line that begins with a blank goes on with the one before it. */
function properties(text: string): readonly Property[] {
  const unfolded: { line: number; text: string }[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const last = unfolded.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) last.text += line.slice(1);
    else if (line !== '') unfolded.push({ line: index + 1, text: line });
  }
  return unfolded.map(({ line, text: content }) => {
    const [, name, value] = /^([A-Za-z0-9-]+)(?:;[^:";]*(?:"[^"]*"[^:";]*)*)*:(.*)$/.exec(content) ?? [];
    if (name === undefined || value === undefined)
      throw new Misread(line, 'This is not a line of an iCalendar file (NAME:value).');
    return { line, name: name.toUpperCase(), value };
  });
}

function events(all: readonly Property[]): readonly Event[] {
  const [first] = all;
  if (first?.name !== 'BEGIN' || first.value.toUpperCase() !== 'VCALENDAR')
    throw new Misread(first?.line ?? 1, 'An iCalendar file begins with BEGIN:VCALENDAR.');
  const found: Event[] = [];
  let open: { line: number; properties: Property[] } | undefined;
  // Alarms inside an event have dates of their own.
  let inside = 0;
  for (const property of all) {
    const component = property.value.toUpperCase();
    if (property.name === 'BEGIN' && component === 'VEVENT') open = { line: property.line, properties: [] };
    else if (property.name === 'END' && component === 'VEVENT') {
      if (open !== undefined) found.push(open);
      open = undefined;
    } else if (open !== undefined && property.name === 'BEGIN') inside += 1;
    else if (open !== undefined && property.name === 'END') inside -= 1;
    else if (inside === 0) open?.properties.push(property);
  }
  if (open !== undefined) throw new Misread(open.line, 'This event has no END:VEVENT.');
  const last = all.at(-1);
  if (last?.name !== 'END' || last.value.toUpperCase() !== 'VCALENDAR')
    throw new Misread(last?.line ?? 1, 'The file breaks off: END:VCALENDAR is missing.');
  return found;
}

function eventDates({ line, properties: own }: Event, until: Temporal.PlainDate): readonly string[] {
  const one = (name: string) => own.find((property) => property.name === name);
  if (one('STATUS')?.value.toUpperCase() === 'CANCELLED') return [];
  for (const name of ['RDATE', 'RECURRENCE-ID', 'EXRULE']) {
    const unread = one(name);
    if (unread !== undefined)
      throw new Misread(unread.line, `${name} is not read here: write the days as events of their own.`);
  }
  const starts = one('DTSTART');
  if (starts === undefined) throw new Misread(line, 'This event has no DTSTART.');
  const start = plainDate(starts, starts.value);
  const days = lastingDays(start, { end: one('DTEND'), duration: one('DURATION') });
  const rule = one('RRULE');
  const begins = rule === undefined ? [start] : (yearlyDates({ start, rule: rule.value, until }) ?? unreadable(rule));
  const except = new Set(
    own
      .filter(({ name }) => name === 'EXDATE')
      .flatMap((property) => property.value.split(',').map((value) => plainDate(property, value).toString())),
  );
  return begins
    .filter((begin) => !except.has(begin.toString()))
    .flatMap((begin) => Array.from({ length: days }, (_, ahead) => begin.add({ days: ahead }).toString()));
}

function unreadable({ line, value }: Property): never {
  throw new Misread(line, `“${value}” is not read here: only events that recur every year are.`);
}

function plainDate({ line, name }: Property, value: string): Temporal.PlainDate {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(value.trim()) ?? [];
  if (year === undefined)
    throw new Misread(line, `${name} has a time of day: a holiday is an all-day event (VALUE=DATE).`);
  try {
    return Temporal.PlainDate.from(`${year}-${month}-${day}`);
  } catch {
    throw new Misread(line, `${name} is not a day of the calendar: ${value}.`);
  }
}

interface Lasting {
  readonly end: Property | undefined;
  readonly duration: Property | undefined;
}

/** The end is the day after the last one; without an end it is one day. */
function lastingDays(start: Temporal.PlainDate, { end, duration }: Lasting): number {
  const days =
    end !== undefined
      ? start.until(plainDate(end, end.value)).days
      : duration !== undefined
        ? durationDays(duration)
        : 1;
  const said = end ?? duration;
  // Some programs write an end on the day of the start.
  if (days === 0) return 1;
  if (days < 0) throw new Misread(said?.line ?? 1, 'This event ends before it begins.');
  if (days > longestEvent)
    throw new Misread(said?.line ?? 1, `This event lasts ${days} days; at most ${longestEvent} are read.`);
  return days;
}

function durationDays({ line, value }: Property): number {
  const [, count, unit] = /^\+?P(\d{1,3})([DW])$/.exec(value.toUpperCase()) ?? [];
  if (count === undefined) throw new Misread(line, `A holiday lasts whole days: DURATION:${value} is not read here.`);
  return Number(count) * (unit === 'W' ? 7 : 1);
}
