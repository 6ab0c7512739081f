import {
  ConnectorError,
  type HttpRoute,
  type Logger,
  type RawRequest,
  type RawResponse,
} from '@access-account/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import { isRawResponse } from './is-raw-response.ts';
import type { ChoicePages } from './pages/choice-pages.ts';
import type { ServerLimits } from './server-limits.ts';
import type { SourceOf } from './source-of.ts';
import { StreamPlaces } from './stream-places.ts';

export interface ConnectorRoutesOptions {
  readonly registry: ConnectorRegistry;
  readonly logger: Logger;
  readonly limits: Pick<ServerLimits, 'answerTimeout' | 'deliveryTimeout' | 'bodyLimit' | 'streams'>;
  /** Aborted when the server says goodbye: streams end. */
  readonly signal: AbortSignal;
  readonly sourceOf: SourceOf;
  /** The pages behind links of channels: below their names, before anything of their own. */
  readonly pages: Pick<ChoicePages, 'takes' | 'answer'>;
  /** Takes what none of a channel's routes takes; undefined: there is no such channel. */
  readonly webhook: (channel: string, request: RawRequest) => Promise<RawResponse | undefined>;
}

/**
 * Mounts `/connectors/<name>/…`: raw bodies, one route, dispatched through the registry, since connectors may connect after the server listens.
 */
export async function connectorRoutes(server: FastifyInstance, options: ConnectorRoutesOptions): Promise<void> {
  await server.register(async (scope) => {
    const places = new StreamPlaces(options.limits.streams);
    const { bodyLimit } = options.limits;
    scope.removeAllContentTypeParsers();
    scope.setErrorHandler((failure: Error & { statusCode?: number }, _request, reply) => {
      const status = failure.statusCode ?? 500;
      const code = status === 413 ? 'too-large' : 'invalid-request';
      return reply
        .code(status)
        .send({ error: { code, message: status < 500 ? failure.message : 'This failed. Please try again.' } });
    });
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body));
    const handler = (request: FastifyRequest, reply: FastifyReply) => dispatch(request, reply, { ...options, places });
    // Pages refer to what lies beside them, so their address ends in a slash.
    scope.get('/connectors/:name', (request, reply) =>
      reply.redirect(`/connectors/${encodeURIComponent((request.params as { name: string }).name)}/`),
    );
    scope.route({ method: ['GET', 'POST'], url: '/connectors/:name/*', handler });
  });
}

/** The same for all of them: nobody reads it, and making one for every request would cost more than telling of it. */
const isOver = new DOMException('The exchange is over.', 'AbortError');

interface DispatchOptions extends ConnectorRoutesOptions {
  readonly places: StreamPlaces;
}

async function dispatch(request: FastifyRequest, reply: FastifyReply, options: DispatchOptions): Promise<void> {
  const { name, '*': path = '' } = request.params as { name: string; '*'?: string };
  const gone = new AbortController();
  reply.raw.on('close', () => gone.abort(isOver));
  const raw: RawRequest = {
    method: request.method,
    path,
    query: new URL(request.url, 'http://unused').searchParams,
    headers: headersOf(request),
    body: Buffer.isBuffer(request.body) ? request.body : new Uint8Array(),
    remoteAddress: request.socket.remoteAddress ?? '',
    signal: AbortSignal.any([gone.signal, options.signal]),
  };
  const connector = options.registry.get(name);
  if (connector === undefined) return sendWhole(reply, error(404, 'not-found', 'There is no such connector.'));
  if (connector.state !== 'ready')
    return sendWhole(reply, error(503, 'degraded', 'This connector is not connected at the moment.'));
  try {
    const route = connector.routes.find((candidate) => takes(candidate, raw));
    const { answerTimeout, deliveryTimeout } = options.limits;
    const answering = options.pages.takes(name, raw)
      ? inTime(options.pages.answer(name, raw), answerTimeout)
      : route === undefined
        ? // It goes on all the same, and counts once: what is delivered again is known by then.
          inTime(options.webhook(name, raw), deliveryTimeout)
        : inTime(route.handle(raw), answerTimeout);
    const response = (await answering) ?? error(404, 'not-found', 'There is nothing here.');
    if (!isRawResponse(response)) throw new Error('What it answered is no answer that HTTP can carry.');
    const { reader } = response;
    // What whoever asks says of themselves, in a header, would be somebody else each time.
    const caller = reader === undefined ? options.sourceOf(request) : `${name} ${reader}`;
    await send(reply, response, () => options.places.take(caller));
  } catch (failure) {
    options.logger.error('a connector could not answer a request', {
      connector: name,
      path,
      reason: (failure as Error).message,
    });
    if (reply.sent || reply.raw.headersSent) reply.raw.destroy();
    else if (ConnectorError.isInstance(failure) || failure instanceof OverdueError)
      await sendWhole(
        reply,
        error(503, 'unavailable', 'A system that is needed for this cannot be reached. Please try again.'),
      );
    else await sendWhole(reply, error(500, 'failed', 'This could not be stored. Please try again.'));
  }
}

class OverdueError extends Error {}

/** A connector that does not answer is left behind: whoever asked must not wait for ever. */
async function inTime<T>(answer: Promise<T>, milliseconds: number): Promise<T> {
  const { promise: overdue, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new OverdueError(`It did not answer within ${milliseconds} ms.`)),
    milliseconds,
  );
  try {
    return await Promise.race([answer, overdue]);
  } finally {
    clearTimeout(timer);
  }
}

function takes({ method, path }: HttpRoute, request: RawRequest): boolean {
  if (method !== request.method) return false;
  return path.endsWith('/*') ? request.path.startsWith(path.slice(0, -1)) : path === request.path;
}

function headersOf(request: FastifyRequest): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [[name, Array.isArray(value) ? value.join(name === 'cookie' ? '; ' : ', ') : value] as const],
    ),
  );
}

async function send(reply: FastifyReply, response: RawResponse, place: () => (() => void) | undefined): Promise<void> {
  const { body } = response;
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return sendWhole(reply, response);
  const giveBack = place();
  if (giveBack === undefined) {
    const message = 'There are too many of these open already. Close some of them, and try again.';
    return sendWhole(reply, error(429, 'too-many-streams', message));
  }
  // However the connector takes leave of its stream: the reader is gone.
  reply.raw.once('close', giveBack);
  await sendStream(reply, response, body);
}

async function sendWhole(reply: FastifyReply, { status, headers = {}, body }: RawResponse): Promise<void> {
  for (const [name, value] of Object.entries(headers)) void reply.header(name, value);
  await reply.code(status).send(body instanceof Uint8Array ? Buffer.from(body) : body);
}

async function sendStream(
  reply: FastifyReply,
  { status, headers = {} }: RawResponse,
  body: AsyncIterable<string>,
): Promise<void> {
  reply.hijack();
  reply.raw.writeHead(
    status,
    Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
    ),
  );
  reply.raw.flushHeaders();
  for await (const chunk of body) {
    if (!reply.raw.write(chunk)) await drained(reply);
    if (reply.raw.destroyed) break;
  }
  // Only what came to its end ends like it: a stream that broke is cut off, so that nobody takes it for whole.
  reply.raw.end();
}

function drained(reply: FastifyReply): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  reply.raw.once('drain', resolve);
  reply.raw.once('close', resolve);
  return promise;
}

function error(status: number, code: string, message: string): RawResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ error: { code, message } }),
  };
}
