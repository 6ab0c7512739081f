import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { outboundFetch } from '../src/registry/outbound-fetch.ts';

const ask = outboundFetch(() => true);

let server: Server;
let url: string;
let changes = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    switch (request.url) {
      case '/redirect':
        response.writeHead(302, { location: '/small' }).end();
        break;
      case '/endless':
        response.writeHead(200);
        endless(response);
        break;
      case '/drip':
        response.writeHead(200).write('a');
        break;
      case '/gzip':
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('small, compressed'));
        break;
      case '/bomb':
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(20 * 1024 * 1024)));
        break;
      case '/zstd':
        response.writeHead(200, { 'content-encoding': 'zstd' }).end('whatever');
        break;
      case '/nothing':
        response.writeHead(204, { 'set-cookie': ['a=1', 'b=2'] }).end();
        break;
      case '/echo':
        changes += 1;
        void text(request).then((body) =>
          response.end(
            JSON.stringify({ method: request.method, type: request.headers['content-type'] ?? 'none', text: body }),
          ),
        );
        break;
      default:
        response.end('small');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function endless(response: NodeJS.WritableStream) {
  const chunk = Buffer.alloc(1024 * 1024);
  const write = () => {
    while (response.writable && response.write(chunk)) {
      // As long as the other side takes it.
    }
    if (response.writable) response.once('drain', write);
  };
  write();
}

test('an answer comes through as it is', async () => {
  const response = await ask(`${url}/small`);
  expect([response.status, await response.text()]).toEqual([200, 'small']);
});

test('a redirect is an error, wherever it leads', async () => {
  await expect(ask(`${url}/redirect`)).rejects.toThrow('redirect');
});

test('an endless answer is cut off', async () => {
  await expect(ask(`${url}/endless`)).rejects.toThrow(/size/i);
});

test('the caller’s signal ends a slow drip, with its own reason', async () => {
  const controller = new AbortController();
  const answer = ask(`${url}/drip`, { signal: controller.signal });
  controller.abort(new Error('I have waited long enough'));
  await expect(answer).rejects.toThrow('I have waited long enough');
  await expect(ask(`${url}/small`, { signal: controller.signal })).rejects.toThrow('long enough');
});

test.each([
  ['text', 'plain words', 'text/plain;charset=UTF-8', 'plain words'],
  ['a form', new URLSearchParams({ a: 'b c' }), 'application/x-www-form-urlencoded;charset=UTF-8', 'a=b+c'],
  ['bytes', new TextEncoder().encode('bytes'), 'none', 'bytes'],
])('what is sent arrives: %s', async (_, body, type, text) => {
  const response = await ask(`${url}/echo`, { method: 'post', body });
  expect(await response.json()).toEqual({ method: 'POST', type, text });
});

test('a request object is as good as an address', async () => {
  const asked = new Request(`${url}/echo`, {
    method: 'PUT',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  expect(await (await ask(asked)).json()).toEqual({ method: 'PUT', type: 'application/json', text: '{}' });
});

test('an answer that is compressed although nobody asked is read, up to its limit', async () => {
  expect(await (await ask(`${url}/gzip`)).text()).toBe('small, compressed');
  await expect(ask(`${url}/bomb`)).rejects.toThrow();
  await expect(ask(`${url}/zstd`)).rejects.toThrow('zstd');
});

test('headers that come more than once are all there, and an empty answer is empty', async () => {
  const response = await ask(`${url}/nothing`);
  expect([response.status, response.headers.getSetCookie(), await response.text()]).toEqual([204, ['a=1', 'b=2'], '']);
});

test('nobody there is an error', async () => {
  await expect(ask('http://127.0.0.1:1/')).rejects.toThrow();
});

test('a server that stood still while a request was on its way out changes nothing any more, and still reads', async () => {
  changes = 0;
  let alive = true;
  const fetch = outboundFetch(() => alive);
  const change = fetch(`${url}/echo`, { method: 'POST', body: '{}' });
  alive = false;
  await expect(change).rejects.toThrow('stood still');
  expect(changes).toBe(0);
  expect(await (await fetch(`${url}/small`)).text()).toBe('small');
  alive = true;
  expect((await fetch(`${url}/echo`, { method: 'POST', body: '{}' })).status).toBe(200);
  expect(changes).toBe(1);
});
