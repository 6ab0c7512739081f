import type { Message } from '@access-account/contract';
import type { ShownMessage } from '../conformance/channel/channel-world.ts';

/** What somebody sees of a message on a channel that keeps it as it is. */
export function asShown(id: string, { text, facts = [], links = [], choices = [], form }: Message): ShownMessage {
  const buttons = [...choices, ...(form === undefined ? [] : [form.submit])];
  return {
    id,
    text,
    facts: [...facts].map(({ label, value }) => ({ label, value })),
    links: [...links].map(({ label, url }) => ({ label, url })),
    choices: buttons.map(({ label, token }) => ({ label, token })),
    mentions: [],
  };
}
