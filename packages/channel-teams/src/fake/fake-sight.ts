import { asJson, asList, type Json } from './json.ts';

export interface SeenButton {
  readonly label: string;
  readonly token: string;
  readonly action: Json;
}

export interface SeenField {
  /** The input’s id. */
  readonly name: string;
  readonly options: readonly { readonly label: string; readonly value: string }[];
}

/** What somebody sees of a card: words, and what is more than words. */
export interface Sight {
  readonly text: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly links: readonly { readonly label: string; readonly url: string }[];
  readonly buttons: readonly SeenButton[];
  readonly fields: readonly SeenField[];
  readonly mentions: readonly string[];
}

export interface SightOptions {
  readonly card: Json;
  /** Of the activity: mentions are real by them alone. */
  readonly entities?: unknown;
  /** A mutant: runs of text are read like a TextBlock. */
  readonly readsEverythingAsMarkdown?: boolean;
}

export function sightOf({ card, entities, readsEverythingAsMarkdown = false }: SightOptions): Sight {
  const body = asList(card.body).map(asJson);
  const links: { label: string; url: string }[] = [];
  const mentions = [...asList(entities), ...asList(asJson(card.msteams).entities)]
    .map(asJson)
    .filter(({ type }) => type === 'mention')
    .map(({ text }) => String(text));
  const words = (text: unknown, isMarkdown: boolean) => {
    const formatted = dated(String(text));
    if (!isMarkdown && !readsEverythingAsMarkdown) return formatted;
    const read = readMarkdown(formatted);
    links.push(...read.links);
    mentions.push(...read.mentions);
    return read.words;
  };
  const runsOf = (element: Json) =>
    asList(element.inlines)
      .map(asJson)
      .map((run) => ({ text: words(run.text, false), isBold: run.weight === 'Bolder' }));
  const isText = ({ type, id }: Json) => type === 'TextBlock' || (type === 'RichTextBlock' && id === undefined);
  const text = body
    .filter(isText)
    .map((element, index) => {
      const said =
        element.type === 'TextBlock'
          ? words(element.text, true)
          : runsOf(element)
              .map((run) => run.text)
              .join('');
      const before = index === 0 ? '' : element.spacing === 'None' ? '\n' : '\n\n';
      return before + (said === '\u00a0' ? '' : said);
    })
    .join('');
  const facts = body
    .filter(({ type, id }) => type === 'RichTextBlock' && String(id).startsWith('fact:'))
    .map((element) => {
      const runs = runsOf(element);
      const join = (bold: boolean) =>
        runs
          .filter(({ isBold }) => isBold === bold)
          .map((run) => run.text)
          .join('');
      // One blank stands between them.
      return { label: join(true), value: join(false).slice(1) };
    });
  const actions = body.filter(({ type }) => type === 'ActionSet').flatMap((set) => asList(set.actions).map(asJson));
  return {
    text,
    facts,
    links: [
      ...links,
      ...actions
        .filter(({ type }) => type === 'Action.OpenUrl')
        .map(({ title, url }) => ({ label: String(title), url: String(url) })),
    ],
    buttons: actions
      .filter(({ type }) => type === 'Action.Execute')
      .map((action) => ({ label: String(action.title), token: String(asJson(action.data).token), action })),
    fields: body
      .filter(({ type }) => type === 'Input.ChoiceSet')
      .map(({ id, choices }) => ({
        name: String(id),
        options: asList(choices)
          .map(asJson)
          .map(({ title, value }) => ({ label: String(title), value: String(value) })),
      })),
    mentions,
  };
}

/** Every text is searched for dates to write out (https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features). */
function dated(text: string): string {
  return text.replaceAll(
    /\{\{(?:DATE|TIME)\((\d{4}-\d{2}-\d{2}T[\d:]+Z)(?:, ?(?:COMPACT|LONG|SHORT))?\)\}\}/g,
    (_, at: string) => new Date(at).toUTCString(),
  );
}

/** A TextBlock’s Markdown: emphasis, lists and links; beside it `<at>`, which calls somebody. */
function readMarkdown(text: string) {
  const links: { label: string; url: string }[] = [];
  const mentions: string[] = [];
  const words = text
    .replaceAll(/\[([^\]]*)\]\(([^)\s]*)\)/g, (_, label: string, url: string) => {
      links.push({ label, url });
      return label;
    })
    .replaceAll(/<at>(.*?)<\/at>/g, (whole, name: string) => {
      mentions.push(whole);
      return name;
    })
    .replaceAll(/(\*\*|__|\*|_)(?=\S)(.+?)\1/g, '$2')
    .replaceAll(/\\([\\`*_{}[\]()#+.!-])/g, '$1')
    .replaceAll(/\n(?!\n)/g, ' ');
  return { words, links, mentions };
}
