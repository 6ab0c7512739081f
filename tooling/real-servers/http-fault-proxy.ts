import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * What the proxy does to requests, on new connections and on kept ones. Passed on to the server behind it are only
 * `drip`, `truncated`, `answer-lost` and `late`: there the server has done what it was asked.
 */
export type HttpFault =
  /** The connection is torn down. */
  | 'reset'
  /** Accepted and never answered. */
  | 'blackhole'
  /** Answered one byte at a time. */
  | 'drip'
  /** 200, and a page instead of JSON. */
  | 'html'
  /** 429 with `Retry-After: 1`. */
  | 'too-many'
  | 'unavailable'
  /** Half of the answer, then the end. */
  | 'truncated'
  /** An answer that never ends. */
  | 'endless'
  /** The answer does not come back. */
  | 'answer-lost'
  /** Passed on a second later, and answered well. */
  | 'late';

/** Those after which no good answer comes. */
export const httpFaults = [
  'reset',
  'blackhole',
  'drip',
  'html',
  'too-many',
  'unavailable',
  'truncated',
  'endless',
  'answer-lost',
] as const satisfies readonly HttpFault[];

export interface HttpFaultProxy {
  readonly url: string;
  /** How many requests met a fault so far. */
  readonly struck: number;
  /** @param aim which requests meet it, by method and path; all of them unless given. */
  break(fault: HttpFault, aim?: (request: { readonly method: string; readonly path: string }) => boolean): void;
  /** Every request meets the fault that is chosen for it; undefined: it passes. */
  choose(faultFor: (request: { readonly method: string; readonly path: string }) => HttpFault | undefined): void;
  /** Requests pass again, and whoever still hangs is told so by the end of the connection. */
  heal(): void;
  close(): Promise<void>;
}

/** Milliseconds between two bytes of a slow drip. */
const dripEvery = 100;
/** Milliseconds that a late request waits before it is passed on. */
const lateness = 1000;
const endlessChunk = 'x'.repeat(64 * 1024);

/** Stands between the product and a provider that speaks HTTP, and lets tests take its network, or its senses, away. */
export async function startHttpFaultProxy(
  target: string,
  /** Milliseconds that a connection nobody uses stays open. */
  keepAlive = 60_000,
): Promise<HttpFaultProxy> {
  let faultFor: Parameters<HttpFaultProxy['choose']>[0] = () => undefined;
  let struck = 0;
  const hanging = new Set<ServerResponse>();
  const server = createServer((incoming, response) => {
    response.on('error', () => undefined).on('close', () => hanging.delete(response));
    const fault = faultFor({ method: incoming.method ?? 'GET', path: incoming.url ?? '/' });
    if (fault === undefined) {
      void passOn(target, incoming).then(
        (answer) => response.writeHead(answer.status, answer.headers).end(answer.body),
        () => response.destroy(),
      );
      return;
    }
    struck += 1;
    if (fault !== 'late') hanging.add(response);
    void afflict({ fault, target, incoming, response }).catch(() => response.destroy());
  });
  server.keepAliveTimeout = keepAlive;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get struck() {
      return struck;
    },
    break: (fault, aim = () => true) => {
      faultFor = (request) => (aim(request) ? fault : undefined);
    },
    choose: (next) => {
      faultFor = next;
    },
    heal: () => {
      faultFor = () => undefined;
      for (const response of hanging) response.destroy();
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Affliction {
  readonly fault: HttpFault;
  readonly target: string;
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
}

async function afflict({ fault, target, incoming, response }: Affliction): Promise<void> {
  switch (fault) {
    case 'reset':
      incoming.socket.resetAndDestroy();
      return;
    case 'blackhole':
      incoming.resume();
      return;
    case 'html':
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html><body>We will be back in a moment.</body></html>');
      return;
    case 'too-many':
      response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '1' }).end('{"error":"too many"}');
      return;
    case 'unavailable':
      response.writeHead(503, { 'content-type': 'application/json' }).end('{"error":"unavailable"}');
      return;
    case 'endless':
      response.writeHead(200, { 'content-type': 'application/json' });
      while (!response.destroyed) if (!response.write(endlessChunk)) await once(response, 'drain');
      return;
    case 'drip':
      await drip(response, await passOn(target, incoming));
      return;
    case 'truncated': {
      const { status, headers, body } = await passOn(target, incoming);
      response.writeHead(status, headers).write(body.subarray(0, body.length / 2), () => response.destroy());
      return;
    }
    case 'answer-lost':
      await passOn(target, incoming);
      response.destroy();
      return;
    case 'late': {
      await delay(lateness);
      const { status, headers, body } = await passOn(target, incoming);
      response.writeHead(status, headers).end(body);
    }
  }
}

interface PassedOn {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

async function passOn(target: string, incoming: IncomingMessage): Promise<PassedOn> {
  const { method, url, headers } = incoming;
  const asked = request(new URL(url ?? '/', target), { ...(method === undefined ? {} : { method }), headers });
  incoming.pipe(asked);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: Buffer.concat(chunks) };
}

async function drip(response: ServerResponse, { status, headers, body }: PassedOn): Promise<void> {
  response.writeHead(status, headers);
  for (const byte of body) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await delay(dripEvery);
  }
  response.end();
}
