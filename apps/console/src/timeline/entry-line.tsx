import { Collapse, ThemeIcon, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId } from 'react';
import type { Entry } from '../api/console-types.ts';
import { Icon } from '../shell/icon.tsx';
import { entryLooks } from './entry-looks.ts';
import { RelativeTime } from './relative-time.tsx';

/** One thing that happened; its detail opens on a click. */
export function EntryLine({ entry }: { readonly entry: Entry }) {
  const [opened, { toggle }] = useDisclosure(false);
  const id = useId();
  const { icon, color } = entryLooks[entry.kind] ?? entryLooks.system;
  return (
    <li className="entry">
      <UnstyledButton className="entry-button" onClick={toggle} aria-expanded={opened} aria-controls={id}>
        <ThemeIcon variant="light" color={color} size={26} radius="xl">
          <Icon name={icon} size={15} />
        </ThemeIcon>
        <span className="entry-words">
          <span className="entry-summary">{entry.summary}</span>
          <span className="entry-name">
            {entry.kind} · {entry.name}
          </span>
        </span>
        <RelativeTime at={entry.at} />
        <span className="entry-chevron" data-opened={opened || undefined}>
          <Icon name="chevron" size={14} />
        </span>
      </UnstyledButton>
      <Collapse expanded={opened} id={id}>
        {opened && <EntryDetail entry={entry} />}
      </Collapse>
    </li>
  );
}

function EntryDetail({ entry }: { readonly entry: Entry }) {
  const { id, at, person, detail } = entry;
  const facts: [string, unknown][] = [
    ['at', at],
    ...(person === null ? [] : [['person', person] as [string, unknown]]),
  ];
  return (
    <dl className="detail">
      {[...facts, ...Object.entries(detail), ['id', id] as const].map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === 'string' ? value : JSON.stringify(value, null, 2)}</dd>
        </div>
      ))}
    </dl>
  );
}
