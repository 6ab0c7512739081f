import { connect } from 'node:net';
import fc from 'fast-check';

const latin = (text: string) => Buffer.from(text, 'latin1');
const line = fc.oneof(
  fc.constantFrom(
    'GET /healthz HTTP/1.1',
    'GET /readyz HTTP/1.0',
    'GET  /healthz HTTP/1.1',
    'GET /healthz HTTP/9.9',
    'GET /healthz',
    'get /healthz HTTP/1.1',
    'POST /connectors/web/messages HTTP/1.1',
    'CONNECT a:1 HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'TRACE / HTTP/1.1',
    'PRI * HTTP/2.0',
    'BREW / HTTP/1.1',
    'GET http://evil.test/healthz HTTP/1.1',
    'GET //evil.test HTTP/1.1',
    'GET /%00%ff HTTP/1.1',
    'GET /%zz HTTP/1.1',
    '\u0016\u0003\u0001\u0002',
    '',
  ),
  fc.integer({ min: 1, max: 60_000 }).map((length) => `GET /${'a'.repeat(length)} HTTP/1.1`),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const header = fc.oneof(
  { weight: 3, arbitrary: fc.constant('host: 127.0.0.1') },
  fc.constantFrom(
    'host: evil.test',
    'host:',
    'Host : 127.0.0.1',
    'content-length: 5',
    'content-length: -1',
    'content-length: 5, 6',
    'content-length: 99999999999999999999',
    'transfer-encoding: chunked',
    'transfer-encoding: xchunked',
    'Transfer-Encoding: chunked, identity',
    'connection: close',
    'connection: upgrade',
    'upgrade: websocket',
    'expect: 100-continue',
    'content-type: application/json',
    ' folded',
    'no colon',
    ': no name',
    'x: \0',
    'a\0b: c',
    'cookie: \u00ff',
  ),
  fc.integer({ min: 1, max: 40_000 }).map((length) => `x-bomb: ${'y'.repeat(length)}`),
  fc
    .integer({ min: 1, max: 3000 })
    .map((many) => Array.from({ length: many }, (_, index) => `h${index}: v`).join('\r\n')),
);
const payload = fc.oneof(
  fc.constantFrom(
    '',
    '{}',
    'hello',
    '0\r\n\r\n',
    '5\r\nhello\r\n0\r\n\r\n',
    'zz\r\n',
    'ffffffffffffffff\r\n',
    '5\r\nhel',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const message = fc
  .tuple(line, fc.array(header, { maxLength: 5 }), fc.constantFrom('\r\n', '\n', '\r'), payload)
  .map(([first, headers, end, body]) => latin(`${[first, ...headers].join(end)}${end}${end}${body}`));

/** What arrives on a connection: messages one after the other, whole or not, or plain bytes; in one piece or in several. */
export const anyBytes: fc.Arbitrary<{ readonly pieces: readonly Uint8Array[]; readonly halfClose: boolean }> =
  fc.record({
    pieces: fc.oneof(
      { weight: 4, arbitrary: fc.array(message, { minLength: 1, maxLength: 4 }) },
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { minLength: 1, maxLength: 4 }),
    ),
    halfClose: fc.boolean(),
  });

/** Milliseconds after which a connection that nothing comes from is left. */
const silence = 60;

/** Writes bytes to a server and answers what came back until it hung up or fell silent. */
export function sendBytes(
  base: string,
  { pieces, halfClose }: { pieces: readonly Uint8Array[]; halfClose: boolean },
): Promise<string> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect({ host: hostname, port: Number(port) });
    const done = () => {
      socket.destroy();
      resolve(text);
    };
    socket.setTimeout(silence, done);
    socket.on('connect', () => {
      socket.setTimeout(silence);
      for (const piece of pieces) socket.write(piece);
      if (halfClose) socket.end();
    });
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
    });
    socket.on('close', done);
    // Hanging up on garbage is an answer; not to be there is none.
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNREFUSED' ? reject(error) : done()));
  });
}

/** The answers in what came back of a connection: status, type and body of each. */
export function answersIn(
  text: string,
): readonly { readonly status: number; readonly type: string; readonly body: string }[] {
  const starts = [...text.matchAll(/HTTP\/1\.[01] (\d{3})/g)];
  return starts.map(({ index, 1: status }, one) => {
    const whole = text.slice(index, starts[one + 1]?.index);
    const gap = whole.indexOf('\r\n\r\n');
    const head = gap < 0 ? whole : whole.slice(0, gap);
    return {
      status: Number(status),
      type: /^content-type: *(.*)$/im.exec(head)?.[1]?.trim() ?? '',
      body: gap < 0 ? '' : whole.slice(gap + 4),
    };
  });
}
