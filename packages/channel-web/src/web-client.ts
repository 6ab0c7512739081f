import type { ConnectContext, RawRequest } from '@access-account/contract';
import { type Conversations, createConversations } from './conversations.ts';
import type { OwnCookie } from './own-cookie.ts';
import { personaGate } from './persona-gate.ts';
import { sessionCookie } from './session-cookie.ts';
import { type ChatUser, createSessions, type Sessions } from './sessions.ts';
import { createSignIn, isAccount, type SignIn } from './sign-in.ts';
import type { WebConfig } from './web-config.ts';

/** What the operations and the routes share. */
export interface WebClient {
  readonly config: WebConfig;
  readonly context: ConnectContext;
  readonly conversations: Conversations;
  readonly sessions: Sessions;
  /** Holds the id of a session. */
  readonly cookie: OwnCookie;
  /** Undefined where nobody signs in but as a persona. */
  readonly signIn: SignIn | undefined;
  /** Who sends this request, or undefined. The persona rules hold for every request, not only for signing in. */
  user(request: RawRequest): Promise<ChatUser | undefined>;
  /** The same by the user's id alone. */
  authenticate(request: RawRequest): Promise<string | undefined>;
}

export function createWebClient(config: WebConfig, context: ConnectContext): WebClient {
  const sessions = createSessions(context);
  const cookie = sessionCookie(context);
  const user = async (request: RawRequest) => {
    const id = cookie.read(request);
    if (id === undefined) return undefined;
    if (config.signIn === undefined && personaGate({ config, context, request }) !== undefined) return undefined;
    const found = await sessions.find(id);
    // A persona of yesterday is nobody where people sign in, and the other way round.
    return found !== undefined && isAccount(found.person) === (config.signIn !== undefined) ? found : undefined;
  };
  return {
    config,
    context,
    conversations: createConversations(context.store),
    sessions,
    cookie,
    signIn: config.signIn === undefined ? undefined : createSignIn(config.signIn, context),
    user,
    authenticate: async (request) => (await user(request))?.person,
  };
}
