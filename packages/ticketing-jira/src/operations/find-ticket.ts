import { foundTicket, mostFound } from '@access-account/connector-kit';
import type { Call, FindTicket } from '@access-account/contract';
import type { Issue } from '../jira-api.ts';
import type { JiraClient } from '../jira-client.ts';
import { jqlString } from '../jql.ts';
import { labelOf, mapTicket } from '../tickets.ts';

/** `ticket.find`: searched for by its label; the index may be behind, so that its state is read from the issue itself. */
export function findTicket(client: JiraClient): FindTicket {
  return async ({ key }, call) => {
    const found = await searchIssues(key, client, call);
    const issues = await Promise.all(found.map(({ id }) => client.api.readIssue(id, call)));
    return foundTicket(issues.map((issue) => mapTicket(issue, client)));
  };
}

/** The issues of a key, wherever the desk moved them, as the index has them, oldest first. */
export async function searchIssues(key: string, { api }: JiraClient, call: Call): Promise<readonly Issue[]> {
  const label = labelOf(key);
  const issues = await api.search(`labels = ${jqlString(label)} ORDER BY created ASC`, mostFound, call);
  return issues.filter(({ fields }) => fields.labels.includes(label));
}
