import { Button, Menu, Text } from '@mantine/core';
import { useSession, useSignOut } from '../api/use-session.ts';
import { Icon } from './icon.tsx';
import { roleWords } from './role-words.ts';

/** Who is signed in, with which role, and the way out. */
export function OperatorMenu() {
  const { data: session } = useSession();
  const { mutate: signOut, error } = useSignOut();
  if (session === undefined) return null;
  const { name, subject, role } = session.operator;
  const shown = subject === null ? 'One-time link' : name;
  return (
    <Menu width={260} position="bottom-end" withArrow shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          className="operator"
          leftSection={<Icon name="person" size={16} />}
          aria-label={`Signed in: ${shown}, ${role}`}
        >
          <span className="operator-name">{shown}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className="operator-about">
          <Text size="sm" fw={600}>
            {shown}
          </Text>
          <Text size="xs" c="dimmed">
            {`Role “${role}”: ${roleWords[role]}`}
          </Text>
          {error !== null && (
            <Text size="xs" c="red" role="alert">
              {error.message}
            </Text>
          )}
        </div>
        <Menu.Divider />
        <Menu.Item closeMenuOnClick={false} onClick={() => signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
