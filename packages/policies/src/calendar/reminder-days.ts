import type { Temporal } from 'temporal-polyfill';
import { reminderMarks } from './reminder-marks.ts';
import type { ReminderRules } from './reminder-rules.ts';
import { isRestDay, workingDayUntil } from './working-day.ts';

export interface ReminderDay {
  /** The mark that is due; of marks that fall on one day, the last. */
  readonly mark: number;
  readonly day: Temporal.PlainDate;
}

/** The days on which somebody is reminded whose password ends on that day, first to last: at most one reminder a day. */
export function reminderDays(expiryDay: Temporal.PlainDate, rules: ReminderRules): readonly ReminderDay[] {
  const days = new Map<string, ReminderDay>();
  for (const mark of reminderMarks(rules.firstReminderDays)) {
    const day = sendingDay(expiryDay.subtract({ days: mark }), rules);
    if (day !== undefined) days.set(day.toString(), { mark, day });
  }
  return [...days.values()];
}

function sendingDay(day: Temporal.PlainDate, rules: ReminderRules): Temporal.PlainDate | undefined {
  if (rules.weekends === 'previous') return workingDayUntil(day, rules);
  return isRestDay(day, rules) ? undefined : day;
}
