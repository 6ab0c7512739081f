import { Temporal } from 'temporal-polyfill';
import { isSameExpiry } from './is-same-expiry.ts';
import { expiredMark, type PlannedReminder } from './planned-reminders.ts';
import type { ReminderRules } from './reminder-rules.ts';
import { isRestDay } from './working-day.ts';

export interface DueReminderInput {
  /** Of `plannedReminders`. */
  readonly plan: readonly PlannedReminder[];
  /** ISO 8601 instant. */
  readonly instant: string;
  /** The last one that was sent in this cycle, as it was planned then; null: none yet. */
  readonly lastSent: Pick<PlannedReminder, 'mark' | 'day' | 'expiresAt'> | null;
  readonly rules: Pick<ReminderRules, 'timeZone' | 'weekends' | 'holidays'>;
}

/**
 * What is to be sent now: the latest that is due and was not sent, whatever was missed before it; undefined: nothing.
 * Late is allowed, but never on a day of rest, never twice on one local day, and no reminder once the password has ended.
 * Somebody who changed zones is not told of the same mark again; a password policy that moved the end starts the marks anew.
 */
export function dueReminder({ plan, instant, lastSent, rules }: DueReminderInput): PlannedReminder | undefined {
  const now = Temporal.Instant.from(instant);
  const due = plan.findLast(({ at }) => Temporal.Instant.compare(Temporal.Instant.from(at), now) <= 0);
  if (due === undefined) return undefined;
  const isOver = Temporal.Instant.compare(now, Temporal.Instant.from(due.expiresAt)) > 0;
  if (isOver && due.mark !== expiredMark) return undefined;
  const today = now.toZonedDateTimeISO(rules.timeZone).toPlainDate();
  if (isRestDay(today, rules)) return undefined;
  if (lastSent === null) return due;
  if (lastSent.day >= today.toString()) return undefined;
  return isSameExpiry(lastSent.expiresAt, due.expiresAt) && due.mark >= lastSent.mark ? undefined : due;
}
