import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { Agent, type Dispatcher, request } from 'undici';
import { version } from '../version.ts';

/** Milliseconds from the request to the last byte of the answer. */
const deadline = 10_000;
/** Bytes of an answer. */
const sizeLimit = 8 * 1024 * 1024;

const agent = new Agent({ maxResponseSize: sizeLimit, headersTimeout: deadline, bodyTimeout: deadline });

/**
 * The one outbound HTTP client, with the face of `fetch`: a total deadline (a slow drip ends too), no redirects, answers of
 * limited size. It resolves with the whole answer, so that whatever goes wrong on the way goes wrong here.
 * A caller's own signal shortens the deadline, never lengthens it. Under it is undici's `request`, at a third of the cost of `fetch`.
 *
 * @param mayChange whether this server may still change anything: asked in the turn in which a request that is no mere reading is written
 */
export function outboundFetch(mayChange: () => boolean): typeof globalThis.fetch {
  const dispatcher = agent.compose((dispatch) => (options, handler) => {
    return dispatch(options, isReading(options.method) ? handler : fenced(handler, mayChange));
  });
  return (input, init = {}) => ask(input, init, dispatcher);
}

/**
 * A server that stood still wakes up anywhere: behind a look that came back, or waiting for a connection. Somebody else has
 * done by now what it was about to do, so nothing but the very last moment before the first byte will do.
 */
function fenced(handler: Dispatcher.DispatchHandler, mayChange: () => boolean): Dispatcher.DispatchHandler {
  const onRequestStart: Dispatcher.DispatchHandler['onRequestStart'] = (controller, context) => {
    if (!mayChange()) throw new TypeError('This server stood still: nothing is changed by it any more.');
    handler.onRequestStart?.(controller, context);
  };
  return new Proxy(handler, {
    get: (target, name) => {
      if (name === 'onRequestStart') return onRequestStart;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** RFC 9110, §9.2.1. */
function isReading(method: string): boolean {
  return /^(get|head|options)$/i.test(method);
}

async function ask(input: string | URL | Request, init: RequestInit, dispatcher: Dispatcher): Promise<Response> {
  const asked = input instanceof Request ? new Request(input, init) : { ...init, url: String(input) };
  const overdue = new AbortController();
  const timer = setTimeout(
    () => overdue.abort(new DOMException(`There was no answer within ${deadline} ms.`, 'TimeoutError')),
    deadline,
  );
  const leave = () => overdue.abort(asked.signal?.reason);
  asked.signal?.addEventListener('abort', leave, { once: true });
  if (asked.signal?.aborted === true) leave();
  try {
    const answer = await request(asked.url, {
      dispatcher,
      method: (asked.method ?? 'GET').toUpperCase() as Dispatcher.HttpMethod,
      ...(await sent(asked)),
      signal: overdue.signal,
    });
    return await received(answer);
  } catch (error) {
    throw overdue.signal.aborted ? overdue.signal.reason : error;
  } finally {
    clearTimeout(timer);
    asked.signal?.removeEventListener('abort', leave);
  }
}

async function sent({ headers, body }: Pick<RequestInit, 'headers' | 'body'>) {
  const lines = new Headers(headers);
  if (!lines.has('user-agent')) lines.set('user-agent', `access-account/${version}`);
  if (body === undefined || body === null) return { headers: Object.fromEntries(lines) };
  if (typeof body === 'string' && lines.has('content-type')) return { headers: Object.fromEntries(lines), body };
  // A form, a blob, a stream: `Response` knows how each becomes bytes, and what they are called.
  const encoded = new Response(body);
  const type = encoded.headers.get('content-type');
  if (type !== null && !lines.has('content-type')) lines.set('content-type', type);
  return { headers: Object.fromEntries(lines), body: new Uint8Array(await encoded.arrayBuffer()) };
}

async function received({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<Response> {
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
    await body.dump();
    throw new TypeError(`The answer is a redirect (${statusCode}), and none is followed.`);
  }
  const lines = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) lines.append(name, one);
  }
  const bytes = decoded(new Uint8Array(await body.arrayBuffer()), lines);
  const isEmpty = statusCode === 204 || statusCode === 205 || statusCode === 304;
  return new Response(isEmpty ? null : bytes, { status: statusCode, headers: lines });
}

/** Nobody is asked to compress; some do. */
function decoded(bytes: Uint8Array<ArrayBuffer>, headers: Headers): Uint8Array<ArrayBuffer> {
  const coding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (coding === 'identity' || bytes.byteLength === 0) return bytes;
  headers.delete('content-encoding');
  headers.delete('content-length');
  const options = { maxOutputLength: sizeLimit };
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return new Uint8Array(gunzipSync(bytes, options));
    case 'deflate':
      return new Uint8Array(inflateSync(bytes, options));
    case 'br':
      return new Uint8Array(brotliDecompressSync(bytes, options));
    default:
      throw new TypeError(`The answer is encoded as ${coding}, which was not asked for.`);
  }
}
