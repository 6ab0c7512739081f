import type { Message } from '@access-account/contract';
import type { Reference } from '../references.ts';
import { limits, shortened } from './limits.ts';
import type { AdaptiveCard } from './to-card.ts';

export const cardType = 'application/vnd.microsoft.card.adaptive';

export interface ActivityOut {
  readonly type: 'message';
  readonly [name: string]: unknown;
}

export interface ToActivityOptions {
  readonly message: Message;
  readonly card: AdaptiveCard;
  readonly to: Pick<Reference, 'conversation' | 'member' | 'user'>;
  readonly from: { readonly appId: string; readonly tenantId: string };
}

/** A card, and beside it what a notification says: the card’s own words, as plain text. */
export function toActivity({ message, card, to, from }: ToActivityOptions): ActivityOut {
  return {
    type: 'message',
    from: { id: `28:${from.appId}` },
    recipient: { id: to.member, aadObjectId: to.user },
    conversation: { id: to.conversation, tenantId: from.tenantId },
    channelData: { tenant: { id: from.tenantId } },
    locale: message.locale,
    summary: toSummary(message),
    attachments: [{ contentType: cardType, content: card }],
  };
}

/** The text, and the names of the buttons. */
function toSummary({ text, choices = [], form }: Message): string {
  const buttons = [...(form === undefined ? [] : [form.submit]), ...choices].map(({ label }) => `[${label}]`);
  return shortened([text, ...buttons].join(' ').replaceAll(/\s+/g, ' ').trim(), limits.summary) || ' ';
}
