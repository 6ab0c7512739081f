import { defineChannelConnector } from '@access-account/contract';
import { diagnose } from './diagnose.ts';
import { openConversation } from './operations/open-conversation.ts';
import { receiveWebhook } from './operations/receive-webhook.ts';
import { resolvePerson } from './operations/resolve-person.ts';
import { sendMessage } from './operations/send-message.ts';
import { updateMessage } from './operations/update-message.ts';
import { embedRoute } from './routes/embed-route.ts';
import { pageRoutes } from './routes/page-routes.ts';
import { personaRoute } from './routes/persona-route.ts';
import { sessionRoute } from './routes/session-route.ts';
import { signInRoutes } from './routes/sign-in-routes.ts';
import { streamRoute } from './routes/stream-route.ts';
import { createWebClient, type WebClient } from './web-client.ts';
import { webConfig } from './web-config.ts';

/** The web chat: a page of our own, messages down by server-sent events, answers up by POST. */
export const webConnector = defineChannelConnector({
  specificationVersion: 'v1',
  kind: 'channel',
  id: 'web',
  displayName: 'Web chat',
  config: webConfig,
  features: { buttons: true, forms: true, messageIds: true, maximumTextLength: 20_000 },
  permissions: {
    'webhook.receive': [],
    'person.resolve': [],
    'conversation.open': [],
    'message.send': [],
    'message.update': [],
  },
  idempotency: {
    'webhook.receive': 'none',
    'person.resolve': 'readback',
    'conversation.open': 'readback',
    'message.send': 'key',
    'message.update': 'key',
  },
  connect: async (config, context) => {
    const client = createWebClient(config, context);
    const { signIn } = client;
    const routes = [
      ...pageRoutes(config),
      embedRoute(config),
      sessionRoute(client),
      ...(signIn === undefined ? [personaRoute(client)] : signInRoutes(client, signIn)),
      streamRoute(client),
    ];
    for (const route of routes) context.httpRoutes.add(route);
    return { client, check: () => diagnose(client), close: async () => {} };
  },
  operations: (client: WebClient) => ({
    'webhook.receive': receiveWebhook(client),
    'person.resolve': resolvePerson(),
    'conversation.open': openConversation(client),
    'message.send': sendMessage(client),
    'message.update': updateMessage(client),
  }),
});
