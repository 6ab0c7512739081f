import { withinDeadline } from '@access-account/connector-kit';
import { OperationUnsupportedError, type StartPasswordChange } from '@access-account/contract';
import { requirePerson } from '../require-person.ts';
import type { SandboxClient } from '../sandbox-client.ts';

export function startPasswordChange(client: SandboxClient): StartPasswordChange {
  return withinDeadline({
    system: client.displayName,
    run: async (account) => {
      const person = await requirePerson({ client, account });
      const { standing } = await client.stateOf(person);
      if (standing !== 'enabled') {
        throw new OperationUnsupportedError({
          system: client.displayName,
          summary: `The account is ${standing}; its password cannot be changed.`,
          remedy: 'Whoever decided that decides whether it may be used again.',
        });
      }
      const url = `${client.address}/change-password?login=${encodeURIComponent(person.login)}`;
      return { system: client.displayName, account: { id: person.id }, by: { kind: 'link', url, until: null } };
    },
  });
}
