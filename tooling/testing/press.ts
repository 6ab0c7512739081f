import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { connect, type Socket } from 'node:net';

export interface PressOptions {
  /** The server's address. */
  readonly url: string;
  /** Where it takes bodies. */
  readonly path: string;
  /** Connections that begin a head, and that begin a body, and never finish. */
  readonly slowHeads: number;
  readonly slowBodies: number;
  /** Requests with a megabyte of headers, and with a body of 10 MB. */
  readonly headerBombs: number;
  readonly bigBodies: number;
}

export interface Pressure {
  /** How many of those that were too large were told so or hung up on. */
  readonly refused: Promise<{ readonly headerBombs: number; readonly bigBodies: number }>;
  /** Slow connections that are open. */
  open(): number;
  release(): void;
}

const megabyte = 1024 * 1024;

/** Puts a server under the pressure of clients that are slow, large and many. Resolves when all of them are there. */
export async function press(options: PressOptions): Promise<Pressure> {
  const { path } = options;
  const { hostname, port } = new URL(options.url);
  const slow = async (beginning: string) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(beginning);
    return socket;
  };
  const host = `host: ${hostname}:${port}\r\n`;
  const sockets: readonly Socket[] = await Promise.all([
    ...Array.from({ length: options.slowHeads }, () => slow(`GET /readyz HTTP/1.1\r\n${host}x-slow: `)),
    ...Array.from({ length: options.slowBodies }, () =>
      slow(`POST ${path} HTTP/1.1\r\n${host}content-length: 100000\r\n\r\n{`),
    ),
  ]);
  const send = (differences: { readonly headers?: Record<string, string>; readonly body?: Buffer }) => {
    const { headers = {}, body } = differences;
    const sent = request({ host: hostname, port, method: 'POST', path, headers, agent: false });
    return refusedOf(sent, body);
  };
  const bombs = Array.from({ length: options.headerBombs }, () =>
    send({ headers: { 'x-bomb': 'a'.repeat(megabyte) } }),
  );
  const bodies = Array.from({ length: options.bigBodies }, () =>
    send({ headers: { 'content-type': 'application/json' }, body: Buffer.alloc(10 * megabyte, 'a') }),
  );
  const count = async (all: readonly Promise<boolean>[]) => (await Promise.all(all)).filter(Boolean).length;
  return {
    refused: (async () => ({ headerBombs: await count(bombs), bigBodies: await count(bodies) }))(),
    open: () => sockets.filter((socket) => !socket.destroyed && !socket.readableEnded).length,
    release: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Whether a request was answered with what is too large about it, or hung up on. */
async function refusedOf(sent: ClientRequest, body: Buffer | undefined): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  sent.on('response', (response) => {
    response.resume();
    resolve(response.statusCode === 413 || response.statusCode === 431);
  });
  sent.on('error', () => resolve(true));
  sent.end(body);
  return promise;
}
