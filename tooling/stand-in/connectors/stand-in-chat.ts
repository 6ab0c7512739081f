import { secret } from '@access-account/connector-kit';
import {
  type Call,
  type ChannelPerson,
  defineChannelConnector,
  type InboundEvent,
  type InboundOutcome,
  NotFoundError,
  type RawResponse,
  type WebhookReceipt,
} from '@access-account/contract';
import { z } from 'zod';
import { JsonClient } from './json-client.ts';
import { standInCheck } from './stand-in-check.ts';
import { url } from './stand-in-config.ts';
import { isAuthentic } from './stand-in-signature.ts';

const system = 'Stand-in Chat';
const operations = ['webhook.receive', 'person.resolve', 'conversation.open', 'message.send', 'message.update'];

const person = z
  .object({ user: z.string(), conversation: z.string(), login: z.string(), displayName: z.string() })
  .transform(
    ({ user, conversation, login, displayName }): ChannelPerson => ({
      user: { id: user },
      conversation: { id: conversation },
      kind: 'employee',
      match: { by: 'login', value: login },
      displayName,
      locale: null,
    }),
  );
const shown = z.object({ id: z.string() });
const base = { event: z.string().min(1).max(200), user: z.string().min(1).max(200), at: z.iso.datetime() };
const post = z.union([
  z.object({ ...base, token: z.string().min(1).max(500) }),
  z.object({ ...base, text: z.string().max(4000) }),
]);

export const standInChat = defineChannelConnector({
  specificationVersion: 'v1',
  kind: 'channel',
  id: 'stand-in-chat',
  displayName: system,
  config: z.strictObject({ url, secret: secret('What requests from the chat are signed with.') }),
  features: { buttons: true, forms: false, messageIds: true, maximumTextLength: 4000 },
  permissions: {
    'webhook.receive': [],
    'person.resolve': [],
    'conversation.open': [],
    'message.send': [],
    'message.update': [],
  },
  idempotency: {
    'webhook.receive': 'key',
    'person.resolve': 'readback',
    'conversation.open': 'readback',
    'message.send': 'key',
    'message.update': 'readback',
  },
  connect: async (config, { fetch, clock }) => {
    const http = new JsonClient({ system, url: config.url, fetch });
    const ask = (call: Call) =>
      http.ask({ method: 'GET', path: '/chat/messages?login=check', answer: z.array(shown) }, call);
    const client = {
      http,
      isAuthentic: (request: Parameters<typeof isAuthentic>[0]) =>
        isAuthentic(request, config.secret.reveal(), clock.now()),
    };
    return { client, check: standInCheck({ system, operations, ask }), close: async () => {} };
  },
  operations: ({ http, isAuthentic }) => {
    const personAt = async (login: string, call: Call) => {
      try {
        const path = `/chat/people/${encodeURIComponent(login)}`;
        return await http.ask({ method: 'GET', path, answer: person }, call);
      } catch (error) {
        if (error instanceof NotFoundError) return undefined;
        throw error;
      }
    };
    return {
      'webhook.receive': async (request): Promise<WebhookReceipt> => {
        if (!isAuthentic(request)) return refusal(401);
        const event = eventOf(request.body);
        if (event === undefined) return refusal(400);
        return { events: [event], respond: async ([outcome]) => answerTo(outcome) };
      },
      'person.resolve': ({ id }, call) => personAt(id, call),
      'conversation.open': ({ login }, call) => personAt(login, call),
      'message.send': ({ to, message }, call) =>
        http.ask(
          { method: 'POST', path: '/chat/messages', body: { conversation: to.id, message }, answer: shown },
          call,
        ),
      'message.update': ({ to, at, message }, call) => {
        const path = `/chat/messages/${encodeURIComponent(at.id)}`;
        return http.ask({ method: 'PUT', path, body: { conversation: to.id, message }, answer: shown }, call);
      },
    };
  },
});

function eventOf(body: Uint8Array): InboundEvent | undefined {
  try {
    const { event, user, at, ...said } = post.parse(JSON.parse(new TextDecoder().decode(body)));
    const common = { id: event, user: { id: user }, conversation: { id: `with-${user}` }, at };
    return 'token' in said
      ? { ...common, kind: 'choice', token: said.token }
      : { ...common, kind: 'text', text: said.text };
  } catch {
    return undefined;
  }
}

function refusal(status: number): WebhookReceipt {
  return { events: [], respond: async () => ({ status }) };
}

function answerTo(outcome: InboundOutcome | undefined): RawResponse {
  if (outcome === undefined) return { status: 200 };
  const { status, body } =
    outcome.status === 'refused'
      ? { status: 409, body: { reason: outcome.reason } }
      : { status: 202, body: { event: outcome.event } };
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
