import { asJson, asList, type Json } from './fake-blocks.ts';

export interface SeenButton {
  readonly label: string;
  readonly token: string;
  readonly actionId: string;
  readonly blockId: string;
}

export interface SeenField {
  readonly name: string;
  readonly options: readonly { readonly label: string; readonly value: string }[];
}

/** What somebody sees of blocks: words, and what is more than words. */
export interface Sight {
  readonly text: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly links: readonly { readonly label: string; readonly url: string }[];
  readonly buttons: readonly SeenButton[];
  readonly fields: readonly SeenField[];
  /** Whoever is called, in Slack's own words. */
  readonly mentions: readonly string[];
}

export interface SightOptions {
  readonly blocks: readonly unknown[];
  /** The message's text: shown where there are no blocks, and in notifications, which call whomever it mentions. */
  readonly text: string;
  /** A mutant: plain text is read as markup. */
  readonly readsEverythingAsMarkup?: boolean;
}

export function sightOf({ blocks, text, readsEverythingAsMarkup = false }: SightOptions): Sight {
  const all = blocks.map(asJson);
  const read = (object: unknown) => {
    const { type, text: said } = asJson(object);
    return type === 'mrkdwn' || readsEverythingAsMarkup ? readMarkup(String(said)) : nothingButWords(String(said));
  };
  const notification = readMarkup(text);
  const sections = all
    .filter(({ type, text: said }) => type === 'section' && said !== undefined)
    .map((one) => read(one.text));
  const fields = all.flatMap(({ fields: some }) => asList(some)).map(read);
  const rich = all
    .filter(({ type }) => type === 'rich_text')
    .flatMap(({ elements }) => asList(elements).flatMap((section) => asList(asJson(section).elements).map(asJson)));
  const shownWords = blocks.length === 0 ? [notification] : [...sections, ...fields];
  return {
    text: (blocks.length === 0 ? [notification] : sections).map((one) => one.words).join(''),
    facts: pairs(fields.map((one) => one.words)).map(([label = '', value = '']) => ({ label, value })),
    links: [
      ...shownWords.flatMap((one) => one.links),
      ...rich
        .filter(({ type }) => type === 'link')
        .map(({ text: label, url }) => ({ label: String(label ?? url), url: String(url) })),
    ],
    buttons: all.filter(({ type }) => type === 'actions').flatMap(buttonsOf),
    fields: all.filter(({ type }) => type === 'input').map(fieldOf),
    mentions: [
      ...[notification, ...shownWords].flatMap((one) => one.mentions),
      ...rich.filter(({ type }) => type !== 'text' && type !== 'link').map((element) => JSON.stringify(element)),
    ],
  };
}

function buttonsOf(block: Json): readonly SeenButton[] {
  return asList(block.elements)
    .map(asJson)
    .map((element) => ({
      label: String(asJson(element.text).text),
      token: String(element.value),
      actionId: String(element.action_id),
      blockId: String(block.block_id ?? ''),
    }));
}

function fieldOf(block: Json): SeenField {
  const element = asJson(block.element);
  const groups = asList(element.option_groups).flatMap((group) => asList(asJson(group).options));
  return {
    name: String(block.block_id),
    options: [...asList(element.options), ...groups].map(asJson).map((option) => ({
      label: String(asJson(option.text).text),
      value: String(option.value),
    })),
  };
}

interface Words {
  readonly words: string;
  readonly links: readonly { readonly label: string; readonly url: string }[];
  readonly mentions: readonly string[];
}

function nothingButWords(words: string): Words {
  return { words, links: [], mentions: [] };
}

/** mrkdwn: `<…>` is a mention or a link, `&`, `<` and `>` come escaped (https://docs.slack.dev/messaging/formatting-message-text). */
function readMarkup(text: string): Words {
  const links: { label: string; url: string }[] = [];
  const mentions: string[] = [];
  const words = text
    .replaceAll(/<([^<>|]+)(?:\|([^<>]*))?>/g, (whole, target: string, label?: string) => {
      if (/^[@#!]/.test(target)) mentions.push(whole);
      else links.push({ label: label ?? target, url: target });
      return label ?? target;
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  return { words, links, mentions };
}

function pairs(items: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(items.length / 2) }, (_, index) => items.slice(index * 2, index * 2 + 2));
}
