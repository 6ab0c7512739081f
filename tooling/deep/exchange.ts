import { request } from 'node:http';

/** What is sent, as raw as Node's client sends it. */
export interface Sent {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** The address it comes from, another one of this machine's than the usual. */
  readonly from?: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** What came of it: an event stream is left after a moment. */
  readonly text: string;
}

/** Milliseconds until an answer must have begun. */
const patience = 10_000;
/** Milliseconds that an endless answer is listened to. */
const listening = 150;

/** Sends a request; undefined: Node's own client refuses to send it. Rejects where no answer comes. */
export function exchange(base: string, { method, path, headers, body, from }: Sent): Promise<Answered | undefined> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const failed = (error: Error) =>
      reject(new Error(`${method} ${path.slice(0, 200)} got no answer: ${error.message}`));
    try {
      const sent = request(
        {
          hostname,
          port,
          method,
          path,
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
          agent: false,
          ...(from === undefined ? {} : { localAddress: from }),
        },
        (response) => {
          let text = '';
          const done = () => {
            sent.setTimeout(0);
            sent.destroy();
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
          };
          response.setEncoding('utf8').on('data', (chunk: string) => {
            text += chunk;
          });
          response.on('end', done).on('error', done);
          if (response.headers['content-type']?.startsWith('text/event-stream')) setTimeout(done, listening);
        },
      );
      sent.on('error', failed);
      sent.setTimeout(patience, () => sent.destroy(new Error(`not within ${patience} ms`)));
      sent.end(body);
    } catch {
      resolve(undefined);
    }
  });
}
