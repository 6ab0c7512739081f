import {
  AmbiguousOutcomeError,
  type Call,
  type ChannelPerson,
  NotFoundError,
  type OpenConversation,
  UnavailableError,
} from '@access-account/contract';
import { kindOfUser, matchOf } from '../describe-member.ts';
import type { Reference } from '../references.ts';
import type { TeamsClient } from '../teams-client.ts';
import type { GraphUser } from '../teams-shapes.ts';

/** Somebody who may not have written yet: found in Entra ID, and given the app where they do not have it. */
export function openConversation(client: TeamsClient): OpenConversation {
  const { graph, references, config } = client;
  const { linkBy, catalogAppId, displayName: system } = config;
  return async ({ login, email }, call): Promise<ChannelPerson | undefined> => {
    // Without it Graph is not asked for anything, and needs to grant nothing.
    if (catalogAppId === undefined) return undefined;
    const [by, value] = linkBy === 'email' ? (['mail', email] as const) : (['userPrincipalName', login] as const);
    if (value === null) return undefined;
    try {
      const [found, ...others] = await graph.users(by, value, call);
      if (found === undefined || others.length > 0 || kindOfUser(found) !== 'employee') return undefined;
      const known = (await references.ofUser(found.id)) ?? (await reach(client, found, catalogAppId, call));
      if (known === undefined) return undefined;
      return {
        user: references.toUser(found.id),
        conversation: { id: known.conversation },
        kind: 'employee',
        match: matchOf({ kind: 'employee', user: found.id, login: found.userPrincipalName, email: found.mail, linkBy }),
        displayName: found.displayName || found.id,
        locale: found.preferredLanguage ?? known.locale,
      };
    } catch (error) {
      if (NotFoundError.isInstance(error) && error.code === 'not-found') return undefined;
      // Nobody was told anything yet, so another channel may be tried; another try finds what was installed.
      if (!AmbiguousOutcomeError.isInstance(error) || error.code !== 'ambiguous-outcome') throw error;
      const { summary, remedy } = error;
      throw new UnavailableError({ system, summary, remedy, cause: error });
    }
  };
}

/** The app is installed, the chat that this makes is asked for its one person, and their conversation is what messages go to. */
async function reach(
  { graph, connector, references, config }: TeamsClient,
  user: GraphUser,
  app: string,
  call: Call,
): Promise<Reference | undefined> {
  const [serviceUrl = ''] = config.serviceUrls;
  await graph.install(user.id, app, call);
  const chat = await graph.chat(user.id, app, call);
  if (chat === undefined) return undefined;
  const members = await connector.members({ serviceUrl, conversation: chat }, call);
  const member = members.find(({ aadObjectId, objectId }) => (aadObjectId ?? objectId)?.toLowerCase() === user.id);
  if (member === undefined) return undefined;
  const conversation = await connector.chatWith({ serviceUrl, member: member.id }, call);
  const reference: Reference = {
    conversation,
    serviceUrl,
    member: member.id,
    user: user.id,
    locale: user.preferredLanguage ?? null,
  };
  await references.keep(reference);
  return reference;
}
