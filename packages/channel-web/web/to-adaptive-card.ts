import type { WireMessage } from '../src/to-wire-message.ts';
import { word } from './language.ts';

type Choice = WireMessage['choices'][number];
type Form = NonNullable<WireMessage['form']>;

/** What comes back from a pressed button: the choice's token, and each field's value under `field:<name>`. */
export interface SubmittedData {
  readonly choice: string;
  readonly [field: `field:${string}`]: string;
}

/** A message as an Adaptive Card 1.5. All texts stay texts: the renderer gets no HTML and no Markdown from us. */
export function toAdaptiveCard(message: WireMessage) {
  const { text, facts, links, choices, form, answered, locale } = message;
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    ...(locale === '' ? {} : { lang: locale }),
    body: [
      ...paragraphs(text),
      ...(facts.length === 0 ? [] : [factSet(facts)]),
      ...links.map(link),
      ...(form === null || answered !== null ? [] : form.fields.map(field)),
      ...actionSet({ choices, form, answered }),
    ],
  };
}

const paragraphs = (text: string) =>
  text
    .split(/\n{2,}/)
    .flatMap((paragraph) =>
      paragraph === '' ? [] : [{ type: 'TextBlock', text: inert(paragraph), wrap: true, spacing: 'Small' }],
    );

const factSet = (facts: WireMessage['facts']) => ({
  type: 'FactSet',
  spacing: 'Medium',
  facts: facts.map(({ label, value }) => ({ title: inert(label), value: inert(value) })),
});

/** An address that is neither https nor loopback is shown, not linked. */
const link = ({ label, url }: WireMessage['links'][number]) => ({
  type: 'RichTextBlock',
  spacing: 'Small',
  inlines: [
    isSafe(url)
      ? { type: 'TextRun', text: inert(label), selectAction: { type: 'Action.OpenUrl', title: label, url } }
      : { type: 'TextRun', text: inert(`${label}: ${url}`) },
  ],
});

function isSafe(address: string): boolean {
  const url = URL.parse(address);
  if (url === null) return false;
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback);
}

const field = ({ name, label, options }: Form['fields'][number]) => ({
  type: 'Input.ChoiceSet',
  id: `field:${name}`,
  label: inert(label),
  style: options.length > 5 ? 'compact' : 'expanded',
  isRequired: true,
  errorMessage: word('choose'),
  choices: options.map((option) => ({ title: option.label, value: option.value })),
});

const styles = { primary: 'positive', danger: 'destructive' } as const;

const actionSet = ({ choices, form, answered }: Pick<WireMessage, 'choices' | 'form' | 'answered'>) => {
  const action = ({ label, token, style }: Choice) => ({
    type: 'Action.Submit',
    title: answered === label ? `✓ ${label}` : label,
    ...(style === null ? {} : { style: styles[style] }),
    ...(answered === null ? {} : { isEnabled: false }),
    data: { choice: token },
  });
  const actions = [
    ...(form === null ? [] : [action(form.submit)]),
    // A plain choice must not wait for the form to be filled in.
    ...choices.map((choice) => ({ ...action(choice), associatedInputs: 'none' })),
  ];
  return actions.length === 0 ? [] : [{ type: 'ActionSet', spacing: 'Medium', actions }];
};

/** The renderer replaces `{{DATE(…)}}` and `{{TIME(…)}}` in texts; a word joiner keeps such a text what it is. */
const inert = (text: string) => text.replaceAll(/\{\{(?=DATE\(|TIME\()/g, '{\u2060{');
