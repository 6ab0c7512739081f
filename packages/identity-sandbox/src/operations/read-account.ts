import { NotFoundError, type ReadAccount } from '@access-account/contract';
import { mapAccountStatus } from '../map-account.ts';
import type { SandboxClient } from '../sandbox-client.ts';

export function readAccount(client: SandboxClient): ReadAccount {
  return async ({ id }) => {
    const person = await client.personById(id);
    if (person === undefined) {
      throw new NotFoundError({
        system: client.displayName,
        summary: 'There is no account with this id.',
        remedy: 'Link the person to an account that exists.',
      });
    }
    return mapAccountStatus({ person, record: await client.signInRecord(id), now: client.now() });
  };
}
