import type { Call, ConnectorError, Logger } from '@access-account/contract';
import type { PolicyEvent } from '@access-account/policies';
import type { AuditEntry } from '../audit/audit-entry.ts';

/** What performing an effect brought. */
export type Outcome =
  | {
      readonly status: 'done';
      /** What the policy is told; null: nothing follows from it. */
      readonly event: PolicyEvent | null;
      /** What is remembered of it, JSON-safe: where a message was shown, the number of a ticket. */
      readonly result: Readonly<Record<string, unknown>>;
      readonly audit: Omit<AuditEntry, 'person' | 'case'>;
    }
  | {
      readonly status: 'later';
      /** Milliseconds from now. */
      readonly after: number;
      /** null: nothing is wrong, it is only too early. */
      readonly error: ConnectorError | null;
      /** Told to the policy at the first such outcome. */
      readonly event: PolicyEvent | null;
    }
  /** It will not be done; people must look. */
  | { readonly status: 'failed'; readonly error: ConnectorError; readonly event: PolicyEvent | null };

/** What a performer needs of the road. */
export interface PerformContext {
  readonly call: Call;
  readonly logger: Logger;
  /** Commits that a try which may change something begins now. */
  begin(): Promise<void>;
}

export interface BackoffOptions {
  /** Tries so far, from 0. */
  readonly attempts: number;
  /** Milliseconds. */
  readonly longest: number;
  /** From 0 to 1. */
  readonly random: number;
}

/** Exponential with full jitter, from one second on. */
export function backoff({ attempts, longest, random }: BackoffOptions): number {
  const ceiling = Math.min(longest, 1000 * 2 ** Math.min(attempts, 20));
  return Math.max(100, Math.round(ceiling * random));
}
