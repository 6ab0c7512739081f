import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Milliseconds for answers that are under way when the server closes. */
const patience = 2000;

/** Before connections are cut, lets what is being answered be answered; open streams end by the goodbye, which nobody else tells them. */
export function finishAnswers(server: FastifyInstance, goodbye: () => void): void {
  const answering = new Set<ServerResponse>();
  server.addHook('onRequest', async (_request, { raw }) => {
    answering.add(raw);
    raw.once('close', () => answering.delete(raw));
  });
  server.addHook('preClose', async () => {
    goodbye();
    const answered = [...answering].map((response) => once(response, 'close'));
    await Promise.race([Promise.all(answered), delay(patience, undefined, { ref: false })]);
  });
}
