import {
  type Call,
  type MessageReference,
  NotFoundError,
  type SendMessage,
  type SendMessageInput,
} from '@access-account/contract';
import { toActivity } from '../render/to-activity.ts';
import { toCard } from '../render/to-card.ts';
import type { TeamsClient } from '../teams-client.ts';

/** Keys of messages that are kept in mind. */
const mostKept = 10_000;

/** Teams keeps no keys. What this server sent, or is sending, is not sent by it again; more cannot be promised. */
export function sendMessage(client: TeamsClient): SendMessage {
  const { sent } = client;
  return (input, call) => {
    const key = call.idempotencyKey;
    const known = sent.get(key);
    if (known !== undefined) return known;
    const sending = send(client, input, call).catch((error: unknown) => {
      sent.delete(key);
      throw error;
    });
    sent.set(key, sending);
    const [oldest] = sent.keys();
    if (sent.size > mostKept && oldest !== undefined) sent.delete(oldest);
    return sending;
  };
}

async function send(client: TeamsClient, { to, message }: SendMessageInput, call: Call): Promise<MessageReference> {
  const { connector, config } = client;
  const at = await requireReference(client, to);
  return { id: await connector.send(at, toActivity({ message, card: toCard(message), to: at, from: config }), call) };
}

/** @throws NotFoundError for a conversation that Teams never told of */
export async function requireReference({ references, config }: TeamsClient, to: SendMessageInput['to']) {
  const known = await references.ofConversation(to);
  if (known !== undefined) return known;
  throw new NotFoundError({
    system: config.displayName,
    summary: 'There is no such conversation.',
    remedy: 'Nothing: it is known as soon as the person writes, or the app is installed for them.',
  });
}
