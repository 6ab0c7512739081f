import type { Temporal } from 'temporal-polyfill';
import type { ReminderRules } from './reminder-rules.ts';

type RestRules = Pick<ReminderRules, 'weekends' | 'holidays'>;

/** Days in a row: an organisation that rests for longer has listed its holidays wrongly, and no search goes on for ever. */
const longestRest = 60;

/** Whether nothing is sent on that day. */
export function isRestDay(day: Temporal.PlainDate, { weekends, holidays }: RestRules): boolean {
  if (weekends === 'send') return false;
  return day.dayOfWeek >= 6 || holidays.has(day.toString());
}

/** The day itself, or the last one before it on which something is sent. */
export function workingDayUntil(day: Temporal.PlainDate, rules: RestRules): Temporal.PlainDate | undefined {
  return firstWorkingDay(day, { step: -1, rules });
}

/** The day itself, or the first one after it on which something is sent. */
export function workingDayFrom(day: Temporal.PlainDate, rules: RestRules): Temporal.PlainDate | undefined {
  return firstWorkingDay(day, { step: 1, rules });
}

interface Search {
  readonly step: 1 | -1;
  readonly rules: RestRules;
}

function firstWorkingDay(day: Temporal.PlainDate, { step, rules }: Search): Temporal.PlainDate | undefined {
  for (let days = 0; days <= longestRest; days += 1) {
    const candidate = day.add({ days: days * step });
    if (!isRestDay(candidate, rules)) return candidate;
  }
  return undefined;
}
