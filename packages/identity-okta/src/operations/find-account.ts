import type { Account, FindAccount } from '@access-account/contract';
import { ConnectorError } from '@access-account/contract';
import { toAccount } from '../map-user.ts';
import type { OktaClient } from '../okta-client.ts';
import { searchUsers } from '../okta-reads.ts';
import { requireUser } from '../require-user.ts';
import { searchText } from '../search-text.ts';

const atMost = 10;

export function findAccount(client: OktaClient): FindAccount {
  return async ({ by, value }, call) => {
    if (by === 'id') {
      try {
        return [toAccount(await requireUser({ client, account: { id: value }, call }))];
      } catch (error) {
        if (ConnectorError.isInstance(error) && error.code === 'not-found') return [];
        throw error;
      }
    }
    const text = searchText(value);
    if (text === undefined) return [];
    const { value: users } = await client.requests.read(searchUsers(`profile.${by} eq ${text}`), call);
    // Okta compares; what it compares by is not left to it alone.
    const wanted = value.toLowerCase();
    return users
      .map(toAccount)
      .filter((account: Account) => account[by]?.toLowerCase() === wanted)
      .slice(0, atMost);
  };
}
