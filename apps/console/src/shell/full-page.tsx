import { Button, Center, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export interface FullPageProps {
  readonly title: string;
  readonly icon: IconName;
  readonly children: ReactNode;
  readonly onRetry?: () => void;
  /** What there is to press. */
  readonly action?: ReactNode;
}

/** One thing to say, in the middle of an empty page. */
export function FullPage({ title, icon, children, onRetry, action }: FullPageProps) {
  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper withBorder p="xl" radius="lg" maw={460}>
        <Stack gap="sm" align="flex-start">
          <ThemeIcon size={44} radius="md" variant="light">
            <Icon name={icon} size={24} />
          </ThemeIcon>
          <Title order={1} size="h3">
            {title}
          </Title>
          <Text c="dimmed">{children}</Text>
          {action}
          {onRetry && (
            <Button variant="default" mt="xs" onClick={onRetry}>
              Try again now
            </Button>
          )}
        </Stack>
      </Paper>
    </Center>
  );
}
