import type { ConversationReference, Message } from '@access-account/contract';
import { limits, shortened } from './limits.ts';
import { toSelect } from './to-select.ts';
import { words } from './words.ts';

/** The callback of our modals. */
export const formCallback = 'form';

export interface ToModalOptions {
  readonly message: Message & { readonly form: NonNullable<Message['form']> };
  /** Where the form was asked for; it comes back with the answer. */
  readonly conversation: ConversationReference;
  /** The name at the top. */
  readonly title: string;
}

/** A message’s form as a modal. */
export function toModal({ message, conversation, title }: ToModalOptions) {
  const { text, form } = message;
  return {
    type: 'modal',
    callback_id: formCallback,
    private_metadata: JSON.stringify({ conversation: conversation.id, token: form.submit.token }),
    title: words(shortened(title, limits.viewTitle)),
    submit: words(shortened(form.submit.label, limits.viewTitle)),
    blocks: [
      { type: 'section', text: words(shortened(text, limits.section)) },
      ...form.fields.map((field) => ({
        type: 'input',
        block_id: `field:${field.name}`,
        label: words(shortened(field.label, limits.option)),
        element: toSelect(field),
      })),
    ],
  };
}

/** What a modal says whose form was not taken. */
export function toNotice({ title, text }: { readonly title: string; readonly text: string }) {
  return {
    type: 'modal',
    callback_id: 'notice',
    title: words(shortened(title, limits.viewTitle)),
    blocks: [{ type: 'section', text: words(shortened(text, limits.section)) }],
  };
}
