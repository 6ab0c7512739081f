import { z } from 'zod';

const choice = z.object({
  label: z.string(),
  token: z.string(),
  style: z.enum(['primary', 'danger']).nullable(),
});

const form = z.object({
  fields: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      kind: z.literal('choice'),
      options: z.array(z.object({ label: z.string(), value: z.string() })),
    }),
  ),
  submit: choice,
});

/** One message of a conversation as it is stored; the chat page gets it as it is, without `position`, `updatedBy`, `replaced` and `formerChoices`. */
export const conversationMessage = z.object({
  /** The id the core gave the message: a repeat is recognised by it. */
  id: z.string(),
  /** `person`: the label of a choice they pressed. What they type is never stored here. */
  from: z.enum(['assistant', 'person']),
  /** ISO 8601 instant of the first showing. */
  at: z.string(),
  /** BCP 47; empty for a person's own words. */
  locale: z.string(),
  text: z.string(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  links: z.array(z.object({ label: z.string(), url: z.string() })),
  choices: z.array(choice),
  form: form.nullable(),
  /** The label of the choice that was taken; the message's buttons are spent. */
  answered: z.string().nullable(),
  /** Buttons of earlier versions: a press of one may be acknowledged after the message was replaced. */
  formerChoices: z.array(choice),
  /** Where the message stands among the others: it keeps its place when it is replaced. */
  place: z.number(),
  /** Where the message's latest version stands in the stream: the SSE id. */
  position: z.number(),
  /** Whether an earlier version may have been shown. */
  replaced: z.boolean(),
  /** The id of the update that was applied last, so that its repeat changes nothing. */
  updatedBy: z.string().nullable(),
});

export type ConversationMessage = z.infer<typeof conversationMessage>;
