import { Temporal } from 'temporal-polyfill';

/** When the organisation works, by the clock on its wall. */
export interface WorkingHours {
  /** ISO days of the week: 1 is Monday, 7 is Sunday. */
  readonly days: readonly number[];
  /** Wall time such as 08:00: the first minute of it. */
  readonly from: string;
  /** Wall time such as 18:00: the first minute after it. Earlier than `from`: on the next day. */
  readonly to: string;
  /** IANA name. */
  readonly timeZone: string;
}

/**
 * Whether somebody works at that moment.
 * @param instant ISO 8601
 */
export function isWorkingTime(instant: string, { days, from, to, timeZone }: WorkingHours): boolean {
  const now = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const time = now.toPlainTime();
  const hasBegun = Temporal.PlainTime.compare(time, from) >= 0;
  const isOver = Temporal.PlainTime.compare(time, to) >= 0;
  if (Temporal.PlainTime.compare(from, to) < 0) return days.includes(now.dayOfWeek) && hasBegun && !isOver;
  // A night shift belongs to the day it began on.
  if (hasBegun) return days.includes(now.dayOfWeek);
  return !isOver && days.includes(now.subtract({ days: 1 }).dayOfWeek);
}
