import type { Message } from '@access-account/contract';
import { limits, longestText, shorten } from './limits.ts';

/** Something to click: a link of the message, or a page where a choice is pressed. */
export interface Leading {
  readonly label: string;
  readonly url: string;
}

export interface Button extends Leading {
  readonly style: 'primary' | 'danger' | 'plain';
}

/** A message as both parts of a mail show it: nothing is in one that is not in the other. */
export interface Parts {
  readonly locale: string;
  readonly text: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly links: readonly Leading[];
  readonly buttons: readonly Button[];
}

export function toParts(message: Message, choicePage: (token: string) => string): Parts {
  const { facts = [], links = [], choices = [], form, locale } = message;
  const pressed = [...choices, ...(form === undefined ? [] : [form.submit])];
  return {
    locale,
    text: shorten(message.text, longestText),
    facts: facts
      .slice(0, limits.facts)
      .map(({ label, value }) => ({ label: shorten(label, limits.label), value: shorten(value, limits.value) })),
    links: links
      .filter(({ url }) => url.length <= limits.url && isWebAddress(url))
      .slice(0, limits.links)
      .map(({ label, url }) => ({ label: shorten(label, limits.label), url })),
    buttons: pressed.map(({ label, token, style }) => ({
      label: shorten(label, limits.label),
      url: choicePage(token),
      style: style ?? 'plain',
    })),
  };
}

function isWebAddress(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
}
