import type { Transaction } from '../storage/database.ts';
import { given } from '../storage/given.ts';
import { toJson } from '../storage/to-json.ts';
import type { Entry } from './entry.ts';

interface EventSource {
  readonly source: string;
  readonly id: string;
}

/** The source of what cases hand over: no connector can have this name. */
export const handOverSource = '(hand-over)';

/** The source of reminders. */
export const reminderSource = '(reminder)';

/** An event of a source, as one string. */
export function eventKey(source: string, id: string): string {
  return JSON.stringify([source, id]);
}

/** Those of the events that came before, with ours of each. */
export async function processedEvents(
  entries: readonly Entry[],
  transaction: Transaction,
): Promise<ReadonlyMap<string, string>> {
  const came = entries.flatMap(sourceOf);
  if (came.length === 0) return new Map();
  const rows = await transaction.rows<{ source: string; id: string; event_id: string }>(
    `select processed.source, processed.id, processed.event_id
     from ${given('source text, id text')} as came
     join processed_event processed on processed.source = came.source and processed.id = came.id`,
    [toJson(came)],
  );
  return new Map(rows.map(({ source, id, event_id }) => [eventKey(source, id), event_id]));
}

function sourceOf(entry: Entry): EventSource | [] {
  switch (entry.kind) {
    case 'arriving':
      return { source: entry.channel, id: entry.event.id };
    case 'opening':
    case 'proven':
      return { source: handOverSource, id: entry.id };
    case 'moving':
      return entry.event === null ? [] : { source: entry.link.channel, id: entry.event };
    case 'reminded':
      return { source: reminderSource, id: entry.id };
    default:
      return [];
  }
}
