import { randomUUID } from 'node:crypto';
import type { InboundEvent, RawRequest } from '@access-account/contract';
import { z } from 'zod';
import { errorResponse } from './error-response.ts';
import { type Read, readJson } from './read-json.ts';
import type { WebClient } from './web-client.ts';

const maximumTextLength = 4_000;

const plainText = (maximum: number) =>
  z
    .string()
    .max(maximum, `At most ${maximum.toLocaleString('en')} characters.`)
    .refine((value) => value.trim() !== '', 'Must not be empty.')
    .refine((value) => value.isWellFormed() && !value.includes('\0'), 'Must be well-formed Unicode text.');

/** The sender's own id of the event: a retry with the same one is recognised. */
const id = z.uuid().optional();

const textBody = z.strictObject({ id, text: plainText(maximumTextLength) });
const choiceBody = z.strictObject({
  id,
  choice: plainText(200),
  form: z
    .record(plainText(100), plainText(1_000))
    .refine((form) => Object.keys(form).length <= 20, 'At most 20 fields.')
    .optional(),
});

export interface ReadInboundEventOptions {
  readonly client: WebClient;
  readonly request: RawRequest;
}

/** The event in a POST to `messages`, or the answer that refuses it. */
export async function readInboundEvent({ client, request }: ReadInboundEventOptions): Promise<Read<InboundEvent>> {
  if (request.path !== 'messages') {
    return { refusal: errorResponse({ status: 404, code: 'not-found', message: 'There is nothing here.' }) };
  }
  if (request.method !== 'POST') {
    const message = 'Messages are sent with POST.';
    return { refusal: errorResponse({ status: 405, code: 'method-not-allowed', message, headers: { allow: 'POST' } }) };
  }
  const user = await client.authenticate(request);
  if (user === undefined) {
    const message = 'You are not signed in to this chat. Sign in and try again.';
    return { refusal: errorResponse({ status: 401, code: 'not-signed-in', message }) };
  }
  const json = readJson({ request, publicUrl: client.context.publicUrl });
  if ('refusal' in json) return json;
  return readEvent({ client, user, body: json.value });
}

function readEvent({ client, user, body }: { client: WebClient; user: string; body: unknown }): Read<InboundEvent> {
  const isChoice = typeof body === 'object' && body !== null && 'choice' in body;
  const read = isChoice ? choiceBody.safeParse(body) : textBody.safeParse(body);
  if (!read.success) {
    const [issue] = read.error.issues;
    const message = `The message was not understood: ${[...(issue?.path ?? []), issue?.message].join(': ')}`;
    return { refusal: errorResponse({ status: 400, code: 'invalid-request', message }) };
  }
  const base = {
    id: read.data.id ?? randomUUID(),
    user: { id: user },
    conversation: { id: user },
    at: client.context.clock.now().toISOString(),
  };
  if ('text' in read.data) return { value: { ...base, kind: 'text', text: read.data.text } };
  const { choice, form } = read.data;
  return { value: { ...base, kind: 'choice', token: choice, ...(form === undefined ? {} : { values: form }) } };
}
