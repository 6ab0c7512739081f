import type { ReminderRules } from '../../src/index.ts';

/**
 * The same promise, written once more in another way: it walks through the days with a clock made of Intl, and asks each
 * whether something is due. Slow, and it shares nothing with the product.
 */
export interface NaiveReminder {
  readonly mark: number;
  readonly at: string;
  readonly day: string;
}

const hour = 3_600_000;

/** The clock on the wall at an instant. */
function wall(time: number, timeZone: string): { day: string; clock: string } {
  const parts = wallFormat(timeZone).formatToParts(time);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return { day: `${part('year')}-${part('month')}-${part('day')}`, clock: `${part('hour')}:${part('minute')}` };
}

const formats = new Map<string, Intl.DateTimeFormat>();
function wallFormat(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

/** The first minute of that day on whose clock it is `at` or later. */
function slotOf(day: string, { at, timeZone }: ReminderRules): number {
  const noon = Date.parse(`${day}T12:00:00Z`);
  // A day here begins at most 14 hours before, and 12 hours after, the one of UTC.
  for (let time = noon - 27 * hour; time < noon + 27 * hour; time += 15 * 60_000) {
    const { day: today, clock } = wall(time, timeZone);
    if (today === day && clock >= at) return time;
  }
  throw new Error(`${timeZone} has no ${at} on ${day}.`);
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 24 * hour).toISOString().slice(0, 10);
}

function isRest(day: string, { weekends, holidays }: ReminderRules): boolean {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return weekends !== 'send' && (weekday === 0 || weekday === 6 || holidays.has(day));
}

const table = new Map<number, ReadonlySet<number>>();
function isMark(days: number, first: number): boolean {
  const known = table.get(first);
  if (known !== undefined) return known.has(days);
  const marks = new Set<number>();
  let left = first;
  while (left > 1) {
    marks.add(left);
    left = left % 2 === 0 ? left / 2 : (left + 1) / 2;
  }
  marks.add(1);
  table.set(first, marks);
  return marks.has(days);
}

export interface NaiveInput {
  readonly rules: ReminderRules;
  readonly changedAt: string | null;
  readonly expiresAt: string;
}

export function naiveReminders({ rules, changedAt, expiresAt }: NaiveInput): readonly NaiveReminder[] {
  const end = Date.parse(expiresAt);
  const begin = changedAt === null ? Number.NEGATIVE_INFINITY : Date.parse(changedAt);
  const endDay = wall(end, rules.timeZone).day;
  const told: NaiveReminder[] = [];
  for (let days = rules.firstReminderDays + 40; days >= 1; days -= 1) {
    const day = shifted(endDay, -days);
    if (isRest(day, rules)) continue;
    // This day's own mark, and with `previous` those of the days of rest that follow it.
    const marks = isMark(days, rules.firstReminderDays) ? [days] : [];
    if (rules.weekends === 'previous') {
      for (let ahead = 1; isRest(shifted(day, ahead), rules) && days - ahead >= 1; ahead += 1)
        if (isMark(days - ahead, rules.firstReminderDays)) marks.push(days - ahead);
    }
    if (marks.length === 0) continue;
    const time = slotOf(day, rules);
    if (time > begin && time <= end) told.push({ mark: Math.min(...marks), at: new Date(time).toISOString(), day });
  }
  for (let ahead = 0; ahead < 40; ahead += 1) {
    const day = shifted(endDay, ahead);
    if (isRest(day, rules)) continue;
    const time = slotOf(day, rules);
    if (time <= end) continue;
    if (time > begin) told.push({ mark: 0, at: new Date(time).toISOString(), day });
    break;
  }
  return told;
}
