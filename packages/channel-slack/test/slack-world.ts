import { randomUUID } from 'node:crypto';
import type { ConnectContext } from '@access-account/contract';
import {
  type ChannelWorld,
  type FakeClock,
  fakeClock,
  fakeContext,
  rawRequest,
  type WorldPost,
  type WorldUser,
} from '@access-account/testkit';
import {
  type FakeUserKind,
  messagePayload,
  pressedPayload,
  type SlackFake,
  sightOf,
  sign,
  startSlackFake,
} from '../src/fake/index.ts';

export interface SlackWorld {
  readonly clock: FakeClock;
  readonly slack: SlackFake;
  readonly world: ChannelWorld;
}

export interface SlackWorldOptions {
  readonly way: 'http' | 'socket';
  /** The stand-in, once it is started. */
  readonly slack: () => SlackFake;
  readonly clock: FakeClock;
}

/** The stand-in as the suite sees it. */
export function slackWorld({ way, slack, clock }: SlackWorldOptions): ChannelWorld {
  let count = 0;
  const idOf = ({ user }: WorldUser) => user.id.split('/')[1] ?? '';
  const newUser = (kind: FakeUserKind = 'member'): WorldUser => {
    count += 1;
    const email = `person-${count}@acme.test`;
    const { id } = slack().workspace.addUser({ email, kind });
    return { login: email, email, user: { id: `${slack().workspace.teamId}/${id}` } };
  };
  const payloadOf = (user: WorldUser, { id, content }: WorldPost) => {
    const { workspace } = slack();
    return 'text' in content
      ? messagePayload({ workspace, user: idOf(user), text: content.text, eventId: id })
      : pressedPayload({ workspace, user: idOf(user), token: content.choice, actionTs: id });
  };
  const request = (signed: ReturnType<typeof sign>) => rawRequest({ path: 'events', ...signed });
  const now = () => Math.floor(clock.now().getTime() / 1000);
  const signed = (
    payload: Parameters<typeof sign>[0]['payload'],
    differences: Partial<Parameters<typeof sign>[0]> = {},
  ) => sign({ payload, secret: slack().signingSecret, timestamp: String(now()), ...differences });

  return {
    config: async () => slack().config(way),
    context: async (): Promise<ConnectContext> => fakeContext({ name: 'slack', clock }),
    newUser: async () => newUser(),
    post: async (user, post) => request(signed(payloadOf(user, post), post.repeated === true ? { retry: 1 } : {})),
    push: async (user, post) =>
      (await slack().deliver(payloadOf(user, post), post.repeated === true ? { retry: 1 } : {})).acknowledged,
    breakOff: async () => slack().breakOff(),
    outsiders: async () => {
      const kinds = ['guest', 'single-channel-guest', 'bot', 'stranger', 'deleted', 'slackbot'] as const;
      return [
        ...kinds.map((kind) => ({ name: kind, user: newUser(kind).user })),
        { name: 'nobody', user: { id: `${slack().workspace.teamId}/U0NOBODY` } },
        { name: 'a user of another workspace', user: { id: newUser().user.id.replace(/^T\w+/, 'T0ANOTHER') } },
        { name: 'no user', user: { id: 'U' } },
      ];
    },
    fail: async (fault) => {
      const faults = {
        'rate-limited': { kind: 'too-many', seconds: 7 },
        unavailable: { kind: 'unavailable' },
        'answer-lost': { kind: 'lost' },
      } as const;
      slack().faults.plan(/^chat\.postMessage$/, faults[fault]);
    },
    pass: async (milliseconds) => clock.advance(milliseconds),
    badRequests: async (user) => {
      const good = payloadOf(user, { id: randomUUID(), content: { text: 'hello' } });
      const press = payloadOf(user, { id: randomUUID(), content: { choice: 'token' } });
      const sealed = signed(good);
      const event = (differences: object) => ({ ...good, ...differences });
      const timestamps = [
        now() - 301,
        now() + 301,
        now() * 1000,
        -now(),
        `${now()}.0`,
        ` ${now()}`,
        '',
        'Infinity',
        '1e9',
        '0x10',
      ];
      const raws = ['', '{', 'null', '[]', '"text"', '7', 'true', `${JSON.stringify(good)}x`, '\ufeff{}'];
      const bodies = [
        ...raws.map((raw) => ({ name: `a body ${raw.slice(0, 20)}`, request: request(signed(raw)) })),
        { name: 'an event that is none', request: request(signed(event({ event: 'text' }))) },
        { name: 'an event of nothing', request: request(signed(event({ event: null }))) },
        { name: 'an event without an id', request: request(signed(event({ event_id: undefined }))) },
        { name: 'an id that is none', request: request(signed(event({ event_id: { a: 1 } }))) },
        { name: 'another workspace', request: request(signed(event({ team_id: 'T0ANOTHER' }))) },
        { name: 'a click of another workspace', request: request(signed({ ...press, team: { id: 'T0ANOTHER' } })) },
        { name: 'a click by nobody', request: request(signed({ ...press, user: null })) },
        {
          name: 'a click without a value',
          request: request(signed({ ...press, actions: [{ type: 'button', action_id: 'choice:0' }] })),
        },
        { name: 'a click in a channel', request: request(signed({ ...press, channel: { id: 'C0GENERAL' } })) },
        { name: 'a challenge that is none', request: request(signed({ type: 'url_verification', challenge: 7 })) },
      ];
      const headers = (differences: Record<string, string>) =>
        rawRequest({ path: 'events', body: sealed.body, headers: { ...sealed.headers, ...differences } });
      const { 'x-slack-signature': signature = '', ...unsigned } = sealed.headers;
      return [
        ...bodies,
        { name: 'no signature', request: rawRequest({ path: 'events', body: sealed.body, headers: unsigned }) },
        { name: 'an empty signature', request: headers({ 'x-slack-signature': '' }) },
        { name: 'a short signature', request: headers({ 'x-slack-signature': signature.slice(0, -1) }) },
        { name: 'a signature in capitals', request: headers({ 'x-slack-signature': signature.toUpperCase() }) },
        {
          name: 'a signature of another version',
          request: headers({ 'x-slack-signature': signature.replace('v0', 'v1') }),
        },
        { name: 'two signatures', request: headers({ 'x-slack-signature': `${signature}, ${signature}` }) },
        { name: 'another secret', request: request(signed(good, { secret: 'another' })) },
        {
          name: 'another body',
          request: rawRequest({ path: 'events', headers: sealed.headers, body: sealed.body.replace('hello', 'Hello') }),
        },
        { name: 'another time', request: headers({ 'x-slack-request-timestamp': String(now() - 1) }) },
        ...timestamps.map((timestamp) => ({
          name: `the timestamp ${timestamp}`,
          request: request(signed(good, { timestamp: String(timestamp) })),
        })),
        { name: 'another path', request: rawRequest({ path: 'elsewhere', ...sealed }) },
        { name: 'another method', request: rawRequest({ path: 'events', method: 'PUT', ...sealed }) },
        { name: 'a body of a megabyte', request: request(signed(event({ more: 'a'.repeat(1_000_000) }))) },
      ];
    },
    shown: async (user) => {
      const { workspace } = slack();
      const channel = workspace.directMessageWith(idOf(user));
      return workspace.messages
        .filter((message) => message.channel === channel)
        .map((message) => {
          const sight = sightOf({
            ...message,
            readsEverythingAsMarkup: workspace.mutants.has('reads-everything-as-markup'),
          });
          const { text, facts, links, mentions, buttons } = sight;
          return {
            id: message.ts,
            text,
            facts,
            links,
            mentions,
            choices: buttons.map(({ label, token }) => ({ label, token })),
          };
        });
    },
  };
}

export function startSlack(clock: FakeClock = fakeClock()): Promise<SlackFake> {
  return startSlackFake({ clock, fetch: globalThis.fetch });
}
