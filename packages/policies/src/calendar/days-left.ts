import { Temporal } from 'temporal-polyfill';

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
  const day = (moment: string) => Temporal.Instant.from(moment).toZonedDateTimeISO(timeZone).toPlainDate();
  return day(instant).until(day(expiresAt)).days;
}
