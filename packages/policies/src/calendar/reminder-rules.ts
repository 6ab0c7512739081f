/** What becomes of a reminder that falls on a Saturday, a Sunday or a holiday. */
export type Weekends = 'send' | 'drop' | 'previous';

/** When an organisation reminds. */
export interface ReminderRules {
  /** Days before the end at which the first reminder is due; the others follow by halving. */
  readonly firstReminderDays: number;
  /** Local time of day, `HH:MM`. */
  readonly at: string;
  /** IANA name: the zone that days are counted in and that `at` is the time of. */
  readonly timeZone: string;
  readonly weekends: Weekends;
  /** ISO dates that are treated as weekends are; with `weekends: send` they change nothing. */
  readonly holidays: ReadonlySet<string>;
}
