import type { ConnectContext, RawRequest } from '@access-account/contract';
import { type Conversations, createConversations } from './conversations.ts';
import { personaGate } from './persona-gate.ts';
import { readSessionCookie } from './session-cookie.ts';
import { createSessions, type Sessions } from './sessions.ts';
import type { WebConfig } from './web-config.ts';

/** What the operations and the routes share. */
export interface WebClient {
  readonly config: WebConfig;
  readonly context: ConnectContext;
  readonly conversations: Conversations;
  readonly sessions: Sessions;
  /** Who sends this request: their login, or undefined. The persona rules hold for every request, not only for signing in. */
  authenticate(request: RawRequest): Promise<string | undefined>;
}

export function createWebClient(config: WebConfig, context: ConnectContext): WebClient {
  const sessions = createSessions(context);
  return {
    config,
    context,
    conversations: createConversations(context.store),
    sessions,
    authenticate: async (request) => {
      const id = readSessionCookie(request);
      if (id === undefined || personaGate({ config, context, request }) !== undefined) return undefined;
      return sessions.find(id);
    },
  };
}
