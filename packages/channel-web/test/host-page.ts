import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HostPage {
  readonly origin: string;
  /** The chat that the page offers, by the address of its connector; set before the page is visited. */
  chat: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A page of the organisation's on loopback that offers the chat, and allows nothing else: no style, no other script, no other frame. */
export async function hostPage(): Promise<HostPage> {
  const page = { chat: '' };
  const server = createServer((_request, response) => {
    const { origin } = new URL(page.chat);
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; script-src ${origin}; frame-src ${origin}`,
    });
    response.end(`<!doctype html><html lang="de"><head><title>Intranet</title>
      <script async src="${page.chat}embed.js"></script></head><body><h1>Intranet</h1></body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(page, {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  });
}
