import { Badge, Button, Center, Skeleton, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { EntryKind } from '../api/console-types.ts';
import { useTimeline } from '../api/use-timeline.ts';
import { Pane } from '../playground/pane.tsx';
import { TicketStrip } from '../playground/ticket-strip.tsx';
import { Icon } from '../shell/icon.tsx';
import { EntryLine } from './entry-line.tsx';
import { type EntryGroup, groupByCase } from './group-by-case.ts';
import { KindFilter } from './kind-filter.tsx';
import { useFollowEnd } from './use-follow-end.ts';

/** Everything that happens, as it happens, one story per case. */
export function TimelinePane() {
  const { entries, problem, live } = useTimeline();
  const [kinds, setKinds] = useState<readonly EntryKind[]>([]);
  const groups = useMemo(
    () => groupByCase((entries ?? []).filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))),
    [entries, kinds],
  );
  const { scroller, onScroll, behind, toEnd } = useFollowEnd(entries?.at(-1)?.id);
  return (
    <Pane
      title="What happens"
      hint="Every event, decision and effect"
      actions={
        <Badge variant="dot" color={live ? 'teal' : 'gray'} tt="none">
          {live ? 'Live' : 'Waiting'}
        </Badge>
      }
    >
      <KindFilter entries={entries ?? []} kinds={kinds} onChange={setKinds} />
      <div className="timeline-frame">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <div className="timeline" ref={scroller} onScroll={onScroll} tabIndex={0} role="log" aria-label="Timeline">
          {entries === undefined && problem === undefined && <TimelineSkeleton />}
          {entries === undefined && problem !== undefined && <Notice>{problem}</Notice>}
          {entries?.length === 0 && <Notice>Nothing yet. Lock an account on the left and watch.</Notice>}
          {entries !== undefined && entries.length > 0 && groups.length === 0 && (
            <Notice>Nothing of this kind yet.</Notice>
          )}
          {groups.map((group) => (
            <CaseGroup key={group.key} group={group} />
          ))}
        </div>
        {behind && (
          <Button
            className="newest"
            size="compact-sm"
            radius="xl"
            leftSection={<Icon name="down" size={14} />}
            onClick={toEnd}
          >
            Newest
          </Button>
        )}
      </div>
      <TicketStrip />
    </Pane>
  );
}

function CaseGroup({ group }: { readonly group: EntryGroup }) {
  const lines = group.entries.map((entry) => <EntryLine key={entry.id} entry={entry} />);
  if (group.case === null) return <ul className="group group-single">{lines}</ul>;
  return (
    <section className="group" aria-label={`Case ${group.case}`}>
      <header>
        <strong>{group.person ?? 'Somebody'}</strong>
        <span className="case-id" title={group.case}>
          case {group.case.slice(-8)}
        </span>
      </header>
      <ul>{lines}</ul>
    </section>
  );
}

const Notice = ({ children }: { readonly children: string }) => (
  <Center flex={1} p="xl">
    <Text c="dimmed" ta="center">
      {children}
    </Text>
  </Center>
);

const TimelineSkeleton = () => (
  <Stack gap="sm" p="md" aria-label="Loading">
    {[1, 2, 3, 4].map((line) => (
      <Skeleton key={line} h={34} />
    ))}
  </Stack>
);
