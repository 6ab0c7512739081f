import { type AccountReference, NotFoundError } from '@access-account/contract';
import type { PersonRecord } from './person-record.ts';
import type { SandboxClient } from './sandbox-client.ts';

export interface RequirePersonOptions {
  readonly client: SandboxClient;
  readonly account: AccountReference;
}

/** @throws NotFoundError */
export async function requirePerson({ client, account: { id } }: RequirePersonOptions): Promise<PersonRecord> {
  const person = await client.personById(id);
  if (person !== undefined) return person;
  throw new NotFoundError({
    system: client.displayName,
    summary: 'There is no account with this id.',
    remedy: 'Link the person to an account that exists.',
  });
}
