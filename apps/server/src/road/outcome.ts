import type { ConnectorError } from '@access-account/contract';
import type { PolicyEvent } from '@access-account/policies';
import type { AuditEntry } from '../audit/audit-entry.ts';
import { toJson } from '../storage/to-json.ts';
import type { DueEffect } from './drain.ts';

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

/** How an outcome is written down; a row that is no longer an intent is left alone. */
export function outcomeStatement(due: DueEffect, outcome: Outcome): [string, readonly unknown[]] {
  const at = "where person_id = $1 and id = $2 and status = 'intent'";
  switch (outcome.status) {
    case 'done':
      return [
        `update effect set status = 'done', finished_at = clock_timestamp(), outcome = $3 ${at}`,
        [due.person, due.id, toJson(outcome.result)],
      ];
    case 'failed':
      return [
        `update effect set status = 'failed', finished_at = clock_timestamp(), outcome = $3 ${at}`,
        [due.person, due.id, toJson({ code: outcome.error.code })],
      ];
    case 'later':
      return [
        `update effect set attempts = attempts + 1, not_before = clock_timestamp() + make_interval(secs => $3::float8 / 1000) ${at}`,
        [due.person, due.id, outcome.after],
      ];
  }
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
    name: outcome.status === 'later' ? 'effect-delayed' : 'effect-failed',
    summary: error.message,
    detail: { effect: due.id, type: due.effect.type, code: error.code, attempts: due.attempts + 1 },
  };
}
