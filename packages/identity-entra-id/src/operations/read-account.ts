import type { ReadAccount } from '@access-account/contract';
import type { EntraClient } from '../entra-client.ts';
import { readLiveAccount, toStatus } from '../read-status.ts';

export function readAccount(client: EntraClient): ReadAccount {
  return async (account, call) => toStatus(await readLiveAccount({ client, account, call }));
}
