import type { ChannelOperations, Listening, WebhookReceipt } from '@access-account/contract';
import { z } from 'zod';
import { id, instant, listOf, locale, type ResultShape, shapeOf, textOf, words } from './result-shape.ts';
import type { ShapesOf } from './shapes-of.ts';

/** Events of one request, and the characters of one text; the size of a request is limited already. */
const mostEvents = 1000;
const written = textOf(300_000);

const reference = z.object({ id });

const person = z.object({
  user: reference,
  conversation: reference,
  kind: z.enum(['employee', 'guest', 'bot']),
  match: z.object({ by: z.enum(['id', 'login', 'email']), value: words }).nullable(),
  displayName: words,
  locale,
});

const happening = { id, user: reference, conversation: reference, at: instant };
const event = z.discriminatedUnion('kind', [
  z.object({ ...happening, kind: z.literal('text'), text: written }),
  z.object({
    ...happening,
    kind: z.literal('choice'),
    token: written,
    values: z.record(z.string(), written).exactOptional(),
  }),
]);

const receipt = shapeOf(
  z.object({
    events: listOf(event, mostEvents),
    respond: z.custom<WebhookReceipt['respond']>((value) => typeof value === 'function', 'is not a function'),
  }),
);

/** `respond` stays a method of what it came with. */
const receiptShape: ResultShape<WebhookReceipt> = (answer) => {
  const shaped = receipt(answer);
  if ('problem' in shaped) return shaped;
  const { events } = shaped.value;
  return { value: { events, respond: (outcomes) => (answer as WebhookReceipt).respond(outcomes) } };
};

const listening = shapeOf(
  z.object({
    ended: z.custom<Listening['ended']>(
      (value) => typeof (value as Partial<Promise<void>> | null)?.then === 'function',
      'is not a promise',
    ),
  }),
);

export const channelShapes: ShapesOf<ChannelOperations> = {
  'webhook.receive': receiptShape,
  'event.listen': listening,
  'person.resolve': shapeOf(person.or(z.undefined())),
  'conversation.open': shapeOf(person.or(z.undefined())),
  'message.send': shapeOf(reference),
  'message.update': shapeOf(reference),
};
