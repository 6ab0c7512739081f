import type { HttpRoute } from '@access-account/contract';
import { jsonResponse } from '../json-response.ts';
import { personaGate } from '../persona-gate.ts';
import type { WebClient } from '../web-client.ts';

/** GET `session`: what the chat page shows before anything is said. */
export function sessionRoute(client: WebClient): HttpRoute {
  const { config, context } = client;
  return {
    method: 'GET',
    path: 'session',
    handle: async (request) => {
      const refusal = config.signIn === undefined ? personaGate({ config, context, request }) : undefined;
      const user = await client.user(request);
      return jsonResponse({
        status: 200,
        body: {
          displayName: config.displayName,
          embedIn: config.embedIn,
          person: user?.name ?? user?.person ?? null,
          signIn: config.signIn !== undefined,
          personas: config.signIn === undefined && refusal === undefined,
          refusal: refusal === undefined ? null : { summary: refusal.summary, remedy: refusal.remedy },
        },
      });
    },
  };
}
