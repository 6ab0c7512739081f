import type { Choice, Message } from '@access-account/contract';
import type { ConversationMessage } from './conversation-message.ts';

type Content = Pick<ConversationMessage, 'text' | 'facts' | 'links' | 'choices' | 'form' | 'locale'>;

const mapChoice = ({ label, token, style }: Choice) => ({ label, token, style: style ?? null });

/** A neutral message as the conversation keeps it: every part present, nothing encoded. */
export function mapMessage({ text, facts, links, choices, form, locale }: Message): Content {
  return {
    text,
    facts: (facts ?? []).map(({ label, value }) => ({ label, value })),
    links: (links ?? []).map(({ label, url }) => ({ label, url })),
    choices: (choices ?? []).map(mapChoice),
    form:
      form === undefined
        ? null
        : {
            fields: form.fields.map(({ name, label, kind, options }) => ({
              name,
              label,
              kind,
              options: options.map((option) => ({ label: option.label, value: option.value })),
            })),
            submit: mapChoice(form.submit),
          },
    locale,
  };
}
