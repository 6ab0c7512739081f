import type { Signal } from './asking.ts';

const day = 24 * 60 * 60_000;
/** Lockouts in 24 hours from which on an unlock asks for more. */
const manyLocks = 4;

export interface SignalsInput {
  /** Lockouts of the account within 24 hours. */
  readonly lockouts: number;
  /** ISO 8601 instant of the last change; null where unknown. */
  readonly passwordChangedAt: string | null;
  /** ISO 8601. */
  readonly instant: string;
}

/** What makes somebody look twice. */
export function signalsOf({ lockouts, passwordChangedAt, instant }: SignalsInput): readonly Signal[] {
  const isRecent = passwordChangedAt !== null && Date.parse(instant) - Date.parse(passwordChangedAt) < day;
  return [
    ...(lockouts >= manyLocks ? (['repeated-locks'] as const) : []),
    ...(isRecent ? (['password-changed'] as const) : []),
  ];
}
