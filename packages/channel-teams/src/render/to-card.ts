import type { Choice, Fact, FormField, Link, Message } from '@access-account/contract';
import { limits, type Room, rooms, shortened } from './limits.ts';
import { lineBlocks, words } from './words.ts';

/** The verb of our buttons, and where a field’s answer comes back. */
export const verb = 'choose';
export const fieldPrefix = 'field:';

type Element = { readonly type: string } & { readonly [name: string]: unknown };

export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly $schema: string;
  readonly version: '1.5';
  readonly lang: string;
  readonly body: readonly Element[];
}

/**
 * A message as an Adaptive Card 1.5. Texts are runs of a RichTextBlock, which is read as Markdown or HTML nowhere, so that
 * whatever a name contains stays a name. What is too much for Teams is shortened; a token never.
 */
export function toCard(message: Message): AdaptiveCard {
  for (const room of rooms) {
    const card = cardOf(message, room);
    if (JSON.stringify(card).length <= limits.card) return card;
  }
  const least = rooms.at(-1) ?? rooms[0];
  return cardOf({ ...message, text: shortened(message.text, limits.text / 4) }, least);
}

function cardOf({ text, facts = [], links = [], choices = [], form, locale }: Message, room: Room): AdaptiveCard {
  const shown = links.slice(0, room.links);
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    // A language, without a country.
    lang: locale.split('-', 1)[0] || 'en',
    body: [
      ...lineBlocks(shortened(text, limits.text)),
      ...facts.slice(0, room.facts).map((fact, index) => factBlock(fact, index, room)),
      ...shown.filter(({ url }) => !isSafe(url)).map((link, index) => addressBlock(link, index, room)),
      ...actionSets(
        'links',
        shown.filter(({ url }) => isSafe(url)).map((link) => openUrl(link, room)),
      ),
      ...(form?.fields ?? []).map((field) => choiceSet(field, room)),
      ...actionSets('choices', [
        ...(form === undefined ? [] : [execute(form.submit, room)]),
        // A plain choice must not wait for the form to be filled in.
        ...choices.map((choice) => ({
          ...execute(choice, room),
          ...(form === undefined ? {} : { associatedInputs: 'none' }),
        })),
      ]),
    ],
  };
}

function factBlock({ label, value }: Fact, index: number, room: Room): Element {
  return {
    type: 'RichTextBlock',
    id: `fact:${index}`,
    ...(index === 0 ? {} : { spacing: 'Small' }),
    inlines: [
      ...words(shortened(label, room.fact), { weight: 'Bolder' }),
      ...words(' '),
      ...words(shortened(value, room.fact)),
    ],
  };
}

/** An address that is neither https nor loopback, or too long, is shown, not linked. */
function addressBlock({ label, url }: Link, index: number, room: Room): Element {
  const text = `${shortened(label, room.linkLabel)}: ${shortened(url, room.linkLabel)}`;
  return { type: 'RichTextBlock', id: `address:${index}`, spacing: 'Small', inlines: words(text) };
}

function isSafe(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || address.length > limits.url) return false;
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback);
}

function openUrl({ label, url }: Link, room: Room): Element {
  return { type: 'Action.OpenUrl', title: title(label, room.linkLabel), url };
}

function choiceSet({ name, label, options }: FormField, room: Room): Element {
  return {
    type: 'Input.ChoiceSet',
    id: `${fieldPrefix}${name}`,
    style: 'compact',
    label: shortened(label, room.label),
    placeholder: '…',
    // Teams itself asks for what was not chosen, before anything is sent.
    isRequired: true,
    errorMessage: `${shortened(label, room.label)}?`,
    choices: options
      .slice(0, room.options)
      .map((option) => ({ title: title(option.label, room.option), value: option.value })),
  };
}

const styles = { primary: 'positive', danger: 'destructive' } as const;

function execute({ label, token, style }: Choice, room: Room): Element {
  const name = title(label, room.label);
  return {
    type: 'Action.Execute',
    title: name,
    verb,
    data: { token, label: shortened(name, limits.pressed) },
    ...(style === undefined ? {} : { style: styles[style] }),
  };
}

/** Teams shows six actions of a set, and the others behind three dots. */
function actionSets(id: string, actions: readonly Element[]): readonly Element[] {
  return Array.from({ length: Math.ceil(actions.length / limits.buttonsPerSet) }, (_, index) => ({
    type: 'ActionSet',
    id: `${id}:${index}`,
    ...(index === 0 ? {} : { spacing: 'Small' }),
    actions: actions.slice(index * limits.buttonsPerSet, (index + 1) * limits.buttonsPerSet),
  }));
}

/** Names of buttons and options are plain; a button without one is not shown. */
function title(text: string, most: number): string {
  return shortened(text, most) || ' ';
}
