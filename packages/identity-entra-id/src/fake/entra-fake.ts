import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@access-account/contract';
import { badRequest, badToken, denied, expiredLink, type FakeAnswer, graphError, unlicensed } from './fake-answers.ts';
import { fakeRoutes } from './fake-api.ts';
import { fakeCertificate } from './fake-certificate.ts';
import { type FakeFault, FakeFaults } from './fake-faults.ts';
import { FakeTenant } from './fake-tenant.ts';
import { type FakeApp, FakeTokens, refused } from './fake-tokens.ts';

/** One question and its answer: a request of its own, or one of those in a batch. */
export interface Exchange {
  readonly method: string;
  /** Below `/v1.0`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly status: number;
  readonly answer: unknown;
}

export interface EntraFakeOptions {
  readonly clock: Clock;
  /** The most a page of a walk holds: 100 unless given. */
  readonly pageSize?: number;
  /** Questions a minute, those in a batch counted one by one. */
  readonly limit?: number;
  /** Sees every exchange that no fault touched. */
  readonly observe?: (exchange: Exchange) => void;
}

/** A stand-in for Entra ID: a real HTTP server on loopback, token endpoint and Graph at one address, over a tenant in memory. */
export interface EntraFake {
  readonly url: string;
  readonly tenant: FakeTenant;
  readonly faults: FakeFaults;
  /** "METHOD /path" of everything that came over the wire, in its order; a batch is one. */
  readonly requests: readonly string[];
  /** "METHOD /path" of every question asked of Graph, those in a batch one by one. */
  readonly questions: readonly string[];
  /** The configuration of an app as an operator would write it; each call makes another app. */
  certificateConfig(permissions?: ReadonlySet<string>): Readonly<Record<string, string>>;
  secretConfig(permissions?: ReadonlySet<string>): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Everything the connector asks for. */
export const everyPermission: ReadonlySet<string> = new Set([
  'AuditLog.Read.All',
  'Domain.Read.All',
  'GroupMember.Read.All',
  'RoleManagement.Read.Directory',
  'User.Read.All',
  'User.RevokeSessions.All',
  'UserAuthenticationMethod.ReadWrite.All',
]);

/** Graph takes no more in one batch. */
const batchSize = 20;

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly consistency: string | undefined;
  readonly app: FakeApp;
}

export async function startEntraFake(options: EntraFakeOptions): Promise<EntraFake> {
  const { clock } = options;
  const tenant = new FakeTenant(clock);
  const tokens = new FakeTokens(clock);
  const faults = new FakeFaults();
  const requests: string[] = [];
  const questions: string[] = [];
  const tenantId = randomUUID();
  const spent = new Map<number, number>();
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    // By whatever name it is reached, so that something can stand between.
    const asked = new URL(incoming.url ?? '/', `http://${incoming.headers.host}`);
    const method = incoming.method ?? 'GET';
    const name = `${method} ${asked.pathname}`;
    requests.push(name);
    let body = '';
    for await (const chunk of incoming) body += chunk;
    const fault = faults.take(name);
    if (fault?.kind === 'hang') return;
    const answer = faultedAnswer(fault) ?? answerTo({ method, asked, body, incoming, isFaulted: fault !== undefined });
    if (answer === 'silence') return;
    if (fault?.kind === 'lost') {
      outgoing.destroy();
      return;
    }
    write({ outgoing, answer, isTruncated: fault?.kind === 'truncated' });
  }

  interface Incoming {
    readonly method: string;
    readonly asked: URL;
    readonly body: string;
    readonly incoming: IncomingMessage;
    readonly isFaulted: boolean;
  }

  function answerTo({ method, asked, body, incoming, isFaulted }: Incoming): FakeAnswer | 'silence' {
    if (method === 'POST' && asked.pathname === `/${tenantId}/oauth2/v2.0/token`) {
      return tokens.issue(body, { audience: `${asked.origin}${asked.pathname}`, graphUrl: asked.origin });
    }
    if (asked.pathname.endsWith('/oauth2/v2.0/token'))
      return refused({ error: 'invalid_request', detail: 'AADSTS90002' });
    const app = tokens.appOf(incoming.headers.authorization);
    if (app === undefined) return badToken;
    if (method === 'POST' && asked.pathname === '/v1.0/$batch') return batchAnswer({ body, origin: asked.origin, app });
    const consistency = incoming.headers.consistencylevel;
    const question = {
      method,
      url: asked,
      consistency: consistency === undefined ? undefined : String(consistency),
      app,
    };
    return answerQuestion(question, isFaulted);
  }

  interface Batch extends Pick<Asked, 'app'> {
    readonly body: string;
    readonly origin: string;
  }

  function batchAnswer({ body, origin, app }: Batch): FakeAnswer | 'silence' {
    const { requests: parts = [] } = JSON.parse(body) as { requests?: readonly BatchPart[] };
    if (parts.length === 0 || parts.length > batchSize) return badRequest('Number of batch request steps exceeds 20.');
    const responses: object[] = [];
    for (const { id, method, url: target, headers = {} } of parts) {
      const asked = new URL(`${origin}/v1.0${target}`);
      const fault = faults.take(`${method} ${asked.pathname}`);
      if (fault?.kind === 'hang') return 'silence';
      const question = { method, url: asked, consistency: headers.ConsistencyLevel, app };
      const answer = faultedAnswer(fault) ?? answerQuestion(question, fault !== undefined);
      responses.push({ id, status: answer.status, headers: answer.headers ?? {}, body: answer.body ?? null });
    }
    // In no order, as Graph answers them.
    return { status: 200, body: { responses: responses.reverse() } };
  }

  function answerQuestion({ method, url: asked, consistency, app }: Asked, isFaulted: boolean): FakeAnswer {
    const { pathname, searchParams: query } = asked;
    questions.push(`${method} ${pathname}`);
    const path = pathname.replace(/^\/v1\.0/, '');
    const found = fakeRoutes
      .map((route) => ({ route, parts: partsOf(route.path, path) }))
      .find(({ route, parts }) => route.method === method && parts !== null);
    if (found === undefined || path === pathname) {
      return badRequest(`Resource not found for the segment '${path.split('/')[1]}'.`);
    }
    if (isOverLimit()) return tooMany(10);
    const isAllowed = found.route.permissions.some((permission) => app.permissions.has(permission));
    const pageSize = options.pageSize ?? 100;
    const answer = isAllowed
      ? found.route.answer({ tenant, graphUrl: asked.origin, query, consistency, parts: found.parts ?? [], pageSize })
      : denied;
    if (!isFaulted) options.observe?.({ method, path, query, status: answer.status, answer: answer.body });
    return answer;
  }

  function isOverLimit(): boolean {
    const minute = Math.floor(clock.now().getTime() / 60_000);
    const count = (spent.get(minute) ?? 0) + 1;
    spent.set(minute, count);
    return count > (options.limit ?? 10_000);
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

  function configOf(proof: FakeApp['proof'], permissions: ReadonlySet<string>) {
    const clientId = randomUUID();
    tokens.addApp({ clientId, permissions, proof });
    return { authorityUrl: url, graphUrl: url, tenantId, clientId };
  }

  function certificateConfig(permissions = everyPermission) {
    const now = clock.now();
    const made = fakeCertificate(now, new Date(now.getTime() + 365 * 24 * 60 * 60_000));
    const { certificate, privateKey, publicKey, thumbprint } = made;
    const config = configOf({ kind: 'certificate', publicKey, thumbprint }, permissions);
    return { authentication: 'certificate', ...config, certificate, privateKey };
  }

  function secretConfig(permissions = everyPermission) {
    const clientSecret = randomUUID();
    const config = configOf({ kind: 'secret', clientSecret }, permissions);
    return { authentication: 'client-secret', ...config, clientSecret };
  }

  async function close(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  return { url, tenant, faults, requests, questions, certificateConfig, secretConfig, close };
}

interface BatchPart {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function tooMany(retryAfter: number | null): FakeAnswer {
  const headers: Record<string, string> = retryAfter === null ? {} : { 'Retry-After': `${retryAfter}` };
  return { ...graphError(429, 'TooManyRequests', 'Please retry again later.'), headers };
}

function faultedAnswer(fault: FakeFault | undefined): FakeAnswer | undefined {
  switch (fault?.kind) {
    case 'too-many':
      return tooMany(fault.retryAfter);
    case 'unavailable':
      return { status: 503, body: '<html><body>Service Unavailable</body></html>' };
    case 'page':
      return { status: 200, body: '<html><body>Sign in to the network</body></html>' };
    case 'gone':
      return expiredLink;
    case 'denied':
      return denied;
    case 'unlicensed':
      return unlicensed;
    case 'token':
      return refused(fault);
    case 'revoked':
      return badToken;
    default:
      return undefined;
  }
}

/** The parts of the path where the pattern says `{}`; null: it is another path. */
function partsOf(pattern: string, path: string): readonly string[] | null {
  const match = new RegExp(`^${pattern.replaceAll('{}', '([^/]+)')}$`).exec(path);
  return match === null ? null : match.slice(1).map(decodeURIComponent);
}
