import type { ReminderRules } from '@access-account/policies';
import type { ConfigurationFile } from '../config/configuration-schema.ts';
import { isTimeZone } from '../config/is-time-zone.ts';

/** When somebody is reminded whose directory gives this zone; an empty one: none. */
export type ZoneRules = (zone: string) => ReminderRules;

export interface ZoneRulesOptions {
  readonly policy: Pick<
    ConfigurationFile['policies']['passwordExpiry'],
    'firstReminderDays' | 'at' | 'timeZone' | 'perPersonTimeZone' | 'weekends'
  >;
  /** ISO dates. */
  readonly holidays: readonly string[];
}

/** A zone that nobody knows is none: whoever has it is reminded by the organisation's. */
export function zoneRules({ policy, holidays }: ZoneRulesOptions): ZoneRules {
  const { firstReminderDays, at, weekends, timeZone, perPersonTimeZone } = policy;
  const common = { firstReminderDays, at, weekends, timeZone, holidays: new Set(holidays) };
  const known = new Map<string, ReminderRules>();
  return (zone) => {
    const found = known.get(zone) ?? (perPersonTimeZone && isTimeZone(zone) ? { ...common, timeZone: zone } : common);
    known.set(zone, found);
    return found;
  };
}
