import { withinDeadline } from '@access-account/connector-kit';
import type { ReadRecovery } from '@access-account/contract';
import { requirePerson } from '../require-person.ts';
import type { SandboxClient } from '../sandbox-client.ts';

export function readRecovery(client: SandboxClient): ReadRecovery {
  return withinDeadline({
    system: client.displayName,
    run: async (account) => {
      const { recoveryEmail, recoveryChangedAt } = await requirePerson({ client, account });
      return {
        addresses: recoveryEmail === null ? [] : [{ address: recoveryEmail, unchangedSince: recoveryChangedAt }],
      };
    },
  });
}
