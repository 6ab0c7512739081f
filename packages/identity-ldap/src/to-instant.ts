/** ISO 8601 of milliseconds since 1970; null for undefined. */
export function toInstant(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}
