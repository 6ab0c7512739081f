import { type Account, ConnectorError, type TicketStatus } from '@access-account/contract';
import type { PolicyEvent } from '@access-account/policies';
import type { AuditEntry } from '../audit/audit-entry.ts';
import type { DueEffect } from './due-effect.ts';

/** What performing an effect brought. */
export type Outcome =
  | {
      readonly status: 'done';
      /** What the policy is told; null: nothing follows from it. */
      readonly event: PolicyEvent | null;
      /** What is remembered of it, JSON-safe: where a message was shown, the number of a ticket. */
      readonly result: Readonly<Record<string, unknown>>;
      readonly audit: Omit<AuditEntry, 'person' | 'case'>;
      /** What the product remembers of a ticket from now on. */
      readonly ticket?: OpenedTicket | TicketChange;
      /** The account as it was read: names in the mirror stay fresh. */
      readonly account?: Account & { readonly system: string };
    }
  | {
      readonly status: 'later';
      /** Milliseconds from now. */
      readonly after: number;
      /** null: nothing is wrong, it is only too early. */
      readonly error: ConnectorError | null;
      /** Told to the policy at the first such outcome. */
      readonly event: PolicyEvent | null;
      /** The provider said that this try, the first, did nothing: the next one is the first again. */
      readonly isUntried?: boolean;
    }
  /** It will not be done; people must look. */
  | { readonly status: 'failed'; readonly error: ConnectorError; readonly event: PolicyEvent | null }
  /** Our own code fails at it again and again: it is put aside, so that nothing else waits for it, and operators are told. */
  | { readonly status: 'parked'; readonly error: Error; readonly event: null };

export interface OpenedTicket {
  readonly key: string;
  readonly connector: string;
  readonly id: string;
  readonly number: string;
  readonly url: string | null;
  readonly subject: string;
  /** It was not the first try, at a desk that keeps no keys: there may be another ticket. */
  readonly doubtful: boolean;
}

export interface TicketChange {
  readonly key: string;
  readonly status: TicketStatus;
}

/** What the policy is told of an outcome. That something is tried again is news once. */
export function eventOf({ due, outcome }: { readonly due: DueEffect; readonly outcome: Outcome }): PolicyEvent | null {
  return outcome.status === 'later' && due.attempts > 0 ? null : outcome.event;
}

/** What the audit is told of an outcome; nothing of a try that failed like the one before it. */
export function describeOutcome(due: DueEffect, outcome: Outcome): AuditEntry | undefined {
  const about = { person: due.person, case: due.case };
  if (outcome.status === 'done') {
    return { ...outcome.audit, ...about, detail: { effect: due.id, ...outcome.audit.detail } };
  }
  const { error } = outcome;
  if (error === null || (outcome.status === 'later' && due.attempts > 0)) return undefined;
  return {
    ...about,
    kind: 'outcome',
    name: outcome.status === 'later' ? 'effect-delayed' : `effect-${outcome.status}`,
    summary: error.message,
    detail: {
      effect: due.id,
      type: due.effect.type,
      code: ConnectorError.isInstance(error) ? error.code : 'unexpected',
      attempts: due.attempts + 1,
    },
  };
}
