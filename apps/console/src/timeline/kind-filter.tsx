import { Chip, Group } from '@mantine/core';
import type { Entry, EntryKind } from '../api/console-types.ts';
import { entryKinds } from '../api/console-types.ts';
import { entryLooks } from './entry-looks.ts';

export interface KindFilterProps {
  readonly entries: readonly Entry[];
  /** Empty: everything is shown. */
  readonly kinds: readonly EntryKind[];
  onChange(kinds: readonly EntryKind[]): void;
}

/** Narrows the timeline to some kinds of entries. Kinds that have not occurred are not offered. */
export function KindFilter({ entries, kinds, onChange }: KindFilterProps) {
  const present = entryKinds.filter((kind) => kinds.includes(kind) || entries.some((entry) => entry.kind === kind));
  if (present.length < 2) return null;
  return (
    <Chip.Group
      multiple
      value={[...kinds]}
      onChange={(value) => onChange(entryKinds.filter((kind) => value.includes(kind)))}
    >
      <Group gap={6} className="filter" role="group" aria-label="Show only">
        {present.map((kind) => (
          <Chip key={kind} value={kind} size="xs" color={entryLooks[kind].color} variant="light">
            {entryLooks[kind].words}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
