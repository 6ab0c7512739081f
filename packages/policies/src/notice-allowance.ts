export interface AllowanceInput {
  /** ISO 8601 instant. */
  readonly instant: string;
  /** ISO 8601 instants of the notices so far, in any order. */
  readonly notices: readonly string[];
  readonly atMost: number;
  /** Milliseconds: the rolling period `atMost` counts in. */
  readonly per: number;
  /** Milliseconds: the least time between two notices. */
  readonly gap: number;
  /** The gap is left out of account (the count never is). */
  readonly ignoreGap?: boolean;
}

/**
 * When the next notice may be sent: the instant itself, or a later one (ISO 8601).
 * The period is half-open: a notice exactly `per` old no longer counts, and exactly `gap` after the last one is late enough.
 */
export function nextNoticeAt({ instant, notices, atMost, per, gap, ignoreGap = false }: AllowanceInput): string {
  const now = Date.parse(instant);
  const sent = notices.map((notice) => Date.parse(notice)).sort((a, b) => a - b);
  const newest = sent.at(-1);
  const afterGap = newest === undefined || ignoreGap ? now : newest + gap;
  // The notice that must have left the period before one more fits in.
  const crowding = sent.at(-atMost);
  const afterPeriod = crowding === undefined ? now : crowding + per;
  return new Date(Math.max(now, afterGap, afterPeriod)).toISOString();
}
