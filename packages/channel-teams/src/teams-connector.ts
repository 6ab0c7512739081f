import { defineChannelConnector } from '@access-account/contract';
import { checkTeams } from './check-teams.ts';
import { graphPermissions } from './graph.ts';
import { openConversation } from './operations/open-conversation.ts';
import { receiveWebhook } from './operations/receive-webhook.ts';
import { resolvePerson } from './operations/resolve-person.ts';
import { sendMessage } from './operations/send-message.ts';
import { updateMessage } from './operations/update-message.ts';
import { limits } from './render/limits.ts';
import { connectTeams, type TeamsClient } from './teams-client.ts';
import { teamsConfig } from './teams-config.ts';

/** Microsoft Teams: personal chats with one app in one organisation. */
export const teamsConnector = defineChannelConnector({
  specificationVersion: 'v1',
  kind: 'channel',
  id: 'teams',
  displayName: 'Microsoft Teams',
  config: teamsConfig,
  features: {
    buttons: true,
    forms: true,
    // Teams keeps no key of ours and lets an app read nothing back: after a lost answer a message may be there twice.
    messageIds: false,
    maximumTextLength: limits.text,
  },
  permissions: {
    'webhook.receive': ['an Azure Bot with the Teams channel, whose messaging endpoint is “messages”'],
    'person.resolve': ['the app in the person’s personal chats'],
    'conversation.open': [...graphPermissions],
    'message.send': ['a client secret of the app', 'the app in the person’s personal chats'],
    'message.update': ['a client secret of the app', 'the app in the person’s personal chats'],
  },
  idempotency: {
    'webhook.receive': 'key',
    'person.resolve': 'readback',
    'conversation.open': 'readback',
    'message.send': 'none',
    'message.update': 'readback',
  },
  connect: async (config, context) => {
    const client = connectTeams(config, context);
    client.aside('a look for cards that were left behind', () => client.cards.sweep());
    return { client, check: (call) => checkTeams({ client, call }), close: () => client.close() };
  },
  operations: (client: TeamsClient) => ({
    'webhook.receive': receiveWebhook(client),
    'person.resolve': resolvePerson(client),
    'conversation.open': openConversation(client),
    'message.send': sendMessage(client),
    'message.update': updateMessage(client),
  }),
});
