import { Temporal } from 'temporal-polyfill';
import type { ReminderRules } from './reminder-rules.ts';

export interface WallDayInput {
  /** ISO 8601 instant. */
  readonly instant: string;
  readonly rules: Pick<ReminderRules, 'timeZone'>;
}

/** The day it is by the calendar on the wall, as an ISO date. */
export function wallDay({ instant, rules }: WallDayInput): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(rules.timeZone).toPlainDate().toString();
}
