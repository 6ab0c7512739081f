import type { HttpRoute, RawRequest } from '@access-account/contract';
import { errorResponse } from '../error-response.ts';
import { isSameOrigin } from '../is-same-origin.ts';
import { streamConversation } from '../stream-conversation.ts';
import type { WebClient } from '../web-client.ts';

/** GET `stream`: the signed-in person's conversation as server-sent events, from `Last-Event-ID` or `?after=` on. */
export function streamRoute(client: WebClient): HttpRoute {
  return {
    method: 'GET',
    path: 'stream',
    handle: async (request) => {
      if (!isSameOrigin({ request, publicUrl: client.context.publicUrl })) {
        const message = 'This request came from another site. Open the chat itself.';
        return errorResponse({ status: 403, code: 'foreign-origin', message });
      }
      const user = await client.authenticate(request);
      if (user === undefined) {
        const message = 'You are not signed in to this chat. Sign in and try again.';
        return errorResponse({ status: 401, code: 'not-signed-in', message });
      }
      return {
        status: 200,
        reader: user,
        headers: {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
          'x-content-type-options': 'nosniff',
        },
        body: streamConversation({
          conversations: client.conversations,
          user,
          after: readPosition(request),
          mayRead: async () => (await client.authenticate(request)) === user,
          signals: [request.signal, client.context.signal],
        }),
      };
    },
  };
}

function readPosition(request: RawRequest): number {
  const given = request.headers.get('last-event-id') ?? request.query.get('after') ?? '';
  return /^\d{1,15}$/.test(given) ? Number(given) : 0;
}
