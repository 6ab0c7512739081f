import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ChatSink {
  /** The base of its API: `<url>/chat.postMessage`. */
  readonly url: string;
  /** Messages since the start. */
  readonly count: number;
  /** Resolves to `performance.now()` of the next message that is sent to this person. */
  next(login: string): Promise<number>;
  close(): Promise<void>;
}

/** Slack's `chat.postMessage` as far as the references use it: takes JSON or a form, answers `ok`. */
export async function startChatSink(): Promise<ChatSink> {
  const waiting = new Map<string, (at: number) => void>();
  let count = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text) => (body += text));
    request.on('end', () => {
      const isJson = request.headers['content-type']?.startsWith('application/json') === true;
      const channel = isJson
        ? (JSON.parse(body) as { channel: string }).channel
        : new URLSearchParams(body).get('channel');
      if (request.url?.endsWith('chat.postMessage') === true && channel !== null) {
        count += 1;
        waiting.get(channel)?.(performance.now());
        waiting.delete(channel);
      }
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ok: true, ts: `${count}.0`, channel, user_id: 'U1', bot_id: 'B1', team_id: 'T1' }));
    });
  });
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    get count() {
      return count;
    },
    next: (login) => new Promise((resolve) => waiting.set(login, resolve)),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
