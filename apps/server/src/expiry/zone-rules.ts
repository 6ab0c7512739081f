import type { ReminderRules } from '@access-account/policies';
import type { ConfigurationFile } from '../config/configuration-schema.ts';

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

/** Whoever has no zone is reminded by the organisation's. */
export function zoneRules({ policy, holidays }: ZoneRulesOptions): ZoneRules {
  const { firstReminderDays, at, weekends, timeZone, perPersonTimeZone } = policy;
  const common = { firstReminderDays, at, weekends, timeZone, holidays: new Set(holidays) };
  const known = new Map<string, ReminderRules>();
  return (zone) => {
    const found = known.get(zone) ?? (perPersonTimeZone && zone !== '' ? { ...common, timeZone: zone } : common);
    known.set(zone, found);
    return found;
  };
}
