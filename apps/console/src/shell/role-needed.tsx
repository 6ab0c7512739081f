import { Text } from '@mantine/core';
import type { OperatorRole } from '../api/console-types.ts';

export interface RoleNeededProps {
  /** What it is that takes the role. */
  readonly what: string;
  readonly needed: OperatorRole;
  readonly role: OperatorRole;
}

/** Why something is not offered here. */
export const RoleNeeded = ({ what, needed, role }: RoleNeededProps) => (
  <Text size="sm" c="dimmed">
    {`${what} takes the role “${needed}”; yours is “${role}”.`}
  </Text>
);
