import { withinDeadline } from '@access-account/connector-kit';
import { ConflictError, type UnlockAccount } from '@access-account/contract';
import { readStatus } from '../read-status.ts';
import type { SandboxClient } from '../sandbox-client.ts';

export function unlockAccount(client: SandboxClient): UnlockAccount {
  return withinDeadline({
    system: client.displayName,
    run: async ({ id }) => {
      const { standing } = await readStatus({ client, account: { id } });
      if (standing !== 'enabled') {
        throw new ConflictError({
          system: client.displayName,
          summary: `The account is ${standing}; only a lock by failed logins is lifted.`,
          remedy: 'Whoever disabled the account decides whether it is enabled again.',
        });
      }
      const lifted = await client.liftLock(id);
      const { lock } = await readStatus({ client, account: { id } });
      return { changed: lifted !== null, verified: lock === null, system: client.displayName, account: { id } };
    },
  });
}
