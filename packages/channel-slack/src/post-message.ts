import type { Call, ConversationReference, Message, MessageReference } from '@access-account/contract';
import { toPlace } from './places.ts';
import { toBlocks } from './render/to-blocks.ts';
import { toFallback } from './render/to-fallback.ts';
import type { MessageMetadata } from './sent-messages.ts';
import type { SlackRequests } from './slack-requests.ts';
import { messageAnswer } from './slack-shapes.ts';

export interface PostMessageOptions {
  readonly requests: SlackRequests;
  readonly to: ConversationReference;
  readonly message: Message;
  readonly metadata?: MessageMetadata;
  readonly call: Pick<Call, 'signal'>;
}

/** Always text and blocks: a text alone would be read as markup, and blocks alone would be silent in a notification. */
export async function postMessage(options: PostMessageOptions): Promise<MessageReference> {
  const { requests, to, message, metadata, call } = options;
  const { channel, thread } = toPlace(to);
  const { value } = await requests.ask(
    {
      method: 'chat.postMessage',
      body: {
        channel,
        thread_ts: thread,
        text: toFallback(message),
        blocks: toBlocks(message),
        metadata: metadata === undefined ? undefined : { ...metadata },
        mrkdwn: false,
        parse: 'none',
        link_names: false,
        unfurl_links: false,
        unfurl_media: false,
      },
      answer: messageAnswer,
      changes: true,
    },
    call,
  );
  return { id: value.ts };
}
