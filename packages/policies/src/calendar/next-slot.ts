import { Temporal } from 'temporal-polyfill';
import type { ReminderRules } from './reminder-rules.ts';
import { sendMoment } from './send-moment.ts';
import { workingDayFrom } from './working-day.ts';

export type SlotRules = Omit<ReminderRules, 'firstReminderDays'>;

/** A moment at which reminders are sent in one zone. */
export interface Slot {
  /** ISO date in the zone. */
  readonly day: string;
  /** ISO 8601 instant. */
  readonly at: string;
}

export interface NextSlotInput {
  /** ISO 8601 instant. */
  readonly after: string;
  readonly rules: SlotRules;
}

/** The first slot later than an instant; undefined where the holidays leave none. */
export function nextSlot({ after, rules }: NextSlotInput): Slot | undefined {
  const instant = Temporal.Instant.from(after);
  let day = workingDayFrom(instant.toZonedDateTimeISO(rules.timeZone).toPlainDate(), rules);
  while (day !== undefined) {
    const moment = sendMoment({ ...rules, day });
    if (Temporal.Instant.compare(moment, instant) > 0) return { day: day.toString(), at: moment.toString() };
    day = workingDayFrom(day.add({ days: 1 }), rules);
  }
  return undefined;
}
