import type { ChangedCase } from './changes.ts';

/** A ticket as the product's own desk begins it. */
export interface DeskTicketRow {
  readonly key: string;
  readonly person_id: string;
  readonly case_id: string;
  /** The policy that opened it. */
  readonly feature: string;
  /** The first system its case looked at or acted on; null: none. */
  readonly system: string | null;
  readonly subject: string;
  readonly description: string;
}

/** What a decision does to a ticket; null: it stays as it is. */
export interface DeskChangeRow {
  readonly key: string;
  readonly status: 'handed-off' | 'resolved' | null;
  readonly desk: string | null;
}

export interface DeskRows {
  readonly opened: readonly DeskTicketRow[];
  readonly changed: readonly DeskChangeRow[];
  /** Of those that are opened here. */
  readonly changedSinceOpened: readonly DeskChangeRow[];
}

/** What decisions mean for the product's own desk. Of each ticket the last change counts. */
export function deskRows(cases: readonly ChangedCase[]): DeskRows {
  const opened = new Map<string, DeskTicketRow>();
  const changed = new Map<string, DeskChangeRow>();
  for (const { before, plan } of cases) {
    for (const { effect, shadowed } of plan.effects) {
      if (effect.type !== 'ticket' || shadowed) continue;
      const { key } = effect;
      switch (effect.operation) {
        case 'ticket.open': {
          const { subject, description } = effect;
          const system = plan.subjects[0]?.split('/')[0] ?? null;
          const about = { person_id: before.person, case_id: before.id, feature: before.policy, system };
          if (!opened.has(key)) opened.set(key, { key, ...about, subject, description });
          break;
        }
        case 'ticket.note':
          if (!changed.has(key)) changed.set(key, { key, status: null, desk: null });
          break;
        case 'ticket.resolve':
          changed.set(key, { key, status: 'resolved', desk: null });
          break;
        case 'ticket.hand-off':
          changed.set(key, { key, status: 'handed-off', desk: effect.to });
          break;
      }
    }
  }
  const changes = [...changed.values()];
  return {
    opened: [...opened.values()],
    changed: changes.filter(({ key }) => !opened.has(key)),
    changedSinceOpened: changes.filter(({ key }) => opened.has(key)),
  };
}
