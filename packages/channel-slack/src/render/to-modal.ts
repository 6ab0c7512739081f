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

export interface ToModalAgainOptions {
  /** The blocks of the message that has the form. */
  readonly blocks: readonly { readonly type: string }[];
  readonly conversation: ConversationReference;
  readonly token: string;
  readonly title: string;
  /** The label of the button that was pressed. */
  readonly submit: string;
}

/** The form of a message that was shown, as a modal: there Slack itself asks for what was not chosen, in the person's language. */
export function toModalAgain({ blocks, conversation, token, title, submit }: ToModalAgainOptions) {
  return {
    type: 'modal',
    callback_id: formCallback,
    private_metadata: JSON.stringify({ conversation: conversation.id, token }),
    title: words(shortened(title, limits.viewTitle)),
    submit: words(shortened(submit, limits.viewTitle)),
    blocks: blocks.filter(({ type }) => type === 'section' || type === 'input'),
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
