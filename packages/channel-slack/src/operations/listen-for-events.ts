import { type ListenForEvents, OperationUnsupportedError } from '@access-account/contract';
import type { SlackClient } from '../slack-client.ts';
import { openSocket } from '../slack-socket.ts';
import { takePayload } from '../take-payload.ts';

export function listenForEvents(client: SlackClient): ListenForEvents {
  const { config, context, listening } = client;
  return async ({ deliver, signal }, call) => {
    const { appToken, displayName: system } = config;
    if (appToken === undefined) {
      throw new OperationUnsupportedError({
        system,
        summary: 'There is no app-level token, so there is no socket to listen on.',
        remedy: 'Set appToken, or leave it with events by HTTP.',
      });
    }
    const { ended } = await openSocket({
      config: { ...config, appToken },
      context,
      signal,
      call,
      onPayload: async (payload, acknowledge) => {
        const taken = await takePayload(client, payload);
        // What nobody understands would only come again as it is.
        if (typeof taken === 'string') return acknowledge(undefined);
        // Not acknowledged where it could not be stored, so that Slack sends it again.
        const outcomes = taken.events.length === 0 ? [] : await deliver(taken.events);
        return acknowledge(taken.answer(outcomes));
      },
    });
    listening.sockets += 1;
    void ended.finally(() => {
      listening.sockets -= 1;
    });
    return { ended };
  };
}
