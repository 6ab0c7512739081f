import { type AccountReference, type AccountStatus, NotFoundError } from '@access-account/contract';
import { mapAccountStatus } from './map-account.ts';
import type { SandboxClient } from './sandbox-client.ts';

export interface ReadStatusOptions {
  readonly client: SandboxClient;
  readonly account: AccountReference;
}

/** The live state. @throws NotFoundError */
export async function readStatus({ client, account: { id } }: ReadStatusOptions): Promise<AccountStatus> {
  const person = await client.personById(id);
  if (person === undefined) {
    throw new NotFoundError({
      system: client.displayName,
      summary: 'There is no account with this id.',
      remedy: 'Link the person to an account that exists.',
    });
  }
  return mapAccountStatus({ person, record: await client.signInRecord(id), now: client.now() });
}
