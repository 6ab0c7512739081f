import { defineChannelConnector } from '@access-account/contract';
import { checkSlack, scopes } from './check-slack.ts';
import { listenForEvents } from './operations/listen-for-events.ts';
import { openConversation } from './operations/open-conversation.ts';
import { receiveWebhook } from './operations/receive-webhook.ts';
import { resolvePerson } from './operations/resolve-person.ts';
import { sendMessage } from './operations/send-message.ts';
import { updateMessage } from './operations/update-message.ts';
import { limits } from './render/limits.ts';
import { connectSlack, type SlackClient } from './slack-client.ts';
import { slackConfig } from './slack-config.ts';

/** Slack: direct messages between people and the app of one workspace. */
export const slackConnector = defineChannelConnector({
  specificationVersion: 'v1',
  kind: 'channel',
  id: 'slack',
  displayName: 'Slack',
  config: slackConfig,
  features: {
    buttons: true,
    forms: true,
    messageIds: true,
    maximumTextLength: limits.text,
    // Slack gives an app ten sockets. Two are enough that one can break.
    maximumListeners: 2,
  },
  permissions: {
    'webhook.receive': [
      'events and interactivity by HTTP: the signing secret',
      'message.im',
      'assistant_thread_started',
    ],
    'event.listen': [
      'Socket Mode: an app-level token with connections:write',
      'message.im',
      'assistant_thread_started',
    ],
    ...scopes,
  },
  idempotency: {
    'webhook.receive': 'key',
    'event.listen': 'key',
    'person.resolve': 'readback',
    'conversation.open': 'readback',
    'message.send': 'readback',
    'message.update': 'readback',
  },
  // A message a second and channel, and a number a minute by method: https://docs.slack.dev/apis/web-api/rate-limits.
  rateLimitScope: 'call',
  connect: async (config, context) => {
    const client = connectSlack(config, context);
    return { client, check: (call) => checkSlack({ client, call }), close: () => client.close() };
  },
  operations: (client: SlackClient) => ({
    'webhook.receive': receiveWebhook(client),
    'event.listen': listenForEvents(client),
    'person.resolve': resolvePerson(client),
    'conversation.open': openConversation(client),
    'message.send': sendMessage(client),
    'message.update': updateMessage(client),
  }),
});
