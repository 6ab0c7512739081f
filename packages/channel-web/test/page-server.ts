import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { InboundEvent, InboundOutcome, RawRequest, RawResponse } from '@access-account/contract';
import { fakeCall } from '@access-account/testkit';
import { type WebHarness, type WebHarnessOptions, webHarness } from './web-harness.ts';

export interface PageServer {
  readonly web: WebHarness;
  /** The chat page's address. */
  readonly address: string;
  /** Every event that was received. */
  readonly events: readonly InboundEvent[];
  /** Breaks every connection, as a bad network would. */
  dropConnections(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The connector behind a real HTTP server on loopback, which accepts every event. */
export async function pageServer(options: WebHarnessOptions = {}): Promise<PageServer> {
  const web = await webHarness(options);
  const events: InboundEvent[] = [];
  const answer = async (request: RawRequest): Promise<RawResponse> => {
    const route = web.routeOf(request);
    if (route !== undefined) return route.handle(request);
    const receipt = await web.operations['webhook.receive'](request, fakeCall());
    events.push(...receipt.events);
    return receipt.respond(receipt.events.map(({ id }): InboundOutcome => ({ status: 'accepted', event: id })));
  };
  const server = createServer(async (incoming, outgoing) =>
    write(outgoing, await answer(await read(incoming, outgoing))),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    web,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/connectors/web/`,
    events,
    dropConnections: () => server.closeAllConnections(),
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function read(incoming: IncomingMessage, outgoing: ServerResponse): Promise<RawRequest> {
  const url = new URL(incoming.url ?? '', 'http://127.0.0.1');
  const leaving = new AbortController();
  outgoing.on('close', () => leaving.abort());
  return {
    method: incoming.method ?? '',
    path: decodeURIComponent(url.pathname.replace('/connectors/web/', '')),
    query: url.searchParams,
    headers: new Map(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    body: await buffer(incoming),
    remoteAddress: incoming.socket.remoteAddress ?? '',
    signal: leaving.signal,
  };
}

async function write(outgoing: ServerResponse, { status, headers = {}, body }: RawResponse): Promise<void> {
  outgoing.writeHead(status, Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])));
  if (typeof body === 'object' && Symbol.asyncIterator in body) {
    for await (const chunk of body) outgoing.write(chunk);
    outgoing.end();
  } else {
    outgoing.end(body);
  }
}
