/** The last instant whose year has four digits: what ends later never ends. */
const last = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** ISO 8601 of milliseconds since 1970; null for undefined. */
export function toInstant(milliseconds: number | undefined): string | null {
  return milliseconds === undefined || milliseconds > last ? null : new Date(milliseconds).toISOString();
}
