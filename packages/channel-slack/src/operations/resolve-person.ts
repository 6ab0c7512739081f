import { type ChannelPerson, NotFoundError, type ResolvePerson } from '@access-account/contract';
import { describeUser, kindOf } from '../describe-user.ts';
import { openDirectMessage } from '../open-direct-message.ts';
import { toConversation, userIn } from '../places.ts';
import type { SlackClient } from '../slack-client.ts';
import { userAnswer } from '../slack-shapes.ts';

export function resolvePerson({ requests, config }: SlackClient): ResolvePerson {
  return async (reference, call): Promise<ChannelPerson | undefined> => {
    const id = userIn(config.teamId, reference);
    if (id === undefined) return undefined;
    try {
      const { value } = await requests.ask(
        { method: 'users.info', body: { user: id, include_locale: true }, answer: userAnswer, changes: false },
        call,
      );
      const { user } = value;
      // Nobody is talked to who is nobody's employee.
      const conversation =
        kindOf(user, config.teamId) === 'employee'
          ? await openDirectMessage({ requests, user: id, call })
          : toConversation({ channel: id });
      return describeUser({ user, conversation, config });
    } catch (error) {
      if (NotFoundError.isInstance(error) && error.code === 'not-found') return undefined;
      throw error;
    }
  };
}
