import type { Call, ConversationReference } from '@access-account/contract';
import { toConversation } from './places.ts';
import type { SlackRequests } from './slack-requests.ts';
import { conversationAnswer } from './slack-shapes.ts';

export interface OpenDirectMessageOptions {
  readonly requests: SlackRequests;
  /** The user's id. */
  readonly user: string;
  readonly call: Call;
}

/** The app's direct messages with somebody: always the same, however often it is opened. */
export async function openDirectMessage(options: OpenDirectMessageOptions): Promise<ConversationReference> {
  const { requests, user, call } = options;
  const { value } = await requests.ask(
    { method: 'conversations.open', body: { users: user }, answer: conversationAnswer, changes: false },
    call,
  );
  return toConversation({ channel: value.channel.id });
}
