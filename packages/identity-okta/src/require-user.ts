import { type AccountReference, type Call, NotFoundError } from '@access-account/contract';
import { isUserId } from './map-user.ts';
import type { OktaClient } from './okta-client.ts';
import { readUser } from './okta-reads.ts';
import type { OktaUser } from './okta-shapes.ts';

export interface RequireUserOptions {
  readonly client: OktaClient;
  readonly account: AccountReference;
  readonly call: Call;
}

/**
 * The live user of this very id.
 * @throws NotFoundError when there is none.
 */
export async function requireUser({ client, account: { id }, call }: RequireUserOptions): Promise<OktaUser> {
  if (isUserId(id)) {
    const { value: user } = await client.requests.read(readUser(id), call);
    if (user.id === id) return user;
  }
  throw new NotFoundError({
    system: client.system,
    summary: 'There is no such account.',
    remedy: 'Look the person up again; the account may have been deleted.',
  });
}
