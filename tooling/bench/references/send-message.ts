import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true });

export interface SendMessageOptions {
  /** The chat's API. */
  readonly chat: string;
  readonly login: string;
  readonly text: string;
}

/** Sends a message in the stand-in's chat over a connection that is kept; rejects unless it is answered with 200. */
export function sendMessage({ chat, login, text }: SendMessageOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ conversation: `with-${login}`, message: { text, locale: 'en' } });
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'idempotency-key': randomUUID(),
    };
    const call = request(`${chat}/messages`, { method: 'POST', agent, headers }, (response) => {
      response.resume().once('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${chat} answered ${response.statusCode}.`));
      });
    });
    call.once('error', reject).end(body);
  });
}
