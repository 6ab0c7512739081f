import type { AccountReference, AccountStatus } from '@access-account/contract';
import { mapAccountStatus } from './map-account.ts';
import { requirePerson } from './require-person.ts';
import type { SandboxClient } from './sandbox-client.ts';

export interface ReadStatusOptions {
  readonly client: SandboxClient;
  readonly account: AccountReference;
}

/** The live state. @throws NotFoundError */
export async function readStatus(options: ReadStatusOptions): Promise<AccountStatus> {
  const { client } = options;
  const person = await requirePerson(options);
  const [state, record, signedIn] = await Promise.all([
    client.stateOf(person),
    client.signInRecord(person.id),
    client.tellsSignIns ? client.sessions.of(person.id) : undefined,
  ]);
  return mapAccountStatus({ person, state, record, lastSignInAt: signedIn?.lastAt, now: client.now() });
}
