import type { UpdateMessage } from '@access-account/contract';
import { toActivity } from '../render/to-activity.ts';
import { toCard } from '../render/to-card.ts';
import type { TeamsClient } from '../teams-client.ts';
import { requireReference } from './send-message.ts';

export function updateMessage(client: TeamsClient): UpdateMessage {
  const { connector, cards, config } = client;
  return async ({ to, at: { id: activity }, message }, call) => {
    const at = await requireReference(client, to);
    const card = toCard(message);
    // Whoever pressed a button of it is answered by it; for good it is put there by the update.
    const handing = cards.put({ conversation: at.conversation, activity }, card);
    // Where it cannot be handed over, the update is soon there.
    handing.catch(() => undefined);
    await connector.update({ ...at, activity }, toActivity({ message, card, to: at, from: config }), call);
    return { id: activity };
  };
}
