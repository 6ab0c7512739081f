import { randomUUID } from 'node:crypto';
import { withinDeadline } from '@access-account/connector-kit';
import {
  type ChannelConnectorV1,
  type ChannelFeatures,
  type ChannelOperations,
  type ChannelPerson,
  type Clock,
  type ConversationReference,
  defineChannelConnector,
  type InboundEvent,
  type InboundOutcome,
  type ListenForEventsInput,
  type Message,
  NotFoundError,
  type RawRequest,
  type RawResponse,
  type WebhookReceipt,
} from '@access-account/contract';
import { fakeClock } from './fake-clock.ts';
import { fakeConfig, type LedgerEntry } from './fake-config.ts';
import { rawRequest } from './raw-request.ts';

export interface FakeChannelOptions {
  readonly displayName?: string;
  readonly clock?: Clock;
  readonly features?: Partial<ChannelFeatures>;
}

export interface FakePost {
  /** The channel's own id of the event; a new one unless told. Two posts with one id are a redelivery. */
  readonly id?: string;
  readonly content:
    | { readonly text: string }
    | { readonly choice: string; readonly form?: { readonly [field: string]: string } };
}

/** A message as a person sees it. */
export interface FakeMessage extends Message {
  readonly id: string;
}

/** A chat in memory: its connector, what people do in it, what they see, and what it was asked to show. */
export interface FakeChannel {
  readonly connector: ChannelConnectorV1<object, FakeChannel, ChannelOperations>;
  /** Every message sent or updated, in the order they came. */
  readonly ledger: readonly LedgerEntry[];
  addUser(login: string, kind?: ChannelPerson['kind']): ChannelPerson;
  /** The request the channel makes when this person writes, presses a button or sends a form. */
  post(login: string, post: FakePost): RawRequest;
  /** The same by the way the core listens on: resolves with what became of it. Rejects where nobody listens or it was not stored. */
  push(login: string, post: FakePost): Promise<InboundOutcome | undefined>;
  /** Everybody who listens is cut off, as by a provider that restarts. */
  breakOff(): void;
  /** What this person sees, oldest first. */
  shown(login: string): readonly FakeMessage[];
}

interface User {
  readonly login: string;
  readonly person: ChannelPerson;
  readonly messages: FakeMessage[];
  /** The message each effect made, by its key. */
  readonly sent: Map<string, string>;
}

const proofHeader = 'x-fake-channel-proof';

export function fakeChannel(options: FakeChannelOptions = {}): FakeChannel {
  const { displayName = 'Fake Chat', clock = fakeClock(), features } = options;
  const users = new Map<string, User>();
  const ledger: LedgerEntry[] = [];
  const proof = randomUUID();
  const listeners = new Set<ListenForEventsInput & { readonly end: () => void }>();
  const allFeatures = { buttons: true, forms: true, messageIds: true, maximumTextLength: 10_000, ...features };

  const gone = (what: string) =>
    new NotFoundError({ system: displayName, summary: `The ${what} is gone.`, remedy: 'Open another.' });

  const userOf = (login: string) => {
    const user = users.get(login);
    if (user === undefined) throw gone('user');
    return user;
  };

  const userAt = ({ id }: ConversationReference) => {
    const user = [...users.values()].find(({ person }) => person.conversation.id === id);
    if (user === undefined) throw gone('conversation');
    return user;
  };

  const eventOf = (body: FakeBody): InboundEvent | undefined => {
    const user = users.get(body.login);
    if (user === undefined) return undefined;
    const { person } = user;
    const base = { id: body.id, user: person.user, conversation: person.conversation, at: clock.now().toISOString() };
    if ('text' in body.content) return { kind: 'text', text: body.content.text, ...base };
    const { choice: token, form } = body.content;
    return { kind: 'choice', token, ...(form === undefined ? {} : { values: form }), ...base };
  };

  const receive = (request: RawRequest): WebhookReceipt => {
    if (request.headers.get(proofHeader) !== proof) return refusal(401);
    const body = bodyOf(request.body);
    const event = body === undefined ? undefined : eventOf(body);
    return event === undefined ? refusal(400) : { events: [event], respond: async (outcomes) => answerTo(outcomes) };
  };

  const fake: FakeChannel = {
    ledger,
    addUser: (login, kind = 'employee') => {
      const person: ChannelPerson = {
        user: { id: `user-${randomUUID()}` },
        conversation: { id: `conversation-${randomUUID()}` },
        kind,
        match: { by: 'login', value: login },
        displayName: login,
        locale: null,
      };
      users.set(login, { login, person, messages: [], sent: new Map() });
      return person;
    },
    post: (login, { id = randomUUID(), content }) =>
      rawRequest({ path: 'messages', headers: { [proofHeader]: proof }, body: { id, login, content } }),
    shown: (login) => [...userOf(login).messages],
    push: async (login, { id = randomUUID(), content }) => {
      const event = eventOf({ id, login, content });
      const [listener] = listeners;
      if (event === undefined || listener === undefined) throw gone(event === undefined ? 'user' : 'listener');
      const [outcome] = await listener.deliver([event]);
      return outcome;
    },
    breakOff: () => {
      for (const { end } of listeners) end();
    },
    connector: defineChannelConnector({
      specificationVersion: 'v1',
      kind: 'channel',
      id: 'fake-channel',
      displayName,
      config: fakeConfig,
      features: allFeatures,
      permissions: {
        'webhook.receive': [],
        'event.listen': [],
        'person.resolve': [],
        'conversation.open': [],
        'message.send': [],
        'message.update': [],
      },
      idempotency: {
        'webhook.receive': 'key',
        'event.listen': 'key',
        'person.resolve': 'readback',
        'conversation.open': 'readback',
        'message.send': allFeatures.messageIds ? 'key' : 'none',
        'message.update': 'readback',
      },
      connect: async () => ({
        client: fake,
        check: async () =>
          Object.keys(fake.connector.permissions).map((operation) => ({
            severity: 'ok',
            operation,
            summary: 'It answers.',
            remedy: '',
          })),
        close: async () => {},
      }),
      operations: () => ({
        'webhook.receive': withinDeadline({ system: displayName, run: async (request) => receive(request) }),
        'event.listen': withinDeadline({
          system: displayName,
          run: async (input) => {
            const { promise: ended, resolve } = Promise.withResolvers<void>();
            const end = () => {
              listeners.delete(listener);
              resolve();
            };
            const listener = { ...input, end };
            listeners.add(listener);
            input.signal.addEventListener('abort', end, { once: true });
            return { ended };
          },
        }),
        'person.resolve': withinDeadline({
          system: displayName,
          run: async ({ id }) => [...users.values()].map(({ person }) => person).find(({ user }) => user.id === id),
        }),
        'conversation.open': withinDeadline({
          system: displayName,
          run: async ({ login }) => users.get(login)?.person,
        }),
        'message.send': withinDeadline({
          system: displayName,
          run: async (input, { idempotencyKey }) => {
            const { messages, sent } = userAt(input.to);
            const earlier = allFeatures.messageIds ? sent.get(idempotencyKey) : undefined;
            ledger.push({ operation: 'message.send', input, idempotencyKey, changed: earlier === undefined });
            if (earlier !== undefined) return { id: earlier };
            const id = randomUUID();
            sent.set(idempotencyKey, id);
            messages.push({ ...structuredClone(input.message), id });
            return { id };
          },
        }),
        'message.update': withinDeadline({
          system: displayName,
          run: async (input, { idempotencyKey }) => {
            const { messages } = userAt(input.to);
            const at = messages.findIndex(({ id }) => id === input.at.id);
            if (at < 0) throw gone('message');
            messages[at] = { ...structuredClone(input.message), id: input.at.id };
            ledger.push({ operation: 'message.update', input, idempotencyKey, changed: true });
            return input.at;
          },
        }),
      }),
    }),
  };
  return fake;
}

interface FakeBody extends FakePost {
  readonly id: string;
  readonly login: string;
}

function bodyOf(bytes: Uint8Array): FakeBody | undefined {
  try {
    const body = JSON.parse(new TextDecoder().decode(bytes));
    const { text, choice } = body.content;
    return typeof body.id === 'string' && (typeof text === 'string' || typeof choice === 'string') ? body : undefined;
  } catch {
    return undefined;
  }
}

function refusal(status: number): WebhookReceipt {
  return { events: [], respond: async () => ({ status }) };
}

function answerTo([outcome]: readonly InboundOutcome[]): RawResponse {
  if (outcome?.status === 'refused') return json(409, { reason: outcome.reason, message: outcome.message.text });
  return json(202, { event: outcome?.event ?? null });
}

function json(status: number, body: object): RawResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}
