import type { Call, FindTicket } from '@access-account/contract';
import type { Issue } from '../jira-api.ts';
import type { JiraClient } from '../jira-client.ts';
import { jqlString } from '../jql.ts';
import { labelOf, mapTicket } from '../tickets.ts';

/** `ticket.find`: searched for by its label; the index may be behind, so that its state is read from the issue itself. */
export function findTicket(client: JiraClient): FindTicket {
  return async ({ key }, call) => {
    const found = await searchIssue(key, client, call);
    return found && mapTicket(await client.api.readIssue(found.id, call), client);
  };
}

/** The issue of a key, wherever the desk moved it, as the index has it; the oldest where there are several. */
export async function searchIssue(key: string, { api }: JiraClient, call: Call): Promise<Issue | undefined> {
  const label = labelOf(key);
  const issues = await api.search(`labels = ${jqlString(label)} ORDER BY created ASC`, 2, call);
  return issues.find(({ fields }) => fields.labels.includes(label));
}
