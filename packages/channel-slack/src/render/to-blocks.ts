import type { Choice, Fact, Link, Message } from '@access-account/contract';
import { limits, shortened } from './limits.ts';
import { toSelect } from './to-select.ts';
import { words } from './words.ts';

/** The action of the button that sends a form. */
export const submitAction = 'submit';

/**
 * A message as Block Kit. Nothing in it is markup: texts are `plain_text`, links are links of a `rich_text`, so that whatever a
 * name contains stays a name. What is too much for Slack is shortened, a token never.
 */
export function toBlocks({ text, facts = [], links = [], choices = [], form }: Message) {
  return [
    ...sections(text).map((part) => ({ type: 'section', text: words(part) })),
    ...chunks(facts.slice(0, limits.facts), limits.factsPerSection).map((some) => ({
      type: 'section',
      fields: some.flatMap(factFields),
    })),
    ...(links.length === 0 ? [] : [linkList(links.slice(0, limits.links))]),
    ...(form?.fields ?? []).map((field) => ({
      type: 'input',
      block_id: `field:${field.name}`,
      label: words(shortened(field.label, limits.option)),
      element: toSelect(field),
    })),
    ...chunks(buttons({ choices, form }), limits.buttonsPerBlock).map((elements, index) => ({
      type: 'actions',
      block_id: `choices:${index}`,
      elements,
    })),
  ];
}

/** In pieces that Slack takes, cut at the end of a line or a word where there is one. */
function sections(text: string): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > limits.section && pieces.length < limits.sections - 1) {
    const piece = rest.slice(0, endOfPiece(rest));
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...pieces, shortened(rest, limits.section)];
}

function endOfPiece(text: string): number {
  const piece = text.slice(0, limits.section);
  const end = Math.max(piece.lastIndexOf('\n'), piece.lastIndexOf(' ')) + 1;
  if (end > limits.section * 0.75) return end;
  return /[\ud800-\udbff]$/.test(piece) ? limits.section - 1 : limits.section;
}

/** Fields stand in two columns: the label on the left, the value on the right. */
function factFields({ label, value }: Fact) {
  return [words(shortened(label, limits.fact)), words(shortened(value, limits.fact))];
}

function linkList(links: readonly Link[]) {
  return {
    type: 'rich_text',
    elements: links.map(({ label, url }) => ({ type: 'rich_text_section', elements: [linkElement({ label, url })] })),
  };
}

/** An address that is neither https nor loopback, or longer than Slack takes, is shown, not linked. */
function linkElement({ label, url }: Link) {
  const text = shortened(label, limits.linkLabel);
  if (isSafe(url)) return { type: 'link', url, text };
  return { type: 'text', text: `${text}: ${shortened(url, limits.linkLabel)}` };
}

function isSafe(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || address.length > limits.url) return false;
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback);
}

/** A form is sent by a button of its own kind: it is known by that where nothing was chosen. */
function buttons({ choices, form }: { readonly choices: readonly Choice[]; readonly form: Message['form'] }) {
  return [
    ...(form === undefined ? [] : [button(form.submit, submitAction)]),
    ...choices.map((choice, index) => button(choice, `choice:${index}`)),
  ];
}

function button({ label, token, style }: Choice, action: string) {
  if (token.length > limits.token) throw new RangeError('A token is longer than a button of Slack can bear.');
  return {
    type: 'button',
    action_id: action,
    text: words(shortened(label, limits.button)),
    value: token,
    ...(style === undefined ? {} : { style }),
  };
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
