import type { ReadRecovery } from '@access-account/contract';
import type { EntraClient } from '../entra-client.ts';
import { readAddresses } from '../graph-reads.ts';
import { isUserId } from '../map-user.ts';
import { noSuchAccount } from '../require-user.ts';

/** Graph keeps no date of `otherMails`, and its audit log forgets after a month: since when they are the same, nobody can know. */
export function readRecovery(client: EntraClient): ReadRecovery {
  return async ({ id }, call) => {
    if (!isUserId(id)) throw noSuchAccount(client);
    const user = await client.requests.read(readAddresses(id), call);
    if (user.id.toLowerCase() !== id.toLowerCase()) throw noSuchAccount(client);
    const own = user.mail?.toLowerCase();
    const others = [...new Set((user.otherMails ?? []).map((address) => address.toLowerCase()))];
    return {
      addresses: others.filter((address) => address !== own).map((address) => ({ address, unchangedSince: null })),
      keepsNoHistory: true,
    };
  };
}
