/** What the server's `/api/v1` answers, as far as the console reads it. */
export interface Overview {
  readonly organization: string;
  readonly version: string;
  readonly sandbox: boolean;
  readonly state: 'ready' | 'degraded' | 'starting';
  /** Many people are being locked at once. */
  readonly attack: { readonly since: string; readonly people: number; readonly held: number } | null;
  /** Features that only watch. */
  readonly shadow: readonly string[];
  readonly connectors: readonly ConnectorState[];
}

export interface ConnectorState {
  /** Its key in the configuration. */
  readonly name: string;
  readonly kind: string;
  readonly id: string;
  readonly displayName: string;
  readonly state: 'ready' | 'degraded';
  readonly reason?: string;
  readonly remedy?: string;
}

export const entryKinds = [
  'event',
  'decision',
  'effect',
  'outcome',
  'message',
  'ticket',
  'security',
  'system',
] as const;

export type EntryKind = (typeof entryKinds)[number];

export interface Entry {
  readonly id: string;
  /** ISO 8601 instant. */
  readonly at: string;
  readonly kind: EntryKind;
  readonly name: string;
  readonly summary: string;
  readonly person: string | null;
  readonly case: string | null;
  readonly detail: { readonly [key: string]: unknown };
}

export type TicketStatus = 'open' | 'handed-off' | 'resolved';

export interface TicketSummary {
  readonly key: string;
  /** null: no desk has given it one yet. */
  readonly number: string | null;
  readonly status: TicketStatus;
  readonly connector: string | null;
  readonly subject: string;
  readonly person: string;
  readonly feature: string;
  readonly system: string | null;
  readonly openedAt: string;
  readonly url: string | null;
}

export interface TicketPage {
  readonly tickets: readonly TicketSummary[];
  /** Asks for the next page; null: this was the last one. */
  readonly next: string | null;
}

export interface DeskFilter {
  readonly status?: string;
  readonly feature?: string;
  readonly system?: string;
  readonly person?: string;
  readonly text?: string;
  /** The id of the case that opened it: links in tickets name it. */
  readonly case?: string;
}

export interface TicketEntry {
  readonly id: string;
  readonly at: string;
  readonly kind: 'opened' | 'note' | 'handed-off' | 'resolved';
  readonly text: string;
  readonly by: 'product' | 'operator';
  /** Which of the operators; null: none of ours, or it is not known. */
  readonly operator: string | null;
  /** Whether the desk where the ticket is filed has it. */
  readonly filing: 'waiting' | 'done' | 'failed';
  readonly problem: string | null;
}

export interface TicketReference {
  readonly connector: string;
  readonly displayName: string;
  readonly number: string;
  readonly url: string | null;
  readonly status: TicketStatus;
  readonly filedAt: string;
}

export interface TicketDetail extends TicketSummary {
  readonly description: string;
  readonly requester: { readonly displayName: string; readonly login: string; readonly email: string | null };
  readonly desk: 'service-desk' | 'security' | null;
  readonly changedAt: string;
  readonly case: string;
  readonly references: readonly TicketReference[];
  /** Oldest first. */
  readonly timeline: readonly TicketEntry[];
}

export interface SandboxPerson {
  readonly login: string;
  readonly displayName: string;
  readonly locked: boolean;
}

export interface SandboxDay {
  /** ISO 8601 instant in the directory. */
  readonly now: string;
  readonly hoursAhead: number;
}

export type OperatorRole = 'viewer' | 'desk' | 'admin';

export interface Session {
  readonly operator: {
    readonly name: string;
    /** The immutable id at the provider; null: signed in by a one-time link. */
    readonly subject: string | null;
    readonly role: OperatorRole;
  };
  readonly csrfToken: string | null;
  readonly expiresAt: string | null;
  /** Where to sign in again; null: there are only one-time links. */
  readonly signIn: string | null;
}

export interface Pause {
  /** all, a feature, or system:NAME. */
  readonly scope: string;
  readonly reason: string;
  readonly by: string | null;
  readonly since: string;
}

export interface ParkedEffect {
  readonly id: string;
  readonly person: string;
  readonly case: string;
  readonly type: string;
  readonly reason: string;
  readonly at: string;
}

export interface ParkedTicket extends Omit<ParkedEffect, 'type'> {
  readonly operation: string;
  readonly key: string;
  /** null: it was never opened. */
  readonly number: string | null;
}
