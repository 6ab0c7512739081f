import { type ChannelPerson, NotFoundError, type OpenConversation } from '@access-account/contract';
import { describeUser, kindOf } from '../describe-user.ts';
import { openDirectMessage } from '../open-direct-message.ts';
import type { SlackClient } from '../slack-client.ts';
import { userAnswer } from '../slack-shapes.ts';

export function openConversation({ requests, config }: SlackClient): OpenConversation {
  return async ({ email }, call): Promise<ChannelPerson | undefined> => {
    // Where people choose their own address, whoever chose somebody else's would be told in their place.
    if (email === null || config.emailTrust !== 'sso') return undefined;
    try {
      const { value } = await requests.ask(
        { method: 'users.lookupByEmail', body: { email }, answer: userAnswer, changes: false },
        call,
      );
      const { user } = value;
      if (kindOf(user, config.teamId) !== 'employee') return undefined;
      if (user.profile?.email?.toLowerCase() !== email.toLowerCase()) return undefined;
      return describeUser({ user, conversation: await openDirectMessage({ requests, user: user.id, call }), config });
    } catch (error) {
      if (NotFoundError.isInstance(error) && error.code === 'not-found') return undefined;
      throw error;
    }
  };
}
