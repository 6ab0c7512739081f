import type { Call } from '@access-account/contract';
import type { JiraApi } from './jira-api.ts';

/**
 * The one active account whose address this is. Nobody is guessed: a search finds names, too, which people choose themselves,
 * and addresses that somebody keeps to themselves are not shown.
 */
export async function findAccountId(email: string | null, api: JiraApi, call: Call): Promise<string | undefined> {
  if (email === null || email === '') return undefined;
  const wanted = email.toLowerCase();
  const users = (await api.users(email, call)).filter(
    ({ active, accountType, emailAddress }) =>
      active && accountType !== 'app' && emailAddress?.toLowerCase() === wanted,
  );
  return users.length === 1 ? users[0]?.accountId : undefined;
}
