import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@access-account/contract';
import { fakeMethods } from './fake-api.ts';
import type { Json } from './fake-blocks.ts';
import { type FakeFault, FakeFaults } from './fake-faults.ts';
import { envelope } from './fake-payloads.ts';
import { FakeSocket } from './fake-socket.ts';
import { type FakeUserOptions, FakeWorkspace } from './fake-workspace.ts';
import { sign } from './sign.ts';
import { SlackPerson } from './slack-person.ts';

/** What became of a payload that Slack delivered. */
export interface Delivery {
  readonly acknowledged: boolean;
  /** HTTP's; 0 by socket. */
  readonly status: number;
  /** What it was answered with. */
  readonly answer: Json | undefined;
}

export interface SlackFakeOptions {
  readonly clock: Clock;
  /** What events go out by. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Scopes of the bot token; all that the manifest asks for unless said. */
  readonly scopes?: readonly string[];
}

export interface DeliverOptions {
  /** The how-manyeth redelivery it is. */
  readonly retry?: number;
}

/** A stand-in for Slack: a real HTTP and WebSocket server on loopback, over one workspace in memory. */
export interface SlackFake {
  readonly apiUrl: string;
  readonly workspace: FakeWorkspace;
  readonly faults: FakeFaults;
  /** Every method that was called, in order. */
  readonly calls: readonly string[];
  readonly signingSecret: string;
  /** How many sockets are open. */
  readonly sockets: number;
  /** The connector's configuration as an operator would write it. */
  config(way: 'http' | 'socket'): Readonly<Record<string, unknown>>;
  /** Where events are sent from now on, by HTTP; undefined: by socket. */
  setRequestUrl(url: string | undefined): void;
  /** Delivers a payload as Slack does, and once. */
  deliver(payload: Json, options?: DeliverOptions): Promise<Delivery>;
  /** Somebody in front of Slack, with a direct message to the app open. */
  person(options: FakeUserOptions): SlackPerson;
  /** Slack closes all sockets, as it does every few hours: with a word before, or without one. */
  breakOff(how?: 'politely' | 'at-once'): void;
  close(): Promise<void>;
}

const manifestScopes = [
  'assistant:write',
  'chat:write',
  'im:history',
  'im:read',
  'im:write',
  'users:read',
  'users:read.email',
];

/** Milliseconds in which Slack wants its answer. */
const patience = 3000;

export async function startSlackFake(options: SlackFakeOptions): Promise<SlackFake> {
  const { clock, fetch: send, scopes = manifestScopes } = options;
  const workspace = new FakeWorkspace(clock);
  const faults = new FakeFaults();
  const calls: string[] = [];
  const botToken = `xoxb-${randomBytes(12).toString('hex')}`;
  const appToken = `xapp-${randomBytes(12).toString('hex')}`;
  const signingSecret = randomBytes(16).toString('hex');
  const tickets = new Set<string>();
  const sockets = new Set<FakeSocket>();
  const acknowledgements = new Map<string, (answer: Json | undefined) => void>();
  let requestUrl: string | undefined;

  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const socketUrl = () => {
    const ticket = randomBytes(12).toString('hex');
    tickets.add(ticket);
    return `ws://127.0.0.1:${port}/link/?ticket=${ticket}`;
  };

  server.on('upgrade', (request, stream) => {
    const ticket = new URL(request.url ?? '/', 'http://unused').searchParams.get('ticket') ?? '';
    if (!tickets.delete(ticket)) {
      stream.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      return;
    }
    const socket = new FakeSocket({
      request,
      stream,
      onText: (text) => {
        const said = JSON.parse(text) as { readonly envelope_id: string; readonly payload?: Json };
        acknowledgements.get(said.envelope_id)?.(said.payload);
      },
      onClose: () => sockets.delete(socket),
    });
    sockets.add(socket);
    socket.send(
      JSON.stringify({ type: 'hello', num_connections: sockets.size, connection_info: { app_id: workspace.appId } }),
    );
  });

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const method = /^\/api\/([a-zA-Z.]+)$/.exec(incoming.url ?? '')?.[1] ?? '';
    calls.push(method);
    let sent = '';
    for await (const chunk of incoming) sent += chunk;
    const fault = faults.take(method, new URLSearchParams(sent).get('channel') ?? undefined);
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'reset') {
      outgoing.destroy();
      return;
    }
    const {
      status,
      headers = {},
      body,
    } = faulted(fault) ?? { status: 200, body: answerTo({ method, sent, incoming }) };
    if (fault?.kind === 'silent') return;
    if (fault?.kind === 'lost') {
      outgoing.destroy();
      return;
    }
    const isText = typeof body === 'string';
    outgoing.writeHead(status, {
      'content-type': isText ? 'text/html' : 'application/json; charset=utf-8',
      'x-oauth-scopes': scopes.join(','),
      ...headers,
    });
    outgoing.end(isText ? body : JSON.stringify(body));
  }

  interface Asked {
    readonly method: string;
    readonly sent: string;
    readonly incoming: IncomingMessage;
  }

  function answerTo({ method, sent, incoming }: Asked): Json {
    const found = fakeMethods[method];
    if (incoming.method !== 'POST' || found === undefined) return { ok: false, error: 'unknown_method' };
    const token = incoming.headers.authorization?.replace(/^Bearer /, '');
    const isAppLevel = found.scopes.includes('connections:write');
    if (token === undefined) return { ok: false, error: 'not_authed' };
    if (token !== botToken && token !== appToken) return { ok: false, error: 'invalid_auth' };
    if ((token === appToken) !== isAppLevel) return { ok: false, error: 'not_allowed_token_type' };
    const missing = isAppLevel ? [] : found.scopes.filter((scope) => !scopes.includes(scope));
    if (missing.length > 0) {
      return { ok: false, error: 'missing_scope', needed: missing.join(','), provided: scopes.join(',') };
    }
    const isJson = /^application\/json/.test(incoming.headers['content-type'] ?? '');
    // What is not looked at is missing.
    if (isJson && found.formOnly === true) return { ok: false, error: 'invalid_arguments' };
    const body = isJson ? (JSON.parse(sent) as Json) : Object.fromEntries(new URLSearchParams(sent));
    return found.answer({ workspace, body, socketUrl });
  }

  function faulted(fault: FakeFault | undefined): FakeAnswer | undefined {
    switch (fault?.kind) {
      case 'too-many': {
        const isSaid = fault.seconds !== null && !workspace.mutants.has('no-retry-after');
        return {
          status: 429,
          headers: isSaid ? { 'retry-after': String(fault.seconds) } : {},
          body: { ok: false, error: 'ratelimited' },
        };
      }
      case 'unavailable':
        return { status: 503, body: 'upstream connect error' };
      case 'page':
        return { status: 200, body: '<html>Sign in to the network</html>' };
      case 'error':
        return { status: 200, body: { ok: false, error: fault.error } };
      default:
        return undefined;
    }
  }

  async function byHttp(payload: Json, { retry }: DeliverOptions, url: string): Promise<Delivery> {
    const timestamp = String(Math.floor(clock.now().getTime() / 1000));
    const signed = sign({ payload, secret: signingSecret, timestamp, ...(retry === undefined ? {} : { retry }) });
    try {
      const response = await send(url, {
        method: 'POST',
        ...signed,
        signal: AbortSignal.timeout(patience),
      });
      const text = await response.text();
      return {
        acknowledged: response.ok,
        status: response.status,
        answer: text === '' ? undefined : (JSON.parse(text) as Json),
      };
    } catch {
      return { acknowledged: false, status: 0, answer: undefined };
    }
  }

  async function bySocket(payload: Json, { retry }: DeliverOptions): Promise<Delivery> {
    const [socket] = sockets;
    if (socket === undefined) return { acknowledged: false, status: 0, answer: undefined };
    const sent = envelope(payload, retry);
    const { promise, resolve } = Promise.withResolvers<Delivery>();
    const late = setTimeout(() => resolve({ acknowledged: false, status: 0, answer: undefined }), patience);
    const key = String(sent.envelope_id);
    acknowledgements.set(key, (answer) => resolve({ acknowledged: true, status: 0, answer }));
    socket.send(JSON.stringify(sent));
    return promise.finally(() => {
      clearTimeout(late);
      acknowledgements.delete(key);
    });
  }

  const fake: SlackFake = {
    apiUrl: `http://127.0.0.1:${port}/api`,
    workspace,
    faults,
    calls,
    signingSecret,
    get sockets() {
      return sockets.size;
    },
    config: (way) => ({
      teamId: workspace.teamId,
      botToken,
      ...(way === 'http' ? { signingSecrets: [signingSecret] } : { appToken }),
      emailTrust: 'sso',
      apiUrl: `http://127.0.0.1:${port}/api`,
    }),
    setRequestUrl: (url) => {
      requestUrl = url;
    },
    deliver: (payload, options = {}) =>
      requestUrl === undefined ? bySocket(payload, options) : byHttp(payload, options, requestUrl),
    person: (options) => new SlackPerson({ slack: fake, user: workspace.addUser(options) }),
    breakOff: (how = 'politely') => {
      for (const socket of sockets) {
        if (how === 'politely') socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
        else socket.destroy();
      }
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return fake;
}

interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Json | string;
}
