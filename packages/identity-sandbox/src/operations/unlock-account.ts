import { withinDeadline } from '@access-account/connector-kit';
import type { UnlockAccount } from '@access-account/contract';
import { readStatus } from '../read-status.ts';
import { requireEnabled } from '../require-enabled.ts';
import type { SandboxClient } from '../sandbox-client.ts';

export function unlockAccount(client: SandboxClient): UnlockAccount {
  return withinDeadline({
    system: client.displayName,
    run: async ({ id }) => {
      await requireEnabled({ client, account: { id }, rule: 'only a lock by failed logins is lifted' });
      const lifted = await client.liftLock(id);
      const { lock } = await readStatus({ client, account: { id } });
      return { changed: lifted !== null, verified: lock === null, system: client.displayName, account: { id } };
    },
  });
}
