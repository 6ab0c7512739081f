/** What the server's `/api/v1` answers, as far as the console reads it. */
export interface Overview {
  readonly organization: string;
  readonly version: string;
  readonly sandbox: boolean;
  readonly state: 'ready' | 'degraded' | 'starting';
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

export interface TicketSummary {
  readonly key: string;
  readonly number: string;
  readonly status: 'open' | 'handed-off' | 'resolved';
  readonly connector: string;
  readonly subject: string;
  readonly person: string | null;
  readonly openedAt: string;
  readonly url: string | null;
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
