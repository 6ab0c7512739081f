import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { outboundFetch } from '../src/registry/outbound-fetch.ts';

let server: Server;
let url: string;

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
  const response = await outboundFetch(`${url}/small`);
  expect([response.status, await response.text()]).toEqual([200, 'small']);
});

test('a redirect is an error, wherever it leads', async () => {
  await expect(outboundFetch(`${url}/redirect`)).rejects.toThrow();
});

test('an endless answer is cut off', async () => {
  const response = await outboundFetch(`${url}/endless`);
  await expect(response.arrayBuffer()).rejects.toThrow('larger than');
});

test('the caller’s signal ends a slow drip', async () => {
  const controller = new AbortController();
  const response = await outboundFetch(`${url}/drip`, { signal: controller.signal });
  const body = response.text();
  controller.abort();
  await expect(body).rejects.toThrow();
});
