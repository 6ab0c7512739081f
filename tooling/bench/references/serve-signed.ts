import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isSignedBySlack } from './slack-signature.ts';

export interface ServeSignedOptions {
  readonly secret: string;
  /** Called with a body whose signature is right; the answer is 200 once it resolves. */
  readonly handle: (body: string) => Promise<void>;
}

/** The bare HTTP server of a reference: reads, checks the signature, answers. Tells its parent where it listens. */
export function serveSigned({ secret, handle }: ServeSignedOptions): void {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const timestamp = String(request.headers['x-slack-request-timestamp']);
      const signature = String(request.headers['x-slack-signature']);
      if (!isSignedBySlack({ secret, timestamp, body, signature })) {
        response.writeHead(401).end();
        return;
      }
      handle(body).then(
        () => response.writeHead(200, { 'content-length': 0 }).end(),
        (error: Error) => response.writeHead(500).end(error.message),
      );
    });
  });
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1', () =>
    process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
  );
  process.once('disconnect', () => process.exit(0));
}
