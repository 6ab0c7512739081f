import { Group, Select, Text } from '@mantine/core';
import type { SandboxPerson } from '../api/console-types.ts';
import { Icon } from '../shell/icon.tsx';

export interface PersonSelectorProps {
  readonly people: readonly SandboxPerson[];
  readonly person: string | null;
  readonly problem: string | undefined;
  onChange(login: string): void;
}

/** Whom the playground plays. */
export function PersonSelector({ people, person, problem, onChange }: PersonSelectorProps) {
  const lockedLogins = new Set(people.filter(({ locked }) => locked).map(({ login }) => login));
  return (
    <Select
      aria-label="Person to play"
      placeholder="Choose a person"
      data={people.map(({ login, displayName }) => ({ value: login, label: displayName }))}
      value={person}
      onChange={(login) => login !== null && onChange(login)}
      allowDeselect={false}
      error={problem}
      w={220}
      leftSection={person !== null && lockedLogins.has(person) ? <LockMark /> : undefined}
      renderOption={({ option }) => (
        <Group justify="space-between" wrap="nowrap" flex={1} gap="xs">
          <div>
            <Text size="sm">{option.label}</Text>
            <Text size="xs" c="dimmed">
              {option.value}
            </Text>
          </div>
          {lockedLogins.has(option.value) && <LockMark />}
        </Group>
      )}
    />
  );
}

const LockMark = () => (
  <Text component="span" c="red" lh={0} title="Locked" role="img" aria-label="Locked">
    <Icon name="lock" size={16} />
  </Text>
);
