import { ConflictError, type UnlockAccount } from '@access-account/contract';
import type { SandboxClient } from '../sandbox-client.ts';
import { readAccount } from './read-account.ts';

export function unlockAccount(client: SandboxClient): UnlockAccount {
  const read = readAccount(client);
  return async ({ id }, call) => {
    const { standing } = await read({ id }, call);
    if (standing !== 'enabled') {
      throw new ConflictError({
        system: client.displayName,
        summary: `The account is ${standing}; only a lock by failed logins is lifted.`,
        remedy: 'Whoever disabled the account decides whether it is enabled again.',
      });
    }
    const lifted = await client.liftLock(id);
    const { lock } = await read({ id }, call);
    return { changed: lifted !== null, verified: lock === null, system: client.displayName, account: { id } };
  };
}
