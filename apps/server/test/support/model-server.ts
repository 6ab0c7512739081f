import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stub was asked. */
export interface AskedModel {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: {
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly tools?: unknown;
    readonly response_format: { readonly json_schema: { readonly strict: boolean; readonly schema: object } };
  };
}

export type AnswerModel = (response: ServerResponse) => void;

/** The body of a completion that says this, as an API like OpenAI's gives it. */
export function completion(content: string | null, more: object = {}): string {
  return JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'stub',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content, ...more } }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  });
}

export function says(content: string | null, more: object = {}): AnswerModel {
  return (response) => {
    response.setHeader('content-type', 'application/json');
    response.end(completion(content, more));
  };
}

/** A server of models on loopback: it speaks the protocol, and says what it is told to. It says nothing of how well a model reads. */
export class ModelServer {
  readonly asked: AskedModel[] = [];
  answer: AnswerModel = says('{"intent":"out_of_scope","system":null}');
  readonly #server = createServer((request, response) => void this.#take(request, response));

  static async start(): Promise<ModelServer> {
    const server = new ModelServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    this.asked.push({
      path: request.url ?? '',
      authorization: request.headers.authorization,
      body: JSON.parse(Buffer.concat(parts).toString('utf8')) as AskedModel['body'],
    });
    this.answer(response);
  }
}
