import {
  type Call,
  ConnectorError,
  type OpenTicket,
  type OpenTicketInput,
  type Requester,
} from '@access-account/contract';
import { adfOf, ownAddress, plain, shorten } from '../adf.ts';
import { openingFor } from '../by-feature.ts';
import { findAccountId } from '../find-account-id.ts';
import type { JiraClient } from '../jira-client.ts';
import { labelOf, referenceOf } from '../tickets.ts';
import { searchIssues } from './find-ticket.ts';

/** `ticket.open`: one request where nothing was tried before; in a service project a look for the requester before it. */
export function openTicket(client: JiraClient): OpenTicket {
  return async (input, call) => {
    const [found] = call.repeated ? await searchIssues(input.key, client, call) : [];
    if (found !== undefined) return referenceOf(found, client);
    const created = await create(input, client, call);
    client.opened.add(created.id);
    if (client.config.webLink) await linkBack(created.id, input, client, call);
    return referenceOf(created, client);
  };
}

async function create(
  { key, requester, subject, description, feature }: OpenTicketInput,
  { api, config, publicUrl }: JiraClient,
  call: Call,
) {
  const { serviceDesk, project, issueType } = config;
  const opening = openingFor(feature, config);
  const fieldsFor = (text: string) => ({
    ...opening.fields,
    summary: shorten(plain(subject).replace(/\s+/g, ' ').trim(), 255),
    description: adfOf(text, publicUrl),
    labels: [labelOf(key), ...opening.labels],
  });
  const named = `${description}\n\n${nameOf(requester)}`;
  if (serviceDesk === undefined)
    return api.createIssue({ ...fieldsFor(named), project: { key: project }, issuetype: { name: issueType } }, call);
  const { serviceDeskId, requestTypeId, onBehalf } = serviceDesk;
  const onBehalfOf = onBehalf ? await findAccountId(requester.email, api, call) : undefined;
  const fields = fieldsFor(onBehalfOf === undefined ? named : description);
  return api.createRequest({ serviceDeskId, requestTypeId, fields, onBehalfOf }, call);
}

/** For the desk, where Jira itself does not say whose it is. */
function nameOf({ displayName, login, email }: Requester): string {
  return `Requester: ${displayName} (${email === null ? login : `${login}, ${email}`})`;
}

/** What the description links to in this product, as a link of the ticket. A ticket without it is opened all the same. */
async function linkBack(
  id: string,
  { key, description }: OpenTicketInput,
  { api, publicUrl, logger }: JiraClient,
  call: Call,
): Promise<void> {
  const url = ownAddress(description, publicUrl);
  if (url === undefined) return;
  try {
    await api.link(id, { globalId: `access-account=${labelOf(key)}`, url, title: 'Access Account' }, call);
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    logger.warn('Jira did not take the link back to the case', { code: error.code });
  }
}
