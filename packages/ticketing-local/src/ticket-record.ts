import type { Desk, Requester, TicketStatus } from '@access-account/contract';

/** One line of a ticket's history. */
export type HistoryEntry = {
  /** ISO 8601 instant. */
  readonly at: string;
  readonly kind: 'opened' | 'note' | 'handed-off' | 'resolved';
  readonly text: string;
  /** The effect that wrote it: the same effect writes one line, however often it is repeated. */
  readonly idempotencyKey: string;
};

/** One ticket as the store keeps it. */
export type TicketRecord = {
  /** "AA-000001": id and number in one. */
  readonly number: string;
  /** What the core opened it by: one per access episode. */
  readonly key: string;
  readonly requester: Pick<Requester, 'displayName' | 'login' | 'email'>;
  readonly subject: string;
  readonly description: string;
  readonly status: TicketStatus;
  /** Who works on it; null while nobody has to. */
  readonly desk: Desk | null;
  readonly history: readonly HistoryEntry[];
};
