import { ConnectorError, type ListedAccount } from '@access-account/contract';
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
  const accounts: ListedAccount[] = [];
  const hidden: ConnectorError[] = [];
  for (const entry of entries) {
    try {
      accounts.push(await toListed(entry));
    } catch (error) {
      if (!ConnectorError.isInstance(error) || error.code !== 'response-invalid') throw error;
      hidden.push(error);
    }
  }
  return { accounts, hidden };
}
