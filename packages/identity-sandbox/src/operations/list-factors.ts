import { withinDeadline } from '@access-account/connector-kit';
import type { ListFactors } from '@access-account/contract';
import { requirePerson } from '../require-person.ts';
import type { SandboxClient } from '../sandbox-client.ts';

export function listFactors(client: SandboxClient): ListFactors {
  return withinDeadline({
    system: client.displayName,
    run: async (account) => {
      const { id } = await requirePerson({ client, account });
      return client.factors.of(id);
    },
  });
}
