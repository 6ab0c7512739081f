import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@access-account/contract';
import { type FakeAnswer, oktaError } from './fake-answers.ts';
import { type FakeRequest, fakeRoutes } from './fake-api.ts';
import { addEventHook, type EventHookOptions } from './fake-event-hook.ts';
import { type FakeFault, FakeFaults } from './fake-faults.ts';
import { FakeOrganisation } from './fake-organisation.ts';
import { type FakeApp, FakeTokens, publicKeyOf, refused } from './fake-tokens.ts';

/** One request and its answer, as they went over the wire. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status: number;
  readonly answer: unknown;
}

export interface OktaFakeOptions {
  readonly clock: Clock;
  /** The most a page holds: 200 as Okta, fewer to have pages with few people. */
  readonly pageSize?: number;
  /** Requests a minute, per endpoint. */
  readonly limit?: number;
  /** Sees every exchange that no fault touched. */
  readonly observe?: (exchange: Exchange) => void;
}

/** A stand-in for Okta: a real HTTP server on loopback over an organisation in memory. */
export interface OktaFake {
  readonly orgUrl: string;
  readonly organisation: FakeOrganisation;
  readonly faults: FakeFaults;
  /** "METHOD /path" of everything that was asked, in its order, tokens included. */
  readonly requests: readonly string[];
  /** The configuration of a service app as an operator would write it; each call makes another app. */
  appConfig(app?: Partial<Pick<FakeApp, 'scopes' | 'role'>>): Readonly<Record<string, string>>;
  tokenConfig(): Readonly<Record<string, string>>;
  /** Has locks delivered to an address, once it answered the challenge. @throws when it does not. */
  addEventHook(hook: Omit<EventHookOptions, 'organisation'>): Promise<void>;
  close(): Promise<void>;
}

const everyScope = [
  'okta.groups.read',
  'okta.logs.read',
  'okta.policies.read',
  'okta.roles.read',
  'okta.users.manage',
  'okta.users.read',
];

export async function startOktaFake(options: OktaFakeOptions): Promise<OktaFake> {
  const { clock } = options;
  const organisation = new FakeOrganisation(clock);
  const tokens = new FakeTokens(clock);
  const faults = new FakeFaults();
  const requests: string[] = [];
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const orgUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const spent = new Map<string, number>();

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    // By whatever name it is reached: Okta has custom domains, and something can stand between.
    const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host}`);
    const method = incoming.method ?? 'GET';
    const name = `${method} ${url.pathname}`;
    requests.push(name);
    let body = '';
    for await (const chunk of incoming) body += chunk;
    const fault = faults.take(name);
    if (fault?.kind === 'hang') return;
    const answer = faultedAnswer(fault) ?? answerTo({ method, url, body, incoming });
    if (fault?.kind === 'lost') {
      outgoing.destroy();
      return;
    }
    write({ outgoing, answer, isTruncated: fault?.kind === 'truncated' });
    if (fault !== undefined) return;
    const headers = Object.fromEntries(Object.entries(incoming.headers).map(([key, value]) => [key, String(value)]));
    const { pathname: path, searchParams: query } = url;
    options.observe?.({ method, path, query, headers, body, status: answer.status, answer: answer.body });
  }

  interface Asked {
    readonly method: string;
    readonly url: URL;
    readonly body: string;
    readonly incoming: IncomingMessage;
  }

  function answerTo({ method, url, body, incoming }: Asked): FakeAnswer {
    organisation.liftExpiredLocks();
    const { pathname, searchParams: query } = url;
    if (method === 'POST' && pathname === '/oauth2/v1/token') return tokens.issue(body, `${url.origin}${pathname}`);
    const found = fakeRoutes
      .map((route) => ({ route, parts: partsOf(route.path, pathname) }))
      .find(({ route, parts }) => route.method === method && parts !== null);
    if (found === undefined)
      return oktaError(404, 'E0000022', 'The endpoint does not support the provided HTTP method');
    const grant = tokens.grantOf(incoming.headers.authorization);
    if (grant === undefined) return oktaError(401, 'E0000011', 'Invalid token provided');
    const limited = limitsOf(`${method} ${found.route.path}`);
    if (limited.isOver) {
      return { ...oktaError(429, 'E0000047', 'API call exceeded rate limit.'), headers: limited.headers };
    }
    const answer =
      authorize(grant, found.route) ??
      found.route.answer(requestOf({ orgUrl: url.origin, query, body, parts: found.parts ?? [], grant }));
    return { ...answer, headers: { ...limited.headers, ...answer.headers } };
  }

  function requestOf({
    orgUrl,
    query,
    body,
    parts,
    grant,
  }: Pick<FakeRequest, 'orgUrl' | 'query' | 'body' | 'parts'> & {
    grant: { app: Pick<FakeApp, 'role'> };
  }): FakeRequest {
    return {
      organisation,
      orgUrl,
      query,
      body,
      parts,
      pageSize: options.pageSize ?? 200,
      seesPeople: grant.app.role !== 'none',
    };
  }

  /** Okta counts by endpoint and minute. */
  function limitsOf(bucket: string): { readonly isOver: boolean; readonly headers: Readonly<Record<string, string>> } {
    const limit = options.limit ?? 600;
    const minute = Math.floor(clock.now().getTime() / 60_000);
    const key = `${bucket} ${minute}`;
    const count = (spent.get(key) ?? 0) + 1;
    spent.set(key, count);
    return {
      isOver: count > limit,
      headers: {
        'x-rate-limit-limit': `${limit}`,
        'x-rate-limit-remaining': `${Math.max(0, limit - count)}`,
        'x-rate-limit-reset': `${(minute + 1) * 60}`,
      },
    };
  }

  function write({
    outgoing,
    answer,
    isTruncated,
  }: {
    outgoing: ServerResponse;
    answer: FakeAnswer;
    isTruncated: boolean;
  }) {
    const { status, headers = {}, body } = answer;
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const type = typeof body === 'string' ? 'text/html' : 'application/json';
    outgoing.writeHead(status, {
      date: clock.now().toUTCString(),
      ...(body === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(text) }),
      ...headers,
    });
    if (!isTruncated) outgoing.end(text);
    else outgoing.write(text.slice(0, text.length / 2), () => outgoing.destroy());
  }

  function faultedAnswer(fault: FakeFault | undefined): FakeAnswer | undefined {
    switch (fault?.kind) {
      case 'too-many': {
        const reset = fault.reset === null ? null : Math.ceil(clock.now().getTime() / 1000) + fault.reset;
        const headers: Record<string, string> = reset === null ? {} : { 'x-rate-limit-reset': `${reset}` };
        return { ...oktaError(429, 'E0000047', 'API call exceeded rate limit.'), headers };
      }
      case 'unavailable':
        return { status: 503, body: '<html><body>Service Unavailable</body></html>' };
      case 'page':
        return { status: 200, body: '<html><body>Sign in to the network</body></html>' };
      case 'gone':
        return oktaError(400, 'E0000001', 'Api validation failed: after');
      case 'token':
        return refused(401, fault.error);
      case 'revoked':
        return oktaError(401, 'E0000011', 'Invalid token provided');
      default:
        return undefined;
    }
  }

  function appConfig({
    scopes = new Set(everyScope),
    role = 'help-desk',
  }: Partial<Pick<FakeApp, 'scopes' | 'role'>> = {}) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const clientId = organisation.newId('0oa');
    tokens.addApp({ clientId, publicKey: publicKeyOf(pem), scopes, role });
    return { authentication: 'private-key', orgUrl, clientId, privateKey: pem, keyId: 'stand-in' };
  }

  function tokenConfig() {
    const apiToken = organisation.newId('00t');
    tokens.addApiToken(apiToken);
    return { authentication: 'api-token', orgUrl, apiToken };
  }

  async function close(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  return {
    orgUrl,
    organisation,
    faults,
    requests,
    appConfig,
    tokenConfig,
    addEventHook: (hook) => addEventHook({ organisation, ...hook }),
    close,
  };
}

function authorize(
  { scope, app }: { readonly scope: string | null; readonly app: Pick<FakeApp, 'role'> },
  route: { readonly scope: string; readonly method: string },
): FakeAnswer | undefined {
  const isGranted = scope === null || scope === route.scope || scope.replace(/\.manage$/, '.read') === route.scope;
  if (!isGranted) {
    const headers = {
      'www-authenticate': `Bearer authorization_uri="-", error="insufficient_scope", scope="${route.scope}"`,
    };
    return { ...oktaError(403, 'E0000005', 'Invalid session'), headers };
  }
  const isAllowed = route.method === 'GET' || app.role === 'help-desk';
  return isAllowed
    ? undefined
    : oktaError(403, 'E0000006', 'You do not have permission to perform the requested action');
}

/** The parts of the path where the pattern says `{}`; null: it is another path. */
function partsOf(pattern: string, path: string): readonly string[] | null {
  const match = new RegExp(`^${pattern.replaceAll('{}', '([^/]+)')}$`).exec(path);
  return match === null ? null : match.slice(1).map(decodeURIComponent);
}
