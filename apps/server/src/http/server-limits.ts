import type { Server } from 'node:http';

/** What the server puts up with. Times are milliseconds, sizes bytes. */
export interface ServerLimits {
  /** Of a request's head: more is 431. */
  readonly maxHeaderSize: number;
  /** Headers of one request; what comes after them is not read. */
  readonly maxHeadersCount: number;
  /** Of a request's body: more is 413. */
  readonly bodyLimit: number;
  /** From the first byte of a request to the end of its head: longer is 408, and the connection ends. */
  readonly headersTimeout: number;
  /** To the end of its body. */
  readonly requestTimeout: number;
  /** Until a connector has answered. */
  readonly answerTimeout: number;
  /** Until what a channel's provider delivers is answered: Slack and Teams wait for three seconds, and deliver again. */
  readonly deliveryTimeout: number;
  /** Until a connection that asks nothing more ends. */
  readonly keepAliveTimeout: number;
  /** Between two looks for requests that take too long; the times above are kept with this precision. */
  readonly checkEvery: number;
  /** Connections at a time: more are hung up on, so that those there are go on being served. */
  readonly maxConnections: number;
  /** Streams at a time that nobody but their readers ends: of one caller, and of all. */
  readonly streams: { readonly perCaller: number; readonly all: number };
}

/**
 * Every limit in one place, and each said: a client that is slow, endless or many costs a socket and little memory for a
 * short time. Node's own way would be to look for slow requests twice a minute.
 */
export const serverLimits: ServerLimits = {
  maxHeaderSize: 16 * 1024,
  maxHeadersCount: 100,
  bodyLimit: 256 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  answerTimeout: 20_000,
  deliveryTimeout: 2700,
  keepAliveTimeout: 72_000,
  checkEvery: 2000,
  maxConnections: 10_000,
  streams: { perCaller: 16, all: 5000 },
};

/** The part of the limits that Fastify is made with. */
export function fastifyLimits(limits: ServerLimits) {
  const { bodyLimit, requestTimeout, keepAliveTimeout, headersTimeout, maxHeaderSize, checkEvery } = limits;
  return {
    bodyLimit,
    requestTimeout,
    keepAliveTimeout,
    // A stream may be silent for as long as it likes; what is slow while it sends is ended by the times above.
    connectionTimeout: 0,
    forceCloseConnections: true as const,
    http: { maxHeaderSize, headersTimeout, requestTimeout, connectionsCheckingInterval: checkEvery },
  };
}

/** The part that only a server that is there takes. */
export function limitServer(server: Server, { maxHeadersCount, maxConnections }: ServerLimits): void {
  server.maxHeadersCount = maxHeadersCount;
  server.maxConnections = maxConnections;
}
