import type { UpdateMessage } from '@access-account/contract';
import { toPlace } from '../places.ts';
import { toBlocks } from '../render/to-blocks.ts';
import { toFallback } from '../render/to-fallback.ts';
import type { SlackClient } from '../slack-client.ts';
import { messageAnswer } from '../slack-shapes.ts';

export function updateMessage({ requests }: SlackClient): UpdateMessage {
  return async ({ to, at, message }, call) => {
    const { value } = await requests.ask(
      {
        method: 'chat.update',
        body: {
          channel: toPlace(to).channel,
          ts: at.id,
          text: toFallback(message),
          blocks: toBlocks(message),
          parse: 'none',
          link_names: false,
        },
        answer: messageAnswer,
        changes: true,
      },
      call,
    );
    return { id: value.ts };
  };
}
