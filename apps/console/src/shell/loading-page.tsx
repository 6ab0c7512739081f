import { Group, Skeleton, Stack } from '@mantine/core';

/** The playground's outline, before anything is known. */
export function LoadingPage() {
  return (
    <Stack component="main" p="md" h="100dvh" aria-label="Loading" aria-busy="true">
      <Skeleton h={44} />
      <Group grow flex={1} align="stretch" gap="md">
        <Skeleton />
        <Skeleton />
        <Skeleton />
      </Group>
    </Stack>
  );
}
