import type { JsonValue } from '@access-account/contract';

export type AuditKind = 'event' | 'decision' | 'effect' | 'outcome' | 'message' | 'ticket' | 'security' | 'system';

/** One line of the audit: who, what, about whom, and why it was allowed. Never holds a secret or a person's own typed words. */
export interface AuditEntry {
  readonly kind: AuditKind;
  /** Noun-verb: `lockout-detected`, `effect-succeeded`. */
  readonly name: string;
  /** One sentence for a reader. */
  readonly summary: string;
  /** The person's id; null where there is none. */
  readonly person: string | null;
  readonly case: string | null;
  readonly detail: { readonly [key: string]: JsonValue | undefined };
}

/** An entry as it is stored. */
export interface AuditRow {
  /** UUID version 7: sorts by time. */
  readonly id: string;
  readonly at: Date;
  /** The entry as JSON, byte for byte what `mac` was made over. */
  readonly body: string;
  readonly mac: string;
}
