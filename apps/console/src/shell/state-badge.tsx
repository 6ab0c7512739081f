import { Badge, Divider, Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import type { ConnectorState, Overview } from '../api/console-types.ts';

const colors = { ready: 'teal', degraded: 'orange', starting: 'gray', away: 'red' } as const;
const words = { ready: 'Ready', degraded: 'Degraded', starting: 'Starting', away: 'No connection' } as const;

export interface StateBadgeProps {
  readonly overview: Overview;
  readonly connected: boolean;
}

/** How the installation is, and behind a click why: every connector with its reason and its remedy. */
export function StateBadge({ overview, connected }: StateBadgeProps) {
  const state = connected ? overview.state : 'away';
  return (
    <Popover width={340} position="bottom-start" withArrow shadow="md">
      <Popover.Target>
        <UnstyledButton aria-label={`${words[state]}: show the connectors`} className="state">
          <Badge variant="dot" color={colors[state]} size="lg" tt="none">
            {words[state]}
          </Badge>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {!connected && <Text size="sm">The server does not answer. What you see may be old.</Text>}
          {overview.connectors.map((connector) => (
            <ConnectorLine key={connector.name} connector={connector} />
          ))}
          <Divider />
          <Text size="xs" c="dimmed">
            Access Account {overview.version}
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function ConnectorLine({ connector }: { readonly connector: ConnectorState }) {
  const { name, kind, displayName, state, reason, remedy } = connector;
  return (
    <div className="connector" data-state={state}>
      <Text size="sm" fw={600}>
        <span className="dot" aria-hidden="true" /> {displayName}{' '}
        <Text span size="xs" c="dimmed" fw={400}>
          {kind} · {name} · {state}
        </Text>
      </Text>
      {reason && <Text size="sm">{reason}</Text>}
      {remedy && (
        <Text size="sm" c="dimmed">
          {remedy}
        </Text>
      )}
    </div>
  );
}
