/**
 * Whether the database gave a transaction up for another one that it crossed: nothing was wrong with what it asked, and the same
 * once more goes through (PostgreSQL, “Serialization Failure Handling”).
 */
export function isDeadlock(error: unknown): boolean {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return code === '40P01' || code === '40001';
}
