import type { ChannelUserReference, ConversationReference } from '@access-account/contract';

/** Where in Slack a conversation is. */
export interface Place {
  readonly channel: string;
  /** The thread, in an assistant's conversation. */
  readonly thread?: string | undefined;
}

/** `D0123`, or `D0123:1700000000.000100` for a thread. */
export function toConversation({ channel, thread }: Place): ConversationReference {
  return { id: thread === undefined ? channel : `${channel}:${thread}` };
}

export function toPlace({ id }: ConversationReference): Place {
  const [channel = '', thread] = id.split(':', 2);
  return { channel, thread };
}

/** Users are known by workspace and id: `T0123/U0123`. */
export function toUser(teamId: string, user: string): ChannelUserReference {
  return { id: `${teamId}/${user}` };
}

/** The user's id in this workspace; undefined for a reference to somebody of another one. */
export function userIn(teamId: string, { id }: ChannelUserReference): string | undefined {
  const [team, user, ...more] = id.split('/');
  return team === teamId && user && more.length === 0 ? user : undefined;
}
