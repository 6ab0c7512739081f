import type { Call } from '../../../shared/v1/call.ts';
import type { ChannelPerson } from '../conversation.ts';

/** The directory's attributes of the person to reach. */
export interface OpenConversationInput {
  readonly login: string;
  readonly email: string | null;
  readonly displayName: string;
  readonly locale: string | null;
}

/** `conversation.open`: the direct conversation with this person, opened where need be; undefined when the channel cannot reach them. */
export type OpenConversation = (input: OpenConversationInput, call: Call) => Promise<ChannelPerson | undefined>;
