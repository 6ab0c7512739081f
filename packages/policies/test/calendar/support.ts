import type { PlannedReminder, ReminderRules } from '../../src/index.ts';

export const losAngeles: ReminderRules = {
  firstReminderDays: 14,
  at: '10:00',
  timeZone: 'America/Los_Angeles',
  weekends: 'send',
  holidays: new Set(),
};

/** The reminders alone, without the notice that it is over. */
export function reminders(plan: readonly PlannedReminder[]): readonly PlannedReminder[] {
  return plan.filter(({ mark }) => mark > 0);
}

export function daysLeftOf(plan: readonly PlannedReminder[]): readonly number[] {
  return reminders(plan).map(({ daysLeft }) => daysLeft);
}
