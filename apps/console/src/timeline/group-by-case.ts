import type { Entry } from '../api/console-types.ts';

export interface EntryGroup {
  /** The case's id, or the entry's own where it belongs to none. */
  readonly key: string;
  readonly case: string | null;
  readonly person: string | null;
  /** Oldest first, never empty. */
  readonly entries: readonly [Entry, ...Entry[]];
}

/** Gathers the entries of one case; the group with the newest entry comes last. */
export function groupByCase(entries: readonly Entry[]): readonly EntryGroup[] {
  const groups = new Map<string, EntryGroup>();
  for (const entry of entries) {
    const key = entry.case ?? entry.id;
    const known = groups.get(key);
    // Taken out and put back, so that the order of the map is the order of the latest entries.
    groups.delete(key);
    groups.set(key, {
      key,
      case: entry.case,
      person: known?.person ?? entry.person,
      entries: known === undefined ? [entry] : [...known.entries, entry],
    });
  }
  return [...groups.values()];
}
