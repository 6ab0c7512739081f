import type { ConnectorError, ListedAccount } from '@access-account/contract';
import { judgeEach } from './judge-each.ts';
import type { LdapEntry } from './ldap-entry.ts';

export interface Listed {
  readonly accounts: readonly ListedAccount[];
  /** One for each entry of which the directory hides something that is needed. */
  readonly hidden: readonly ConnectorError[];
}

/** One person whom the service account may not see whole must not keep everybody else from being reminded. */
export async function listed(
  entries: readonly LdapEntry[],
  toListed: (entry: LdapEntry) => Promise<ListedAccount>,
): Promise<Listed> {
  const { values: accounts, hidden } = await judgeEach(entries, toListed);
  return { accounts, hidden };
}
