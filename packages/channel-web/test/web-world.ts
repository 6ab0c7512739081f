import { randomUUID } from 'node:crypto';
import type { ConnectContext } from '@access-account/contract';
import type { FakeContext } from '@access-account/testkit';
import { type ChannelWorld, fakeContext, rawRequest, type ShownMessage, type WorldUser } from '@access-account/testkit';
import type { WireMessage } from '../src/to-wire-message.ts';
import { toAdaptiveCard } from '../web/to-adaptive-card.ts';
import { eventReader } from './event-reader.ts';

/** The web chat as its page uses it: signing in, posting and reading the stream. */
export function webWorld(): ChannelWorld {
  let context: FakeContext = fakeContext();
  const cookies = new Map<string, string>();
  const route = (path: string) => {
    const found = context.routes.find((candidate) => candidate.path === path);
    if (found === undefined) throw new Error(`there is no route ${path}`);
    return found;
  };
  const headersOf = ({ login }: WorldUser) => ({ cookie: cookies.get(login) ?? '' });
  return {
    config: async () => ({}),
    context: async (): Promise<ConnectContext> => {
      context = fakeContext({ name: 'web', sandbox: true });
      return context;
    },
    newUser: async () => {
      const login = `person-${randomUUID()}`;
      const answer = await route('persona').handle(rawRequest({ path: 'persona', body: { person: login } }));
      cookies.set(login, String(answer.headers?.['set-cookie']).split(';', 1).join());
      return { login, user: { id: login } };
    },
    post: async (user, { id, content }) =>
      rawRequest({ path: 'messages', headers: headersOf(user), body: { id, ...content } }),
    badRequests: async (user) => {
      const headers = { ...headersOf(user), 'content-type': 'application/json' };
      const post = (name: string, differences: object) => ({
        name,
        request: rawRequest({ path: 'messages', headers, body: { text: 'hello' }, ...differences }),
      });
      const bodies = [
        ...['', '{', 'null', '[]', '"text"', '7', '{"text":', '\ufeff{}', '{"text":"a"}{"text":"b"}'],
        ...[
          {},
          { text: 1 },
          { text: null },
          { text: ['a'] },
          { text: '' },
          { text: ' \n\t' },
          { text: 'a'.repeat(4_001) },
        ],
        ...[{ text: 'a\0b' }, { text: 'a', more: 1 }, { text: 'a', choice: 'b' }, { text: 'a', id: 'not a uuid' }],
        ...[
          { choice: '' },
          { choice: 7 },
          { choice: 'a'.repeat(201) },
          { choice: 'a', form: [] },
          { choice: 'a', form: 'b' },
        ],
        ...[
          { choice: 'a', form: { field: 1 } },
          { choice: 'a', form: { field: { nested: 'b' } } },
        ],
        new Uint8Array([0x22, 0xff, 0x22]),
      ];
      return [
        ...bodies.map((body) => post(`body ${JSON.stringify(body).slice(0, 60)}`, { body })),
        post('a body of 10 MB', { body: { text: 'a'.repeat(10_000_000) } }),
        post('no cookie', { headers: { 'content-type': 'application/json' } }),
        post('a made-up cookie', { headers: { ...headers, cookie: 'access-account-chat=made-up' } }),
        post('a form', { headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' } }),
        post('no content type', { headers: { ...headers, 'content-type': '' } }),
        post('another site', { headers: { ...headers, origin: 'https://evil.example' } }),
        post('an opaque origin', { headers: { ...headers, origin: 'null' } }),
        post('another method', { method: 'PUT' }),
        post('another path', { path: 'elsewhere' }),
      ];
    },
    shown: async (user) => {
      const leaving = new AbortController();
      const request = rawRequest({ path: 'stream', headers: headersOf(user), signal: leaving.signal });
      const reader = eventReader(await route('stream').handle(request));
      const shown = new Map<string, WireMessage>();
      for (const { data } of await reader.available()) {
        const message = data as unknown as WireMessage;
        if (message.from === 'assistant') shown.set(message.id, message);
      }
      leaving.abort();
      await reader.rest();
      return [...shown.values()].sort((a, b) => a.place - b.place).map(seen);
    },
  };
}

/** A message as the page draws it: what is in its card counts, the text apart, which the card has as paragraphs. */
function seen(message: WireMessage): ShownMessage {
  const elements = toAdaptiveCard(message).body as readonly CardElement[];
  const inlines = elements.flatMap((element) => element.inlines ?? []);
  return {
    id: message.id,
    text: message.text,
    facts: elements
      .flatMap(({ facts = [] }) => facts)
      .map(({ title, value }) => ({ label: words(title), value: words(value) })),
    links: inlines.flatMap(({ selectAction }) =>
      selectAction === undefined ? [] : [{ label: selectAction.title, url: selectAction.url }],
    ),
    choices: elements
      .flatMap(({ actions = [] }) => actions)
      .map(({ title, data }) => ({ label: title, token: data.choice })),
    mentions: [],
  };
}

interface CardElement {
  readonly facts?: readonly { readonly title: string; readonly value: string }[];
  readonly inlines?: readonly { readonly selectAction?: { readonly title: string; readonly url: string } }[];
  readonly actions?: readonly { readonly title: string; readonly data: { readonly choice: string } }[];
}

/** The card keeps its renderer from replacing a date by an invisible character, which nobody reads. */
function words(text: string): string {
  return text.replaceAll('{\u2060{', '{{');
}
