import { Temporal } from 'temporal-polyfill';
import { nextSlot } from './next-slot.ts';
import { reminderDays } from './reminder-days.ts';
import type { ReminderRules } from './reminder-rules.ts';
import { sendMoment } from './send-moment.ts';

/** The mark of the notice that a password has ended. */
export const expiredMark = 0;

/** One reminder of a cycle, or the notice that its password has ended. */
export interface PlannedReminder {
  /** Counts down to 1; 0 is the notice that it is over. */
  readonly mark: number;
  /** ISO 8601 instant. */
  readonly at: string;
  /** ISO date of `at` in the zone of the rules. */
  readonly day: string;
  /** By the calendar, from `day` to the end; negative for the notice that it is over, unless that comes on the same day. */
  readonly daysLeft: number;
  /** ISO 8601 instant: what the plan was made for. */
  readonly expiresAt: string;
}

export interface PlannedRemindersInput extends ReminderRules {
  /** ISO 8601 instant at which the password was set; null where the provider does not say. */
  readonly changedAt: string | null;
  /** ISO 8601 instant. */
  readonly expiresAt: string;
  /** ISO 8601 instant at which the account was first seen: what was due by then is not caught up. */
  readonly firstSeenAt?: string;
}

/**
 * Everything a person is to be told in one cycle, first to last: reminders with falling marks, never after the end and
 * never before the password was set, at most one a day; then, at the first slot after the end, that it is over.
 */
export function plannedReminders({
  changedAt,
  expiresAt,
  firstSeenAt,
  ...rules
}: PlannedRemindersInput): readonly PlannedReminder[] {
  const expiryDay = Temporal.Instant.from(expiresAt).toZonedDateTimeISO(rules.timeZone).toPlainDate();
  const begins = [changedAt, firstSeenAt].flatMap((begin) => (begin == null ? [] : [Temporal.Instant.from(begin)]));
  // On days before the last one, and so before the end.
  const moments = reminderDays(expiryDay, rules).map(({ mark, day }) => ({
    mark,
    day,
    moment: sendMoment({ ...rules, day }),
  }));
  const over = nextSlot({ after: expiresAt, rules });
  return [
    ...moments,
    ...(over === undefined
      ? []
      : [{ mark: expiredMark, day: Temporal.PlainDate.from(over.day), moment: Temporal.Instant.from(over.at) }]),
  ]
    .filter(({ moment }) => begins.every((begin) => Temporal.Instant.compare(moment, begin) > 0))
    .map(({ mark, day, moment }) => ({
      mark,
      at: moment.toString(),
      day: day.toString(),
      daysLeft: day.until(expiryDay).days,
      expiresAt,
    }));
}
