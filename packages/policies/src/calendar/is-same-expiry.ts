const day = 24 * 60 * 60_000;

/** Whether two readings (ISO 8601 instants) of one password's end mean the same end: providers compute it, so up to a day apart is the same. */
export function isSameExpiry(one: string, other: string): boolean {
  return Math.abs(Date.parse(one) - Date.parse(other)) <= day;
}
