import { Temporal } from 'temporal-polyfill';
import type { Slot } from './next-slot.ts';
import { expiredMark } from './planned-reminders.ts';
import { reminderDays } from './reminder-days.ts';
import { reminderMarks } from './reminder-marks.ts';
import type { ReminderRules } from './reminder-rules.ts';
import { sendMoment } from './send-moment.ts';
import { isRestDay, workingDayUntil } from './working-day.ts';

/** Whose password ends in `[expiresFrom, expiresUntil)` is due this mark. */
export interface DueExpiry {
  /** As in `plannedReminders`. */
  readonly mark: number;
  /** ISO 8601 instant, included. */
  readonly expiresFrom: string;
  /** ISO 8601 instant, not included. */
  readonly expiresUntil: string;
}

export interface DueExpiriesInput {
  /** Of `nextSlot`, by the same rules. */
  readonly slot: Slot;
  readonly rules: ReminderRules;
}

/**
 * Which ends make something due exactly at one slot: the same rule as `plannedReminders`, turned round for a database to
 * join a million accounts with. The intervals do not overlap. The beginning of the cycle is the join's to respect: a row
 * counts only where the password was set, and the account first seen, before the slot.
 */
export function dueExpiries({ slot, rules }: DueExpiriesInput): readonly DueExpiry[] {
  const day = Temporal.PlainDate.from(slot.day);
  if (isRestDay(day, rules)) return [];
  const at = Temporal.Instant.from(slot.at);
  const reminded = expiryDays(day, rules).flatMap((expiryDay) =>
    reminderDays(expiryDay, rules)
      .filter((reminder) => reminder.day.equals(day))
      .map(({ mark }) =>
        interval({ mark, from: startOf(expiryDay, rules), until: startOf(expiryDay.add({ days: 1 }), rules) }),
      ),
  );
  const slotBefore = workingDayUntil(day.subtract({ days: 1 }), rules);
  if (slotBefore === undefined) return reminded;
  return [interval({ mark: expiredMark, from: sendMoment({ ...rules, day: slotBefore }), until: at }), ...reminded];
}

/** Days of ends that may make something due on that day: a mark ahead of it, or of the days of rest that follow it. */
function expiryDays(slotDay: Temporal.PlainDate, rules: ReminderRules): readonly Temporal.PlainDate[] {
  let last = slotDay;
  while (workingDayUntil(last.add({ days: 1 }), rules)?.equals(slotDay) === true) last = last.add({ days: 1 });
  const restDays = slotDay.until(last).days;
  const days = new Set(
    reminderMarks(rules.firstReminderDays).flatMap((mark) =>
      Array.from({ length: restDays + 1 }, (_, index) => mark + index),
    ),
  );
  return [...days].sort((one, other) => one - other).map((ahead) => slotDay.add({ days: ahead }));
}

interface Interval {
  readonly mark: number;
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
}

function interval({ mark, from, until }: Interval): DueExpiry {
  return { mark, expiresFrom: from.toString(), expiresUntil: until.toString() };
}

function startOf(day: Temporal.PlainDate, { timeZone }: ReminderRules): Temporal.Instant {
  return day.toZonedDateTime(timeZone).toInstant();
}
