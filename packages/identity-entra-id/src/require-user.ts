import { type AccountReference, type Call, NotFoundError } from '@access-account/contract';
import type { EntraClient } from './entra-client.ts';
import { readUser } from './graph-reads.ts';
import type { EntraUser } from './graph-shapes.ts';
import { isUserId } from './map-user.ts';

export interface RequireUserOptions {
  readonly client: EntraClient;
  readonly account: AccountReference;
  readonly call: Call;
}

/**
 * The live user of this very id.
 * @throws NotFoundError when there is none.
 */
export async function requireUser({ client, account: { id }, call }: RequireUserOptions): Promise<EntraUser> {
  if (!isUserId(id)) throw noSuchAccount(client);
  return requireSame({ client, id, user: await client.requests.read(readUser(id), call) });
}

/** @throws NotFoundError when Graph answers with somebody else. */
export function requireSame({ client, id, user }: { client: EntraClient; id: string; user: EntraUser }): EntraUser {
  if (user.id.toLowerCase() !== id.toLowerCase()) throw noSuchAccount(client);
  return user;
}

export function noSuchAccount({ system }: Pick<EntraClient, 'system'>): NotFoundError {
  return new NotFoundError({
    system,
    summary: 'There is no such account.',
    remedy: 'Look the person up again; the account may have been deleted.',
  });
}
