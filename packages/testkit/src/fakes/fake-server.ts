import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ServerFault, ServerFaults } from './server-faults.ts';

/** What a stand-in was asked. */
export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON; text is an HTML page; undefined: nothing. */
  readonly body?: unknown;
}

/** One request and its answer, as they went over the wire. */
export interface FakeExchange extends FakeRequest {
  readonly status: number;
  readonly answer: unknown;
}

export interface FakeServerOptions {
  readonly answer: (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>;
  /** How the vendor says that it was asked too often; `seconds` until it takes requests again, null: it does not say. */
  readonly tooMany: (seconds: number | null) => FakeAnswer;
  /** Sees every exchange that no fault touched. */
  readonly observe?: (exchange: FakeExchange) => void;
}

/** A vendor's HTTP interface on loopback, over whatever `answer` remembers. */
export interface FakeServer {
  readonly url: string;
  readonly faults: ServerFaults;
  /** "METHOD /path" of everything that was asked, in its order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export async function startFakeServer({ answer, tooMany, observe }: FakeServerOptions): Promise<FakeServer> {
  const faults = new ServerFaults();
  const requests: string[] = [];
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await requestOf(incoming, url);
    const name = `${request.method} ${request.path}`;
    requests.push(name);
    const fault = faults.take(name);
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'reset') {
      outgoing.destroy();
      return;
    }
    const given = faulted(fault, tooMany) ?? (await answer(request));
    if (fault?.kind === 'lost') outgoing.destroy();
    else write(outgoing, given, fault?.kind === 'truncated');
    if (fault === undefined) observe?.({ ...request, status: given.status, answer: given.body });
  }

  return {
    url,
    faults,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function requestOf(incoming: IncomingMessage, origin: string): Promise<FakeRequest> {
  const { pathname: path, searchParams: query } = new URL(incoming.url ?? '/', origin);
  let body = '';
  for await (const chunk of incoming.setEncoding('utf8')) body += chunk;
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([key, value]) => [key, String(value)]));
  return { method: incoming.method ?? 'GET', path, query, headers, body };
}

function faulted(fault: ServerFault | undefined, tooMany: FakeServerOptions['tooMany']): FakeAnswer | undefined {
  switch (fault?.kind) {
    case 'too-many':
      return tooMany(fault.seconds);
    case 'unavailable':
      return { status: 503, body: '<html><body>Service Unavailable</body></html>' };
    case 'page':
      return { status: 200, body: '<html><body>Sign in to the network</body></html>' };
    default:
      return undefined;
  }
}

function write(outgoing: ServerResponse, { status, headers, body }: FakeAnswer, isTruncated: boolean): void {
  const isPage = typeof body === 'string';
  const text = body === undefined ? '' : isPage ? body : JSON.stringify(body);
  const type = isPage ? 'text/html' : 'application/json';
  const described = body === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(text) };
  outgoing.writeHead(status, { ...described, ...headers });
  if (isTruncated) outgoing.write(text.slice(0, text.length / 2), () => outgoing.destroy());
  else outgoing.end(text);
}
