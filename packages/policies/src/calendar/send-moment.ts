import { Temporal } from 'temporal-polyfill';

export interface SendMomentInput {
  readonly day: Temporal.PlainDate;
  /** Local time of day, `HH:MM`. */
  readonly at: string;
  /** IANA name. */
  readonly timeZone: string;
}

/**
 * The instant at which it is `at` on that day in that zone.
 * A time that the clocks skip is the first instant after the gap; one that comes twice is the first of the two.
 */
export function sendMoment({ day, at, timeZone }: SendMomentInput): Temporal.Instant {
  const local = day.toPlainDateTime(at);
  const before = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  // Only in a gap does the clock show something else than what was asked for.
  if (before.toPlainDateTime().equals(local)) return before.toInstant();
  return (before.getTimeZoneTransition('next') ?? before).toInstant();
}
