import { type Account, ConnectorError, type FindAccount } from '@access-account/contract';
import type { EntraClient } from '../entra-client.ts';
import { filterText } from '../filter-text.ts';
import { searchUsers } from '../graph-reads.ts';
import { toAccount } from '../map-user.ts';
import { requireUser } from '../require-user.ts';

const atMost = 10;

export function findAccount(client: EntraClient): FindAccount {
  return async ({ by, value }, call) => {
    if (by === 'id') {
      try {
        return [toAccount(await requireUser({ client, account: { id: value }, call }))];
      } catch (error) {
        if (ConnectorError.isInstance(error) && error.code === 'not-found') return [];
        throw error;
      }
    }
    const text = filterText(value);
    if (text === undefined) return [];
    const search = searchUsers(by === 'login' ? 'userPrincipalName' : 'mail', text);
    const { value: users } = await client.requests.read(search, call);
    // Graph compares; what it compares by is not left to it alone.
    const wanted = value.toLowerCase();
    return users
      .map(toAccount)
      .filter((account: Account) => account[by]?.toLowerCase() === wanted)
      .slice(0, atMost);
  };
}
