import { appendMessage } from './append-message.ts';
import { choicesOf } from './choices-of.ts';
import type { Conversation } from './conversation.ts';
import type { ConversationMessage } from './conversation-message.ts';
import { replaceMessage } from './replace-message.ts';

export interface Answer {
  readonly token: string;
  /** A form's values by field. */
  readonly values: { readonly [field: string]: string };
  /** The product's id of the stored event: the same for every repeat of it. */
  readonly event: string;
  /** ISO 8601 instant. */
  readonly at: string;
}

/**
 * Shows a pressed choice as the person's own words and marks the buttons it belonged to as spent.
 * Only words that were offered are shown: neither the token nor a value from outside gets into the conversation.
 */
export function answerChoice(conversation: Conversation, { token, values, event, at }: Answer): Conversation {
  const id = `answer:${event}`;
  const asked = conversation.messages.find((message) => labelOf(message, token) !== undefined);
  if (asked === undefined || conversation.messages.some((message) => message.id === id)) return conversation;
  const label = labelOf(asked, token) ?? '';
  const isForm = asked.form?.submit.token === token;
  const echoed = appendMessage(conversation, {
    id,
    from: 'person',
    at,
    locale: asked.locale,
    text: (isForm && chosenOptions(asked, values)) || label,
    facts: [],
    links: [],
    choices: [],
    form: null,
  });
  // A message that was replaced meanwhile has been brought up to date already.
  const isCurrent = choicesOf(asked).some((choice) => choice.token === token);
  return isCurrent ? replaceMessage(echoed, { id: asked.id, change: { answered: label } }) : echoed;
}

function labelOf(message: ConversationMessage, token: string): string | undefined {
  return [...choicesOf(message), ...message.formerChoices].find((choice) => choice.token === token)?.label;
}

function chosenOptions({ form }: ConversationMessage, values: Answer['values']): string {
  const chosen = (form?.fields ?? []).map(({ name, options }) => options.find(({ value }) => value === values[name]));
  return chosen.flatMap((option) => (option === undefined ? [] : [option.label])).join(', ');
}
