import type { Message } from '@access-account/contract';
import { limits, shortened } from './limits.ts';

/** The text of notifications and screen readers. Slack reads it as markup, so what would be a mention or a link in it is escaped. */
export function toFallback({ text, facts = [], links = [], choices = [], form }: Message): string {
  const buttons = [...(form === undefined ? [] : [form.submit]), ...choices].map(({ label }) => `[${label}]`);
  const lines = [
    text,
    ...facts.map(({ label, value }) => `${label}: ${value}`),
    ...links.map(({ label }) => label),
    ...(buttons.length === 0 ? [] : [buttons.join(' ')]),
  ];
  return escaped(shortened(lines.join('\n'), limits.fallback)) || ' ';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
