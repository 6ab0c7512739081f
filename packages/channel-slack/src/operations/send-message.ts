import type { Message, SendMessage } from '@access-account/contract';
import { postMessage } from '../post-message.ts';
import { toModal } from '../render/to-modal.ts';
import type { SlackClient } from '../slack-client.ts';
import { anyAnswer } from '../slack-shapes.ts';

export function sendMessage(client: SlackClient): SendMessage {
  const { requests, sent, triggers, config } = client;
  return ({ to, message }, call) => {
    const trigger = hasForm(message) ? triggers.take(to) : undefined;
    if (trigger !== undefined && hasForm(message)) {
      const view = toModal({ message, conversation: to, title: config.displayName });
      // Over the message, which has the form in it too: closed, late or on another server, nothing is lost.
      client.aside('a form over a message', (aside) =>
        requests.ask(
          { method: 'views.open', body: { trigger_id: trigger, view }, answer: anyAnswer, changes: true },
          aside,
        ),
      );
    }
    return sent.once({
      to,
      call,
      post: (metadata) => postMessage({ requests, to, message, metadata, call }),
    });
  };
}

function hasForm(message: Message): message is Message & { readonly form: NonNullable<Message['form']> } {
  return message.form !== undefined;
}
