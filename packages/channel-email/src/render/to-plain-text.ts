import type { Parts } from './to-parts.ts';

/** The part that every mail program can show. Choices are numbered, so that they can be spoken of. */
export function toPlainText({ text, facts, links, buttons }: Parts): string {
  return [
    text,
    facts.map(({ label, value }) => `${oneLine(label)}: ${oneLine(value)}`).join('\n'),
    ...links.map(({ label, url }) => `${oneLine(label)}\n${url}`),
    ...buttons.map(({ label, url }, index) => `${index + 1}. ${oneLine(label)}\n${url}`),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

/** A label that breaks over lines could look like a part of its own. */
function oneLine(words: string): string {
  return words.replace(/[\r\n\u2028\u2029]+/g, ' ');
}
